import type { Rule } from "../rule.ts";

/** To be written. */
export const runnable: Rule = {
  id: "runnable",
  severity: "warning",
  demands: "Commands of checks can run here.",
  why: "",
  needs: ["steps", "verification"],
  check() {
    return [];
  },
};
