import type { Rule } from "../rule.ts";

/** To be written. */
export const foreign: Rule = {
  id: "foreign",
  severity: "error",
  demands: "The plan speaks of this project.",
  why: "",
  needs: ["steps", "requirements"],
  check() {
    return [];
  },
};
