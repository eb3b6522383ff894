import type { Rule } from "../rule.ts";

/** To be written. */
export const createBeforeUse: Rule = {
  id: "create-before-use",
  severity: "error",
  demands: "A path that is changed was made earlier; one entry point throughout.",
  why: "",
  needs: ["steps", "deliverables", "actions"],
  check() {
    return [];
  },
};
