import type { Found, Rule } from "../rule.ts";

/** Phrases that name no observation. Matched against the whole expectation. */
const EMPTY_CHECK =
  /^(?:please )?(?:check|verify|make sure|ensure|confirm|test|see)?(?: that)?\s*(?:it|this|that|all|everything|the (?:step|code|feature|app|program|system|implementation))?\s*(?:all )?(?:works?|runs?|is|are|functions?|behaves?|done|ok|okay|good|fine|correct|complete|tested)(?: (?:done|ok|okay|fine|good|correct|correctly|working|well|as (?:expected|intended|required|desired)|properly|complete|implemented|tested))*[.!]?$/i;

/** Done must be something that can be seen. */
export const verification: Rule = {
  id: "verification",
  severity: "error",
  demands: "A step says how to see that it is done: a command with its result, or something observable.",
  why: "Done must be something that can be seen: of 83 steps of a published plan, 4 said what.",
  needs: ["steps", "verification"],
  check({ steps }) {
    return steps.flatMap(({ step, location, pointer }): Found[] => {
      const useful = step.verify.some(({ command, expect }) =>
        (command ?? "").trim() !== "" || (expect.trim() !== "" && !EMPTY_CHECK.test(expect.trim()))
      );
      return useful ? [] : [{
        message: step.verify.length === 0
          ? `Step ${step.number} does not say how to see that it is done`
          : `The check of step ${step.number} names nothing to see: "${step.verify[0]?.expect ?? ""}"`,
        location,
        pointer: `${pointer}/verify`,
        hint: "Give a command with its expected result, or say what is then seen.",
      }];
    });
  },
};
