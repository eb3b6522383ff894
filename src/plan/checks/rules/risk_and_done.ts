import type { Rule } from "../rule.ts";

/** To be written. */
export const riskAndDone: Rule = {
  id: "risk-and-done",
  severity: "warning",
  demands: "At least three risks, a definition of done, exit criteria.",
  why: "",
  needs: ["steps", "risks"],
  check() {
    return [];
  },
};
