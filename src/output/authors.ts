import type { Phase, Plan } from "../plan/types.ts";

/** Whether the embedded planner stepped in for a phase of a plan for which models were asked. */
export function isFilledIn({ steps }: Phase, { provenance }: Plan): boolean {
  return steps.some(({ generatedBy }) => generatedBy === "offline") &&
    provenance.runs.some(({ provider }) => provider !== "offline");
}
