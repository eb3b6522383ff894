import { bySeverity } from "../../../output/reports/report.ts";
import { z } from "../../../packages/zod.ts";
import { lintPlan } from "../../../plan/checks/lint.ts";
import { errorsIn } from "../../../plan/checks/errors_in.ts";
import { counted } from "../../../text.ts";
import { lineOf } from "../brief.ts";
import { moreLine, PAGE_INPUT, PAGE_OUTPUT, pageOf } from "../page.ts";
import { type Tool, tool } from "../tool.ts";

const SEVERITY = z.enum(["error", "warning"]);

/** What the checks find in the plan. */
export const lint: Tool = tool({
  name: "lint",
  title: "Check the plan",
  description:
    "Checks the plan as it is now: requirements without a step, dangling references, vague or unsafe steps, " +
    "errors first. Score 100 is without findings; a plan with errors does not pass.",
  input: z.strictObject({ ...PAGE_INPUT, severity: SEVERITY.optional().describe("only these; absent: all") }),
  output: z.object({
    score: z.number(),
    passes: z.boolean(),
    errors: z.number(),
    warnings: z.number(),
    findings: z.array(z.object({
      rule: z.string(),
      severity: SEVERITY,
      location: z.string(),
      message: z.string(),
      hint: z.string(),
    })),
    unchecked: z.number().describe("how many rules were not asked"),
    ...PAGE_OUTPUT,
  }),
  async run({ severity, ...wanted }, { read, settings: { lint: { rules, minScore = 0 } } }) {
    const { plan } = await read();
    const { score, findings, unchecked } = lintPlan(plan, { rules });
    const errors = errorsIn(findings);
    const warnings = findings.length - errors;
    const chosen = bySeverity(findings).filter((finding) => severity === undefined || finding.severity === severity);
    const page = pageOf(
      chosen,
      wanted,
      ({ rule, pointer, message }) => `${rule} ${pointer} ${message}`,
      ({ rule, severity, location, message, hint }) => ({
        rule,
        severity,
        location: lineOf(location),
        message: lineOf(message),
        hint: lineOf(hint),
      }),
    );
    const { items, from: _from, ...more } = page;
    const passes = errors === 0 && score >= minScore;
    return {
      data: {
        score,
        passes,
        errors,
        warnings,
        findings: items,
        unchecked: unchecked.length,
        ...more,
      },
      text: [
        `Score ${score}: ${counted(errors, "error")}, ${counted(warnings, "warning")}; the plan ${
          passes ? "passes" : "does not pass"
        }.`,
        ...items.map(({ rule, severity, location, message, hint }) =>
          `- ${severity} ${rule}, ${location}: ${message} ${hint}`
        ),
        ...moreLine(page),
      ].join("\n"),
    };
  },
});
