import type { Phase, Plan } from "../../types.ts";
import { type Visit, visitAroundSteps, visitStep } from "../texts.ts";

/** Rewrites all that the plan says to people, in place; what the owner said stays as it is. */
export function mapTexts(plan: Plan, rewrite: (text: string, phase?: Phase) => string): void {
  const visit: Visit = (holder, key, { phase }) => {
    const text = holder[key];
    if (text !== undefined) holder[key] = rewrite(text, phase);
  };
  visitAroundSteps(plan, visit);
  for (const phase of plan.phases) {
    for (const step of phase.steps) visitStep({ step, phase, location: "", pointer: "" }, visit);
  }
}
