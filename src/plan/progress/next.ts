import type { Plan, Step } from "../types.ts";
import { stepsOf } from "./find.ts";

/** Whether there is something left to do. */
export function isOpen({ status }: Step): boolean {
  return status === "todo" || status === "doing";
}

/** What each open step still waits for, by number: what it names itself, then what its phase waits for. */
export function waitingFor(plan: Plan): (step: Step) => string[] {
  const open = new Map(
    plan.phases.map(({ number, steps }) => [number, steps.filter(isOpen).map(({ number }) => number)]),
  );
  const openSteps = new Set([...open.values()].flat());
  const before = new Map(plan.phases.flatMap(({ steps, dependsOn = [] }) => steps.map((step) => [step, dependsOn])));
  return (step) => {
    const own = step.dependsOn.filter((number) => openSteps.has(number));
    const phases = (before.get(step) ?? []).flatMap((number) => open.get(number) ?? []);
    return [...new Set([...own, ...phases])];
  };
}

/**
 * The steps that can start now: nobody works on them, and all that they wait for is done.
 *
 * @param plan The plan.
 * @returns The steps, in the order of the plan.
 *
 * @example
 * ```ts
 * import { createLLMClient, nextSteps, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * if (nextSteps(plan)[0]?.number !== "1.1") throw new Error("expected the first step");
 * ```
 */
export function nextSteps(plan: Plan): Step[] {
  const waits = waitingFor(plan);
  return stepsOf(plan).filter((step) => step.status === "todo" && waits(step).length === 0);
}
