import { validatePlan } from "./read.ts";
import type { Plan } from "./types.ts";

/**
 * Writes a plan as the text of a `plan.json`: the same plan always gives the same bytes.
 *
 * @param plan The plan.
 * @returns JSON with two spaces of indentation, the keys in the schema's order, and a final newline.
 * @throws {PlanError} If the value does not fit the schema.
 *
 * @example
 * ```ts
 * import { formatPlan, parsePlan, startPlan } from "@devussy/devussy";
 * const text = formatPlan(startPlan({ name: "Snake" }));
 * if (formatPlan(parsePlan(text)) !== text) throw new Error("expected the same bytes");
 * ```
 */
export function formatPlan(plan: Plan): string {
  return JSON.stringify(validatePlan(plan), null, 2) + "\n";
}
