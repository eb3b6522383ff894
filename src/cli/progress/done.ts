import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import type { Step } from "../../plan/types.ts";
import type { Io, Values } from "../command.ts";
import { readOwnPlan } from "../own_plan.ts";
import { rootOf } from "./checks.ts";
import { type Evidence, noteOf, proveFiles } from "./evidence.ts";
import { finishProved } from "./finish.ts";
import { reportMarked } from "./mark.ts";
import { commandsOf, runChecks } from "./run_checks.ts";
import { stepNameOf } from "./steps.ts";

/** Marks a step as done, with what proves it. */
export async function markDone(values: Values, word: string | undefined, io: Io): Promise<number> {
  const name = stepNameOf(word, "finish");
  const note = noteOf(values.text("note"));
  const force = values.on("force");
  if (force && values.on("run")) {
    throw new UsageError(
      "Cannot use --run with --force: --force marks a step without any check",
      "Leave one of them out.",
    );
  }
  const { path, plan, settings } = await readOwnPlan(values, io);
  const prove = (step: Step) => proofOf(step, values, settings, io);
  const finished = await finishProved(plan, { path, name, note, force, command: "done", prove }, io);
  const { id, evidence } = finished.step;
  return reportMarked(values, id, evidence?.verified === true ? "done" : "done, not verified", finished, io);
}

/** What shows that a step is done: its files, and its commands where they are to be run. */
async function proofOf(step: Step, values: Values, settings: Settings, io: Io): Promise<Evidence> {
  const root = rootOf(values);
  const hint = "Make what is missing, name the project's root with --root, or mark it without checks with --force.";
  const files = await proveFiles(step, root, hint);
  const exitStatus = values.on("run") ? await runChecks(step, { root, settings }, values, io) : undefined;
  if (exitStatus === undefined) {
    if (files.verified !== true) {
      const more = commandsOf(step).length === 0 || values.on("run") ? "" : "; --run runs its commands";
      io.say(`step ${step.number} names no files: nothing was checked${more}`);
    }
    return files;
  }
  // The commands may have changed the files.
  return { ...await proveFiles(step, root, hint), exitStatus, verified: true };
}
