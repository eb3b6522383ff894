import { oneLine, shorten } from "../../../text.ts";
import type { Rule } from "../rule.ts";

/** Nothing that was asked for may be missing from the work. */
export const coverage: Rule = {
  id: "coverage",
  severity: "error",
  demands: "Every active requirement is cited by at least one step, or says in outOfScope why none works on it.",
  why:
    "What no step cites is forgotten, and nobody notices before the end. A citation by a retired step or by a phase alone does not count: nobody works on it.",
  needs: ["steps", "requirements", "citations"],
  check({ plan, steps }) {
    const cited = new Set(steps.flatMap(({ step }) => step.requirements));
    return plan.requirements.flatMap(({ id, text, status, outOfScope = "" }, index) =>
      status !== "active" || outOfScope.trim() !== "" || cited.has(id) ? [] : [{
        message: `No step works on ${id}: "${shorten(oneLine(text), 100)}"`,
        location: `requirement ${id}`,
        pointer: `/requirements/${index}`,
        hint:
          `Add ${id} to the requirements of the step that answers it, say in its outOfScope why none does, or retire it.`,
      }]
    );
  },
};
