import { UsageError } from "../../errors.ts";
import { findPart, stepsOf } from "../../plan/progress/find.ts";
import { isOpen } from "../../plan/progress/next.ts";
import type { Phase, Plan, Requirement, Step } from "../../plan/types.ts";

/** What a pack is about, and what of the plan belongs to it. */
export interface Scope {
  plan: Plan;
  /** For messages and names: `step 2.3`, `phase 2`. */
  name: string;
  /** The step, where the pack is about one. */
  step?: Step;
  phase: Phase;
  /** The steps to work on. */
  steps: readonly Step[];
  /** Finished steps that these build on directly, and those of the same phase. */
  before: readonly Step[];
  /** Open steps elsewhere that must be finished first. */
  waitsFor: readonly Step[];
  /** The requirements that these steps work on. */
  requirements: readonly Requirement[];
}

/**
 * Finds what a pack is about.
 *
 * @throws {UsageError} If there is no such step or phase, or nothing in it is to be worked on.
 */
export function scopeOf(plan: Plan, name: string): Scope {
  const part = findPart(plan, name);
  if ("step" in part) return stepScope(plan, part.step);
  const { phase } = part;
  const counting = phase.steps.filter(({ status }) => status !== "retired");
  if (counting.length === 0) {
    throw new UsageError(
      `Cannot hand phase ${phase.number} over: ${phase.steps.length === 0 ? "it has no steps yet" : "it is retired"}`,
      phase.steps.length === 0 ? "Make them with: devussy generate-devplan" : "See: devussy next",
    );
  }
  const open = counting.filter(isOpen);
  return scopeAround(plan, phase, `phase ${phase.number}`, open.length === 0 ? counting : open, counting);
}

function stepScope(plan: Plan, step: Step): Scope {
  if (step.status === "retired") {
    throw new UsageError(
      `Cannot hand step ${step.number} over: it is retired, nobody needs it any more`,
      "See: devussy next",
    );
  }
  const phase = plan.phases.find(({ steps }) => steps.includes(step));
  if (phase === undefined) throw new Error(`step ${step.number} is in no phase`);
  return { ...scopeAround(plan, phase, `step ${step.number}`, [step], []), step };
}

function scopeAround(
  plan: Plan,
  phase: Phase,
  name: string,
  steps: readonly Step[],
  sameTask: readonly Step[],
): Scope {
  const own = new Set(steps);
  const same = new Set(sameTask);
  const needed = new Set(steps.flatMap(({ dependsOn }) => dependsOn));
  const cited = new Set(steps.flatMap(({ requirements }) => requirements));
  // The same as `waitingFor` for each of these steps, but once for all: each may wait for whole phases.
  const open = steps.filter(isOpen);
  const awaited = new Set(open.flatMap(({ dependsOn }) => dependsOn));
  const earlier = new Set(open.length === 0 ? [] : phase.dependsOn ?? []);
  return {
    plan,
    name,
    phase,
    steps,
    before: stepsOf(plan).filter((step) =>
      !own.has(step) && step.status !== "retired" && (needed.has(step.number) || same.has(step))
    ),
    waitsFor: plan.phases.flatMap(({ number, steps }) =>
      steps.filter((step) => !own.has(step) && isOpen(step) && (earlier.has(number) || awaited.has(step.number)))
    ),
    requirements: plan.requirements.filter(({ id, status }) => status === "active" && cited.has(id)),
  };
}
