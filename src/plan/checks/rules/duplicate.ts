import type { Rule } from "../rule.ts";

/** To be written. */
export const duplicate: Rule = {
  id: "duplicate",
  severity: "warning",
  demands: "No two steps are alike.",
  why: "",
  needs: ["steps"],
  check() {
    return [];
  },
};
