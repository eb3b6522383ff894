import type { Finding } from "../types.ts";

/** How many of the findings are errors. */
export function errorsIn(findings: readonly Finding[]): number {
  return findings.filter(({ severity }) => severity === "error").length;
}
