import { isOpen } from "../plan/progress/next.ts";
import type { Phase, Plan, Step } from "../plan/types.ts";

/** The phase that is worked on: the first with an open step; absent when all is done. */
export function activePhase(plan: Plan): Phase | undefined {
  return plan.phases.find(({ steps }) => steps.some(isOpen));
}

/** The next group of steps: those of the active phase that come first, at most three, so that one sitting holds them. */
export function nextGroup(plan: Plan): Step[] {
  return activePhase(plan)?.steps.filter(isOpen).slice(0, 3) ?? [];
}

/** A step in a list of what comes next: whether somebody works on it. */
export function inProgress({ status }: Step): string {
  return status === "doing" ? ", in progress" : "";
}
