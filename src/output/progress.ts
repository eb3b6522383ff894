import { stepsOf } from "../plan/progress/find.ts";
import { isOpen, waitingFor } from "../plan/progress/next.ts";
import type { Phase, Plan, Step } from "../plan/types.ts";

/** The phase that is worked on: the first with an open step; absent when all is done. */
export function activePhase(plan: Plan): Phase | undefined {
  return plan.phases.find(({ steps }) => steps.some(isOpen));
}

/** A step that comes next. */
export interface Upcoming {
  step: Step;
  /** The open steps that it waits for, by number. */
  waitsFor: string[];
}

/**
 * The next group of steps, at most three, so that one sitting holds them: those that are worked on or can start now, then those
 * that follow in the active phase.
 */
export function nextGroup(plan: Plan): Upcoming[] {
  const waits = waitingFor(plan);
  const open = stepsOf(plan).filter(isOpen).map((step) => ({
    step,
    waitsFor: step.status === "doing" ? [] : waits(step),
  }));
  const ready = open.filter(({ waitsFor }) => waitsFor.length === 0);
  const active = new Set(activePhase(plan)?.steps);
  const follow = open.filter(({ step, waitsFor }) => waitsFor.length > 0 && active.has(step));
  return [...ready, ...follow].slice(0, 3);
}

/** What is to be said of a step that comes next: whether somebody works on it, or what it waits for. */
export function stateOf({ step, waitsFor }: Upcoming): string {
  if (step.status === "doing") return "in progress";
  const own = waitsFor.filter((number) => step.dependsOn.includes(number));
  const named = own.length > 0 ? own : waitsFor;
  return named.length === 0 ? "" : `after ${named.slice(0, 3).join(", ")}${named.length > 3 ? ", ..." : ""}`;
}
