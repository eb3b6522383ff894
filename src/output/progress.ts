import type { Phase, Plan, Step } from "../plan/types.ts";

/** Whether there is something left to do. */
function isOpen({ status }: Step): boolean {
  return status === "todo" || status === "doing";
}

/** The phase that is worked on: the first with an open step; absent when all is done. */
export function activePhase(plan: Plan): Phase | undefined {
  return plan.phases.find(({ steps }) => steps.some(isOpen));
}

/** The next group of steps: those of the active phase that come first, at most three, so that one sitting holds them. */
export function nextGroup(plan: Plan): Step[] {
  return activePhase(plan)?.steps.filter(isOpen).slice(0, 3) ?? [];
}

/** How many steps are done, of how many. */
export function progressOf(plan: Plan): { done: number; total: number } {
  const steps = plan.phases.flatMap(({ steps }) => steps).filter(({ status }) => status !== "retired");
  return { done: steps.filter(({ status }) => status === "done").length, total: steps.length };
}
