import type { Rule } from "../rule.ts";

/** To be written. */
export const size: Rule = {
  id: "size",
  severity: "warning",
  demands: "Steps and phases are of a workable size.",
  why: "",
  needs: ["steps"],
  check() {
    return [];
  },
};
