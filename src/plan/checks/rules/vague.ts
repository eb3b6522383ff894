import type { Rule } from "../rule.ts";

/** To be written. */
export const vague: Rule = {
  id: "vague",
  severity: "warning",
  demands: "No weak words without a number nearby.",
  why: "",
  needs: ["steps"],
  check() {
    return [];
  },
};
