import type { Finding, Plan } from "../types.ts";
import { coverage } from "./coverage.ts";
import { cycle, numbering, order } from "./order.ts";
import { danglingReference } from "./references.ts";
import type { Rule } from "./rule.ts";
import { deliverable, placeholder, verificationRule } from "./steps.ts";

/** The rules, in the order of their findings. Adding a rule: one file, one line. */
const rules: readonly Rule[] = [
  coverage,
  danglingReference,
  cycle,
  order,
  numbering,
  deliverable,
  verificationRule,
  placeholder,
];

/** What the checks say about a plan. */
export interface LintReport {
  /** 100 less 8 for each error and 2 for each warning, at least 0. */
  score: number;
  /** All that was found, by rule. */
  findings: Finding[];
}

/**
 * Checks a plan. The same plan always gets the same report; nothing is read or written.
 *
 * @param plan The plan, complete or in part; a plan without phases has nothing yet that could be wrong with its steps.
 * @returns The score and what was found.
 *
 * @example
 * ```ts
 * import { createLLMClient, lintPlan, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * plan.phases[0]?.steps.pop();
 * const { findings } = lintPlan(plan);
 * if (findings[0]?.rule !== "dangling-reference") throw new Error("expected a step that waits for the one taken out");
 * ```
 */
export function lintPlan(plan: Plan): LintReport {
  const findings = rules.flatMap(({ id, severity, check }) =>
    check(plan).map((found): Finding => ({ rule: id, severity, ...found }))
  );
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return { score: Math.max(0, 100 - 8 * errors - 2 * (findings.length - errors)), findings };
}
