import { shorten } from "../../../text.ts";
import type { Rule } from "../rule.ts";

/** Nothing that was asked for may be missing from the work. */
export const coverage: Rule = {
  id: "coverage",
  severity: "error",
  demands: "Every active requirement is cited by at least one step.",
  why: "Nothing that was asked for may be missing from the work.",
  needs: ["steps", "requirements", "citations"],
  check({ plan, steps }) {
    const cited = new Set(steps.flatMap(({ step }) => step.requirements));
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
