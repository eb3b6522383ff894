import { type PlanStatus, planStatus } from "../../plan/progress/status.ts";
import { stepsOf } from "../../plan/progress/find.ts";
import { type Trace, tracePlan } from "../../plan/trace.ts";
import type { Phase, Plan, Requirement, Step } from "../../plan/types.ts";

/** A plan with what its page asks for again and again; each is worked out once. */
export interface Lookup {
  plan: Plan;
  /** All steps, in order. */
  steps: readonly Step[];
  status: PlanStatus;
  trace: Trace;
  /** The steps that can start now. */
  next: ReadonlySet<Step>;
  /** A step by its number, a requirement by its id; the first where there are several. */
  step(number: string): Step | undefined;
  requirement(id: string): Requirement | undefined;
  /** What a requirement lacks, if anything. */
  gap(id: string): "step" | "test" | undefined;
  /** The numbers of the steps that wait for a step. */
  waiting(step: Step): readonly string[];
  /** The name of a part's place in the page, unique and harmless. */
  anchor(part: Step | Requirement | Phase): string;
}

/** Prepares a plan for its page, at a cost linear in the plan. */
export function lookup(plan: Plan): Lookup {
  const steps = stepsOf(plan);
  const status = planStatus(plan);
  const byNumber = firsts(steps.map((step) => [step.number, step]));
  const requirements = firsts(plan.requirements.map((requirement) => [requirement.id, requirement]));
  const waiting = new Map<string, string[]>();
  for (const { number, dependsOn, status } of steps) {
    for (const before of status === "retired" ? [] : new Set(dependsOn)) {
      const known = waiting.get(before);
      if (known === undefined) waiting.set(before, [number]);
      else known.push(number);
    }
  }
  const anchors = anchorsOf(plan, steps);
  const trace = tracePlan(plan);
  const gaps = new Map(trace.gaps.map(({ requirement, missing }) => [requirement, missing]));
  return {
    plan,
    steps,
    status,
    trace,
    next: new Set(status.next),
    step: (number) => byNumber.get(number),
    requirement: (id) => requirements.get(id),
    gap: (id) => gaps.get(id),
    waiting: ({ number }) => waiting.get(number) ?? [],
    anchor: (part) => anchors.get(part) ?? "main",
  };
}

function firsts<T>(pairs: readonly (readonly [string, T])[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const [key, value] of pairs) if (!found.has(key)) found.set(key, value);
  return found;
}

/** Steps by their ids, which outlive every change of the plan; what is no name, or given twice, by its place. */
function anchorsOf(plan: Plan, steps: readonly Step[]): Map<Step | Requirement | Phase, string> {
  const anchors = new Map<Step | Requirement | Phase, string>();
  const taken = new Set<string>();
  const give = (part: Step | Requirement | Phase, wanted: string, place: string) => {
    const anchor = /^[SR][0-9A-Za-z]{1,40}$/.test(wanted) && !taken.has(wanted) ? wanted : place;
    taken.add(anchor);
    anchors.set(part, anchor);
  };
  steps.forEach((step, at) => give(step, step.id, `step-${at + 1}`));
  plan.requirements.forEach((requirement, at) => give(requirement, requirement.id, `requirement-${at + 1}`));
  plan.phases.forEach((phase, at) => anchors.set(phase, `phase-${at + 1}`));
  return anchors;
}
