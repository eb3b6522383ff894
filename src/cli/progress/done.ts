import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import { findStep } from "../../plan/progress/find.ts";
import { finishStep } from "../../plan/progress/mark.ts";
import type { Step } from "../../plan/types.ts";
import { findFiles } from "../../store/project_files.ts";
import { cleanText, oneLine } from "../../text.ts";
import { changePlan } from "../change_plan.ts";
import type { Io, Values } from "../command.ts";
import { NotVerified } from "../failure.ts";
import { readOwnPlan } from "../own_plan.ts";
import { rootOf } from "./checks.ts";
import { reportMarked } from "./mark.ts";
import { runChecks } from "./run_checks.ts";
import { stepNameOf } from "./steps.ts";

/** The longest note, in characters. */
const MAX_NOTE = 500;

/** Marks a step as done, with what proves it. */
export async function markDone(values: Values, word: string | undefined, io: Io): Promise<number> {
  const name = stepNameOf(word, "finish");
  const note = noteOf(values);
  const force = values.on("force");
  const { path, plan, settings } = await readOwnPlan(values, io);
  // Before anything is run: whether it may be done at all.
  finishStep(plan, name, { force, evidence: {} });
  const step = findStep(plan, name);
  const proof = force ? { verified: false } : await prove(step, values, settings, io);
  const evidence: NonNullable<Step["evidence"]> = {
    ...proof,
    at: new Date().toISOString(),
    ...(note === undefined ? {} : { note }),
  };
  const changed = await changePlan(path, (now) => finishStep(now, step.id, { force, evidence }), {
    command: "done",
    io,
  });
  return reportMarked(values, step.id, force ? "done, not verified" : "done", changed, io);
}

/** What shows that a step is done: its files, and its commands where they are to be run. */
async function prove(
  step: Step,
  values: Values,
  settings: Settings,
  io: Io,
): Promise<NonNullable<Step["evidence"]>> {
  const root = rootOf(values);
  const { wrong } = await findFiles(root, step.deliverables);
  if (wrong.length > 0) {
    throw new NotVerified(
      `Cannot mark step ${step.number} done: ${wrong.slice(0, 3).join("; ")}${
        wrong.length > 3 ? `; and ${wrong.length - 3} more` : ""
      }`,
      "Make what is missing, name the project's root with --root, or mark it without checks with --force.",
      wrong,
    );
  }
  const exitStatus = values.on("run") ? await runChecks(step, { root, settings }, values, io) : undefined;
  // The commands may have changed the files.
  const { sha256 } = await findFiles(root, step.deliverables);
  return { ...(exitStatus === undefined ? {} : { exitStatus }), sha256, verified: true };
}

function noteOf(values: Values): string | undefined {
  const given = values.text("note");
  if (given === undefined) return undefined;
  const note = oneLine(cleanText(given));
  if (note !== "" && note.length <= MAX_NOTE) return note;
  throw new UsageError(
    `Cannot use --note: expected 1 to ${MAX_NOTE} characters, got ${note.length}`,
    note === "" ? "Leave it out." : "Say it in fewer words.",
  );
}
