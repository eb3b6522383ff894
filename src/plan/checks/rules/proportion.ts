import type { Rule } from "../rule.ts";

/** To be written. */
export const proportion: Rule = {
  id: "proportion",
  severity: "warning",
  demands: "The plan is no longer than its requirements need.",
  why: "",
  needs: ["steps", "requirements"],
  check() {
    return [];
  },
};
