import { UsageError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { oneLine, shorten } from "../../text.ts";
import type { Phase, Plan, Requirement, Step } from "../types.ts";

/** All steps of a plan, in order, the retired ones too. */
export function stepsOf({ phases }: Plan): Step[] {
  return phases.flatMap(({ steps }) => steps);
}

/**
 * Finds a step by its number (`2.3`) or its id (`S1a2b`, in any case).
 *
 * @throws {UsageError} If the plan has no such step; the hint names the nearest.
 *
 * @example
 * ```ts
 * import { createLLMClient, findStep, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * const step = findStep(plan, "1.1");
 * if (findStep(plan, step.id.toLowerCase()) !== step) throw new Error("expected the same step by its id");
 * ```
 */
export function findStep(plan: Plan, name: string): Step {
  const wanted = plain(name).replace(/^step /, "");
  const steps = stepsOf(plan);
  const found = steps.find(({ number }) => number === wanted) ?? steps.find(({ id }) => id.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const phase = plan.phases.find(({ number }) => String(number) === wanted.replace(/^phase /, ""));
  const inIt = phase?.steps.map(({ number }) => number) ?? [];
  throw unknown(
    plan,
    "step",
    name,
    inIt.length > 0
      ? `That is a phase; its steps are ${inIt.slice(0, 8).join(", ")}${inIt.length > 8 ? ", ..." : ""}.`
      : nearestName(wanted, steps.flatMap(({ number, id, title }) => [number, id].map((name) => ({ name, title })))) ??
        (steps.length === 0
          ? "It has no steps yet: devussy generate-devplan"
          : `Its steps are ${steps[0]?.number} to ${steps.at(-1)?.number}. See: devussy status`),
  );
}

/**
 * Finds a step, or a phase by its number (`2`, `phase 2`).
 *
 * @throws {UsageError} If the plan has neither; the hint names the nearest step.
 *
 * @example
 * ```ts
 * import { createLLMClient, findPart, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * if (!("phase" in findPart(plan, "phase 1"))) throw new Error("expected a phase");
 * if (!("step" in findPart(plan, "1.1"))) throw new Error("expected a step");
 * ```
 */
export function findPart(plan: Plan, name: string): { step: Step } | { phase: Phase } {
  const wanted = plain(name).replace(/^phase /, "");
  const phase = plan.phases.find(({ number }) => String(number) === wanted);
  return phase === undefined ? { step: findStep(plan, name) } : { phase };
}

/**
 * Finds a requirement by its id, in any case.
 *
 * @throws {UsageError} If the plan has no such requirement; the hint names the nearest.
 *
 * @example
 * ```ts
 * import { findRequirement, startPlan } from "@devussy/devussy";
 * const plan = startPlan({ name: "Snake", requirements: "Steer a snake. Keep score." });
 * if (findRequirement(plan, "r2").text !== "Keep score.") throw new Error("expected the second");
 * ```
 */
export function findRequirement(plan: Plan, name: string): Requirement {
  const wanted = plain(name);
  const found = plan.requirements.find(({ id }) => id.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const names = plan.requirements.map(({ id, text }) => ({ name: id, title: text }));
  throw unknown(plan, "requirement", name, nearestName(wanted, names) ?? "See: devussy trace");
}

function plain(name: string): string {
  return oneLine(name).toLowerCase().replace(/[.:]$/, "");
}

function unknown({ project }: Plan, kind: string, name: string, hint: string): UsageError {
  return new UsageError(
    `Cannot find the ${kind} "${shorten(oneLine(name), 60)}": the plan of ${shorten(project.name, 60)} has none`,
    hint,
  );
}

function nearestName(wanted: string, names: readonly { name: string; title: string }[]): string | undefined {
  const near = nearest(wanted, names.map(({ name }) => name));
  const title = names.find(({ name }) => name === near)?.title;
  return near === undefined || title === undefined ? undefined : `Did you mean ${near}, "${shorten(title, 60)}"?`;
}
