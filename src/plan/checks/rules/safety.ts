import type { Rule } from "../rule.ts";

/** To be written. */
export const safety: Rule = {
  id: "safety",
  severity: "error",
  demands: "No step does what leaks secrets or does harm.",
  why: "",
  needs: [],
  check() {
    return [];
  },
};
