import type { Plan, Step } from "../types.ts";
import { stepsOf } from "./find.ts";
import { isOpen, nextSteps, waitingFor } from "./next.ts";

/** So many steps of other phases are named that a step waits for. */
const MOST_NAMED = 20;

/** How many steps there are and how far they are; retired ones count nowhere. */
export interface Counts {
  /** Finished steps. */
  done: number;
  /** Steps that somebody works on. */
  doing: number;
  /** All steps. */
  total: number;
}

/** How far a plan is. */
export interface PlanStatus extends Counts {
  /** Finished steps in a hundred, rounded down; 0 where there are none. */
  percent: number;
  /** The same for each phase. */
  phases: (Counts & { number: number; title: string })[];
  /** The steps that somebody works on. */
  started: Step[];
  /** The steps that can start now. */
  next: Step[];
  /** The steps that cannot, with the numbers of what they wait for: their own, else those of the phases before. */
  blocked: { step: Step; waitsFor: string[] }[];
  /** The finished steps that nobody has checked. */
  unverified: Step[];
}

/**
 * Works out how far a plan is.
 *
 * @param plan The plan.
 * @returns Counts, phases, what is worked on, what can start, what waits for what.
 *
 * @example
 * ```ts
 * import { createLLMClient, planStatus, runPipeline, startPlan, startStep } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * const { started, percent } = planStatus(startStep(plan, "1.1"));
 * if (started[0]?.number !== "1.1" || percent !== 0) throw new Error("expected one started step");
 * ```
 */
export function planStatus(plan: Plan): PlanStatus {
  const steps = stepsOf(plan);
  const waits = waitingFor(plan);
  const counts = countsOf(steps);
  return {
    ...counts,
    percent: counts.total === 0 ? 0 : Math.floor(100 * counts.done / counts.total),
    phases: plan.phases.map(({ number, title, steps }) => ({ number, title, ...countsOf(steps) })),
    started: steps.filter(({ status }) => status === "doing"),
    next: nextSteps(plan),
    blocked: steps.filter(({ status }) => status === "todo").flatMap((step) => {
      const all = waits(step);
      const own = all.filter((number) => step.dependsOn.includes(number));
      // All steps of all phases before, for each step, would be more than the plan.
      return all.length === 0 ? [] : [{ step, waitsFor: own.length > 0 ? own : all.slice(0, MOST_NAMED) }];
    }),
    unverified: steps.filter(({ status, evidence }) => status === "done" && evidence?.verified !== true),
  };
}

/** Counts steps by how far they are. */
export function countsOf(steps: readonly Step[]): Counts {
  const done = steps.filter(({ status }) => status === "done").length;
  const open = steps.filter(isOpen);
  return {
    done,
    doing: open.filter(({ status }) => status === "doing").length,
    total: done + open.length,
  };
}
