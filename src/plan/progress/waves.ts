import { UsageError } from "../../errors.ts";
import type { Plan, Step } from "../types.ts";
import { stepsOf } from "./find.ts";
import { waitingFor } from "./next.ts";
import { PathUse } from "./path_use.ts";

/**
 * Deals the steps that are left into waves for several workers: all of a wave can be worked on at once, since they wait for
 * earlier waves only and no two of them touch the same path. Steps that somebody works on now keep their worker and their
 * paths through the first wave. Steps in a circle are in no wave.
 *
 * @param plan The plan.
 * @param agents How many can work at once, at least 1.
 * @returns The waves, each with at most `agents` steps in the order of the plan; the first may start now.
 * @throws {UsageError} If `agents` is no whole number of at least 1.
 *
 * @example
 * ```ts
 * import { createLLMClient, planWaves, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * if (planWaves(plan, 3)[0]?.length !== 1) throw new Error("all else waits for the first step");
 * ```
 */
export function planWaves(plan: Plan, agents: number): Step[][] {
  if (!Number.isInteger(agents) || agents < 1) {
    throw new UsageError(`Cannot plan for ${agents} agents: expected a whole number of at least 1`, "Say how many.");
  }
  const waits = waitingFor(plan);
  const steps = stepsOf(plan);
  const waves: Step[][] = [];
  /** How many work in a wave, and which wave is the first after it that may have room: chains are shortened as they are used. */
  const busy: number[] = [];
  const roomFrom: number[] = [];
  const free = (from: number): number => {
    let wave = from;
    while (roomFrom[wave] !== undefined && roomFrom[wave] !== wave) wave = roomFrom[wave] ?? wave;
    for (let at = from; at < wave;) {
      const next = roomFrom[at] ?? wave;
      roomFrom[at] = wave;
      at = next;
    }
    return wave;
  };
  const paths = new PathUse();
  const take = (step: Step, wave: number) => {
    busy[wave] = (busy[wave] ?? 0) + 1;
    if (busy[wave] >= agents) roomFrom[wave] = wave + 1;
    paths.note(step, wave);
  };
  const waveOf = new Map<string, number>();
  for (const step of steps.filter(({ status }) => status === "doing")) {
    take(step, 0);
    waveOf.set(step.number, 0);
  }
  for (const step of inOrderOfWaiting(steps.filter(({ status }) => status === "todo"), waits)) {
    const after = Math.max(-1, ...waits(step).map((number) => waveOf.get(number) ?? -1), paths.lastUse(step));
    const wave = free(after + 1);
    take(step, wave);
    waveOf.set(step.number, wave);
    (waves[wave] ??= []).push(step);
  }
  // A wave may be full of steps that are worked on now.
  const place = new Map(steps.map((step, at) => [step, at]));
  return [...waves].map((wave = []) => wave.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)))
    .filter((wave, at) => at === 0 || wave.length > 0);
}

/** The steps so that each comes after those it waits for, else in the order of the plan; without those in a circle. */
function inOrderOfWaiting(steps: readonly Step[], waits: (step: Step) => string[]): Step[] {
  const byNumber = new Map(steps.map((step) => [step.number, step]));
  const state = new Map<Step, "open" | "placed" | "stuck">();
  const ordered: Step[] = [];
  for (const root of steps) {
    // Without recursion: a chain may be as long as the plan.
    const trail = [{ step: root, left: waits(root) }];
    if (state.has(root)) continue;
    state.set(root, "open");
    while (trail.length > 0) {
      const { step, left } = trail[trail.length - 1] ?? { step: root, left: [] };
      const number = left.pop();
      const before = number === undefined ? undefined : byNumber.get(number);
      if (number === undefined) {
        trail.pop();
        const stuck = waits(step).some((number) => {
          const other = byNumber.get(number);
          return other !== undefined && state.get(other) !== "placed";
        });
        state.set(step, stuck ? "stuck" : "placed");
        if (!stuck) ordered.push(step);
      } else if (before !== undefined && !state.has(before)) {
        state.set(before, "open");
        trail.push({ step: before, left: waits(before) });
      }
    }
  }
  return ordered;
}
