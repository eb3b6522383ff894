import { errorsIn, lintPlan, type LintReport } from "../../plan/checks/lint.ts";
import { settleOpen } from "../../plan/replan/settle.ts";
import type { Replanned } from "../../plan/replan/types.ts";
import type { Plan, Step } from "../../plan/types.ts";
import type { StageCalls } from "../ask.ts";
import { repair } from "../repair.ts";
import type { Stage } from "../stage.ts";
import { stepRepairs } from "../stages/step_repairs.ts";

/**
 * Asks anew for changed and new steps that do not pass the checks; where a changed one still does not, and code alone did
 * better, it takes that.
 *
 * @param floor The plan as code alone made it.
 * @returns The plan, and the numbers of the steps for which code stepped in.
 */
export async function mendChanged(
  next: Replanned,
  floor: Replanned,
  calls: StageCalls,
): Promise<{ plan: Plan; taken: string[] }> {
  const rewritten = new Set(next.rewrites.map(({ step }) => step));
  const changed = new Set([...rewritten, ...next.drafted]);
  const plan = await repair(next.plan, stageOver(changed), calls, []);
  return withFloor(plan, floor.plan, rewritten, (tried) => lintPlan(tried, calls.run.options.lint));
}

/** A stage of which only some steps may be asked for anew: nobody touches what is done. */
function stageOver(changed: ReadonlySet<string>): Stage<unknown> {
  return {
    name: "detailed_devplan",
    title: "",
    missing: () => undefined,
    asks: () => [],
    make: (plan) => plan,
    repairs: (plan, findings, round, rejected) => {
      const pointers = pointersOf(plan);
      return stepRepairs(plan, findings, round, rejected)
        .filter(({ pointer }) => changed.has(pointers.get(pointer)?.number ?? ""))
        .map(({ put, ...rest }) => ({ ...rest, put: (now, answer) => onlyOpen(now, put(now, answer)) }));
    },
  };
}

/** The plan with what is done, retired or being worked on as it was before. */
function onlyOpen(before: Plan, after: Plan): Plan {
  const old = new Map(before.phases.flatMap(({ steps }) => steps).map((step) => [step.number, step]));
  const kept = (step: Step): Step => {
    const was = old.get(step.number);
    if (was === undefined) return step;
    if (was.status === "done" || was.status === "retired") return was;
    return { ...step, status: was.status, ...(was.evidence === undefined ? {} : { evidence: was.evidence }) };
  };
  const phases = after.phases.map((phase) => ({ ...phase, steps: phase.steps.map(kept) }));
  return { ...after, phases: settleOpen(phases, new Set()) };
}

function pointersOf({ phases }: Plan): Map<string, Step> {
  return new Map(phases.flatMap(({ steps }, p) => steps.map((step, s) => [`/phases/${p}/steps/${s}`, step])));
}

/** Takes the steps of code where those that were answered have errors, if that leaves fewer. */
function withFloor(
  plan: Plan,
  floor: Plan,
  rewritten: ReadonlySet<string>,
  check: (plan: Plan) => LintReport,
): { plan: Plan; taken: string[] } {
  const report = check(plan);
  if (errorsIn(report.findings) === 0) return { plan, taken: [] };
  const byCode = new Map(floor.phases.flatMap(({ steps }) => steps).map((step) => [step.number, step]));
  const pointers = pointersOf(plan);
  const bad = new Set<string>();
  for (const { severity, pointer } of report.findings) {
    const step = pointers.get(/^\/phases\/\d{1,6}\/steps\/\d{1,6}/.exec(pointer)?.[0] ?? "");
    if (severity === "error" && step !== undefined && rewritten.has(step.number)) bad.add(step.number);
  }
  if (bad.size === 0) return { plan, taken: [] };
  const phases = plan.phases.map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) => bad.has(step.number) ? byCode.get(step.number) ?? step : step),
  }));
  const tried = { ...plan, phases: settleOpen(phases, new Set()) };
  return errorsIn(check(tried).findings) < errorsIn(report.findings)
    ? { plan: tried, taken: [...bad] }
    : { plan, taken: [] };
}
