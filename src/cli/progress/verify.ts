import { UsageError } from "../../errors.ts";
import { findStep, stepsOf } from "../../plan/progress/find.ts";
import type { Deliverable, Plan, Step } from "../../plan/types.ts";
import { findFiles } from "../../store/project_files.ts";
import type { Io, Values } from "../command.ts";
import { NotVerified } from "../failure.ts";
import { readOwnPlan } from "../own_plan.ts";
import { rootOf } from "./checks.ts";
import { commandsOf, dangerousCommand, runChecks } from "./run_checks.ts";
import { namedCommand } from "./shown_command.ts";
import { type Checked, reportChecked } from "./verify_report.ts";

/** Checks finished steps anew; returns the exit code: 8 where one does not hold. */
export async function verifyDone(values: Values, words: readonly string[], io: Io): Promise<number> {
  const { plan, settings } = await readOwnPlan(values, io);
  const root = rootOf(values);
  const { steps, skipped } = chosen(plan, words, values);
  const isLast = lastWord(plan);
  const checked: Checked[] = [];
  for (const step of steps) {
    io.signal.throwIfAborted();
    const found = await findFiles(root, step.deliverables);
    const wrong = found.files.flatMap(({ deliverable, wrong }) =>
      wrong !== undefined && isLast(step, deliverable) ? [wrong] : []
    );
    const ran = values.on("run") && wrong.length === 0
      ? await runOf(step, () => runChecks(step, { root, settings }, values, io))
      : {};
    const { sha256 } = step.evidence ?? {};
    checked.push({
      step,
      ...stateOf(step, { ...ran, wrong, ran: values.on("run") }),
      changed: found.wrong.length === 0 && sha256 !== undefined && sha256 !== found.sha256,
      ...(ran.exitStatus === undefined ? {} : { exitStatus: ran.exitStatus }),
    });
  }
  return reportChecked(checked, skipped, values, io);
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

/** What became of the commands of a step. */
interface Ran {
  exitStatus?: number;
  failure?: string;
  /** Why they were not run. */
  refusal?: string;
}

async function runOf(step: Step, run: () => Promise<0 | undefined>): Promise<Ran> {
  const dangerous = dangerousCommand(step);
  if (dangerous !== undefined) {
    return { refusal: `${namedCommand(dangerous)} was not run: the checks call it dangerous` };
  }
  try {
    const exitStatus = await run();
    return exitStatus === undefined ? {} : { exitStatus };
  } catch (error) {
    if (!(error instanceof NotVerified)) throw error;
    return { failure: `${error.message.replace(`Step ${step.number} does not hold: `, "")}. ${error.hint}` };
  }
}

function stateOf(
  step: Step,
  { wrong, ran, exitStatus, failure, refusal }: Ran & { wrong: readonly string[]; ran: boolean },
): Pick<Checked, "state" | "wrong" | "refused"> {
  const all = [...wrong, ...(failure === undefined ? [] : [failure])];
  if (all.length > 0) return { state: "broken", wrong: all, refused: false };
  if (refusal !== undefined) return { state: "unseen", wrong: [refusal], refused: true };
  if (step.deliverables.length > 0 || exitStatus !== undefined) return { state: "holds", wrong: [], refused: false };
  const more = ran || commandsOf(step).length === 0 ? "" : "; --run runs its commands";
  return { state: "unseen", wrong: [`it names no files${more}`], refused: false };
}
