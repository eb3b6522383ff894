import type { Settings } from "../../config/settings.ts";
import { findStep } from "../../plan/progress/find.ts";
import { finishStep } from "../../plan/progress/mark.ts";
import type { Step } from "../../plan/types.ts";
import { changePlan } from "../change_plan.ts";
import type { Io, Values } from "../command.ts";
import { readOwnPlan } from "../own_plan.ts";
import { rootOf } from "./checks.ts";
import { type Evidence, markWith, noteOf, proveFiles } from "./evidence.ts";
import { reportMarked } from "./mark.ts";
import { runChecks } from "./run_checks.ts";
import { stepNameOf } from "./steps.ts";

/** Marks a step as done, with what proves it. */
export async function markDone(values: Values, word: string | undefined, io: Io): Promise<number> {
  const name = stepNameOf(word, "finish");
  const note = noteOf(values.text("note"));
  const force = values.on("force");
  const { path, plan, settings } = await readOwnPlan(values, io);
  // Before anything is run: whether it may be done at all.
  finishStep(plan, name, { force });
  const step = findStep(plan, name);
  const proof = force ? { verified: false } : await prove(step, values, settings, io);
  const changed = await changePlan(path, (now) => markWith(now, step.id, { force, note, proof }), {
    command: "done",
    io,
  });
  return reportMarked(values, step.id, force ? "done, not verified" : "done", changed, io);
}

/** What shows that a step is done: its files, and its commands where they are to be run. */
async function prove(step: Step, values: Values, settings: Settings, io: Io): Promise<Evidence> {
  const root = rootOf(values);
  const hint = "Make what is missing, name the project's root with --root, or mark it without checks with --force.";
  const files = await proveFiles(step, root, hint);
  if (!values.on("run")) return files;
  const exitStatus = await runChecks(step, { root, settings }, values, io);
  // The commands may have changed the files.
  return { ...(exitStatus === undefined ? {} : { exitStatus }), ...await proveFiles(step, root, hint) };
}
