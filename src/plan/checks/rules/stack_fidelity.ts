import type { Rule } from "../rule.ts";

/** To be written. */
export const stackFidelity: Rule = {
  id: "stack-fidelity",
  severity: "error",
  demands: "What was asked for is used, and nothing in its place.",
  why: "",
  needs: ["steps", "stack"],
  check() {
    return [];
  },
};
