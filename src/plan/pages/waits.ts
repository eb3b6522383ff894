import { redirect } from "../replan/settle.ts";
import type { Plan, Step } from "../types.ts";

/**
 * Lets open steps that waited for a step which nobody needs any more wait for what that one waited for, in place: one that is
 * retired holds nobody up.
 *
 * @param draft The plan as it is to be, with the numbers of before.
 * @param before The plan before.
 */
export function inheritWaits(draft: Plan, before: Plan): void {
  const steps = draft.phases.flatMap((phase) => phase.steps);
  const retired = new Map(steps.filter(isRetired).map((step) => [step.number, step]));
  const known = new Set(before.phases.flatMap((phase) => phase.steps).filter(isRetired).map(({ id }) => id));
  const fresh = new Set([...retired.values()].filter(({ id }) => !known.has(id)).map(({ number }) => number));
  for (const step of steps) {
    const isOpen = step.status === "todo" || step.status === "doing";
    if (!isOpen || !step.dependsOn.some((number) => fresh.has(number))) continue;
    step.dependsOn = redirect(step.dependsOn, retired).filter((number) => number !== step.number);
  }
}

function isRetired({ status }: Step): boolean {
  return status === "retired";
}
