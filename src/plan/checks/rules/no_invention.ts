import type { Rule } from "../rule.ts";

/** To be written. */
export const noInvention: Rule = {
  id: "no-invention",
  severity: "warning",
  demands: "Every step cites a requirement or is an enabler.",
  why: "",
  needs: ["steps", "citations"],
  check() {
    return [];
  },
};
