import type { Phase, Plan } from "../plan/types.ts";

/** Whether the embedded planner stepped in for a phase that a model had planned. Steps that remove code are always code's. */
export function isFilledIn({ generatedBy, steps }: Phase, { provenance }: Plan): boolean {
  return generatedBy !== "offline" &&
    steps.some((step) => step.generatedBy === "offline" && step.type !== "removal") &&
    provenance.runs.some(({ provider }) => provider !== "offline");
}
