import { UsageError } from "../../errors.ts";
import { findStep, stepsOf } from "../../plan/progress/find.ts";
import type { Deliverable, Plan, Step } from "../../plan/types.ts";
import { findFiles } from "../../store/project_files.ts";
import { counted } from "../../text.ts";
import type { Io, Values } from "../command.ts";
import { NotVerified } from "../failure.ts";
import { readOwnPlan } from "../own_plan.ts";
import { rootOf } from "./checks.ts";
import { runChecks } from "./run_checks.ts";
import { printDocument, some, stepLine } from "./steps.ts";

/** What became of a finished step. */
interface Checked {
  step: Step;
  /** Why it does not hold any more. */
  wrong: string[];
  /** Whether its files are others than when it was marked. */
  changed: boolean;
  exitStatus?: number;
}

/** Checks finished steps anew; returns the exit code: 8 where one does not hold. */
export async function verifyDone(values: Values, words: readonly string[], io: Io): Promise<number> {
  const { plan, settings } = await readOwnPlan(values, io);
  const root = rootOf(values);
  const { steps, skipped } = chosen(plan, words, values);
  const isLast = lastWord(plan);
  const checked: Checked[] = [];
  for (const step of steps) {
    io.signal.throwIfAborted();
    const { wrong, sha256 } = await findFiles(root, step.deliverables);
    const still = await findFiles(root, step.deliverables.filter((deliverable) => isLast(step, deliverable)));
    const exitStatus = values.on("run") && still.wrong.length === 0
      ? await statusOf(step, () => runChecks(step, { root, settings }, values, io))
      : {};
    checked.push({
      step,
      wrong: [...still.wrong, ...(exitStatus.failure === undefined ? [] : [exitStatus.failure])],
      changed: wrong.length === 0 && step.evidence?.sha256 !== undefined && step.evidence.sha256 !== sha256,
      ...(exitStatus.exitStatus === undefined ? {} : { exitStatus: exitStatus.exitStatus }),
    });
  }
  return report(checked, skipped, values, io);
}

/** The steps to check, and how many finished ones are left out since nobody has ever checked them. */
function chosen(plan: Plan, words: readonly string[], values: Values): { steps: Step[]; skipped: Step[] } {
  if (words.length > 0) {
    const steps = words.map((word) => findStep(plan, word));
    const open = steps.find(({ status }) => status !== "done");
    if (open === undefined) return { steps, skipped: [] };
    throw new UsageError(
      `Cannot verify step ${open.number}: it is ${open.status}, expected one that is done`,
      `See: devussy status. To finish it: devussy done ${open.number}`,
    );
  }
  const done = stepsOf(plan).filter(({ status }) => status === "done");
  if (values.on("all")) return { steps: done, skipped: [] };
  return {
    steps: done.filter(({ evidence }) => evidence?.verified === true),
    skipped: done.filter(({ evidence }) => evidence?.verified !== true),
  };
}

/** Whether what a step did to a path is the last that was done to it: a later step may have removed it, or made it again. */
function lastWord(plan: Plan): (step: Step, deliverable: Deliverable) => boolean {
  const last = new Map<string, { id: string; exists: boolean }>();
  for (const { id, status, deliverables } of stepsOf(plan)) {
    if (status !== "done") continue;
    for (const { path, action } of deliverables) last.set(path, { id, exists: action !== "delete" });
  }
  return ({ id }, { path, action }) => {
    const word = last.get(path);
    return word === undefined || word.id === id || word.exists === (action !== "delete");
  };
}

async function statusOf(
  step: Step,
  run: () => Promise<0 | undefined>,
): Promise<{ exitStatus?: number; failure?: string }> {
  try {
    const exitStatus = await run();
    return exitStatus === undefined ? {} : { exitStatus };
  } catch (error) {
    if (!(error instanceof NotVerified)) throw error;
    return { failure: `${error.message.replace(`Step ${step.number} does not hold: `, "")}. ${error.hint}` };
  }
}

function report(checked: readonly Checked[], skipped: readonly Step[], values: Values, io: Io): number {
  const broken = checked.filter(({ wrong }) => wrong.length > 0);
  const exitCode = broken.length > 0 ? 8 : 0;
  if (values.on("json")) {
    return printDocument(io, {
      steps: checked.map(({ step: { number, id, title }, wrong, ...rest }) => ({
        number,
        id,
        title,
        holds: wrong.length === 0,
        wrong,
        ...rest,
      })),
      notChecked: skipped.map(({ number }) => number),
    }, exitCode);
  }
  for (const { step, wrong, changed } of checked) {
    io.out(`${wrong.length > 0 ? "broken" : "holds "}  ${stepLine(step)}${changed ? ", files changed since" : ""}`);
    for (const line of wrong) io.out(`        ${line}`);
  }
  if (skipped.length > 0) {
    io.say(`not checked: ${some(skipped.map(({ number }) => number))}, marked without a check (--all checks them too)`);
  }
  io.say(
    broken.length === 0
      ? `${counted(checked.length, "step")} checked, all hold`
      : `${broken.length} of ${counted(checked.length, "step")} do not hold: mend them, or devussy undo STEP`,
  );
  return exitCode;
}
