import type { Rule } from "../rule.ts";

/** To be written. */
export const testAndDocs: Rule = {
  id: "test-and-docs",
  severity: "warning",
  demands: "Functional requirements have tests; there is CI and a README.",
  why: "",
  needs: ["steps", "requirements", "citations", "deliverables"],
  check() {
    return [];
  },
};
