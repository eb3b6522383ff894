import { lintPlan, type LintReport } from "../../plan/checks/lint.ts";
import { errorsIn } from "../../plan/checks/errors_in.ts";
import { applyChanges } from "../../plan/replan/apply.ts";
import { settleOpen } from "../../plan/replan/settle.ts";
import type { DraftedStep, Drafts, Replanned, RequirementChanges } from "../../plan/replan/types.ts";
import type { Phase, Plan, Step } from "../../plan/types.ts";
import type { StageCalls } from "../ask.ts";
import { repair } from "../repair.ts";
import type { Stage } from "../stage.ts";
import { stepRepairs } from "../stages/step_repairs.ts";
import { draftOf } from "./rewrite_asks.ts";

/** What was asked for, and what came of it. */
export interface Changed {
  /** The plan before the change. */
  before: Plan;
  changes: RequirementChanges;
  /** The plan as code alone would make it. */
  floor: Replanned;
  /** The plan with all answers. */
  next: Replanned;
}

/** A plan that is as good as it gets. */
export interface Mended {
  plan: Plan;
  /** The numbers of the steps that code wrote anew instead. */
  rewritten: string[];
  /** The titles of new steps that gave way to those of code. */
  dropped: string[];
}

/**
 * Asks anew for changed and new steps that do not pass the checks. Where they still do not, or the checks like less what was
 * answered than what code alone made, code steps in.
 */
export async function mendChanged(changed: Changed, calls: StageCalls): Promise<Mended> {
  const { rewrites, drafted, plan } = changed.next;
  const stage = stageOver(new Set([...rewrites.map(({ step }) => step), ...drafted]));
  const repaired = await repair(plan, stage, calls, []);
  return withFloor(changed, repaired, (tried) => lintPlan(tried, calls.run.options.lint));
}

/** A stage of which only some steps may be asked for anew: nobody touches what is done. */
function stageOver(changed: ReadonlySet<string>): Stage<unknown> {
  return {
    name: "detailed_devplan",
    title: "",
    missing: () => undefined,
    asks: () => [],
    make: (plan) => plan,
    repairs: (plan, findings, round, rejected) =>
      stepRepairs(plan, findings, round, rejected)
        .filter(({ pointer }) => changed.has(stepAt(plan, pointer)?.number ?? ""))
        .map(({ put, ...rest }) => ({ ...rest, put: (now, answer) => onlyOpen(now, put(now, answer)) })),
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
  return { ...after, phases: settleOpen(phases, new Set(), after.existing?.files) };
}

/** Puts the plan together again without the answers that are worse than what code makes in their place, if that is better. */
function withFloor({ before, changes, floor, next }: Changed, plan: Plan, check: (plan: Plan) => LintReport): Mended {
  const report = check(plan);
  const kept: Mended = { plan, rewritten: [], dropped: [] };
  const faults = faultsIn(plan, report);
  const rewritten = next.rewrites.map(({ step }) => step).filter((number) => faults.has(number));
  const fresh = next.drafted.filter((number) => (faults.get(number) ?? 0) >= ERROR);
  if (rewritten.length + fresh.length === 0) return kept;
  const ofCode = faultsIn(floor.plan, check(floor.plan));
  const worse = rewritten.filter((number) => (faults.get(number) ?? 0) > (ofCode.get(number) ?? 0));
  const tried = applyChanges(before, changes, draftsIn(plan, next, new Set([...worse, ...fresh]))).plan;
  if (!isBetter(check(tried), report)) return kept;
  const titles = new Map(plan.phases.flatMap(({ steps }) => steps).map(({ number, title }) => [number, title]));
  return { plan: tried, rewritten: worse, dropped: fresh.map((number) => titles.get(number) ?? number) };
}

/** An error outweighs all warnings that a step may have. */
const ERROR = 1000;

/** How bad the steps of a plan are, by number; what a requirement lacks is a fault of those that work on it. */
function faultsIn(plan: Plan, { findings }: LintReport): Map<string, number> {
  const faults = new Map<string, number>();
  const steps = plan.phases.flatMap((phase) => phase.steps).filter(({ status }) => status !== "retired");
  for (const { severity, pointer } of findings) {
    const step = stepAt(plan, pointer);
    const id = plan.requirements[Number(/^\/requirements\/(\d{1,6})/.exec(pointer)?.[1] ?? "NaN")]?.id;
    const blamed = step !== undefined
      ? [step]
      : id === undefined
      ? []
      : steps.filter((each) => each.requirements.includes(id));
    for (const { number } of blamed) {
      faults.set(number, (faults.get(number) ?? 0) + (severity === "error" ? ERROR : 1));
    }
  }
  return faults;
}

function stepAt({ phases }: Plan, pointer: string): Step | undefined {
  const [, phase, step] = /^\/phases\/(\d{1,6})\/steps\/(\d{1,6})(?=\/|$)/.exec(pointer) ?? [];
  return phases[Number(phase)]?.steps[Number(step)];
}

/** The answers as they are now in a plan, but for some. */
function draftsIn({ phases }: Plan, { rewrites, drafted }: Replanned, without: ReadonlySet<string>): Drafts {
  const places = new Map(phases.flatMap((phase) => phase.steps.map((step) => [step.number, { phase, step }])));
  const placed = (numbers: readonly string[]): { phase: Phase; step: Step }[] =>
    numbers.filter((number) => !without.has(number)).flatMap((number) => places.get(number) ?? []);
  const kept = placed(drafted);
  const positions = new Map(kept.map(({ step }, at) => [step.number, at + 1]));
  return {
    rewritten: new Map(
      placed(rewrites.map(({ step }) => step)).map(({ phase, step }) => [
        step.number,
        { answer: draftOf(step, phase), author: step.generatedBy },
      ]),
    ),
    fresh: kept.map(({ phase, step }): DraftedStep => {
      const dependsOn = step.dependsOn.flatMap((number) => positions.get(number) ?? []);
      return { answer: { ...draftOf(step, phase), dependsOn }, author: step.generatedBy };
    }),
  };
}

function isBetter(after: LintReport, before: LintReport): boolean {
  const [now, then] = [errorsIn(after.findings), errorsIn(before.findings)];
  return now < then || (now === then && after.score > before.score);
}
