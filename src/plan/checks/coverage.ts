import { shorten } from "../../text.ts";
import type { Rule } from "./rule.ts";

/** Nothing that was asked for may be missing from the work. */
export const coverage: Rule = {
  id: "coverage",
  severity: "error",
  demands: "Every active requirement is cited by at least one step.",
  check(plan) {
    // Before there are phases, nothing can be covered.
    if (plan.phases.length === 0) return [];
    const cited = new Set(
      plan.phases.flatMap((phase) => phase.steps).filter(({ status }) => status !== "retired").flatMap((
        { requirements },
      ) => requirements),
    );
    return plan.requirements.flatMap((requirement, index) =>
      requirement.status !== "active" || cited.has(requirement.id) ? [] : [{
        message: `No step works on ${requirement.id}: "${shorten(requirement.text, 100)}"`,
        location: `requirement ${requirement.id}`,
        pointer: `/requirements/${index}`,
        hint: `Add ${requirement.id} to the requirements of the step that answers it, or retire it.`,
      }]
    );
  },
};
