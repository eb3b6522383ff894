import type { Rule } from "../../plan/checks/rule.ts";
import { jsonText, plainLine } from "./report.ts";

/** The rules for terminals: a line for each, and its limits below it. */
export function rulesList(rules: readonly Rule[]): string[] {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  return rules.flatMap(({ id, severity, demands, limits = {} }) => [
    `${id.padEnd(width)}  ${severity.padEnd("warning".length)}  ${plainLine(demands)}`,
    ...Object.entries(limits).map(([name, { value, least, most, help }]) =>
      `${" ".repeat(width + "warning".length + 4)}${name} ${value} (${least} to ${most}): ${plainLine(help)}`
    ),
  ]);
}

/** The rules for programs, with all that the documentation says of them. */
export function rulesJson(rules: readonly Rule[]): string {
  return jsonText({
    schemaVersion: 1,
    exitCode: 0,
    rules: rules.map(({ id, severity, demands, why, limits = {}, needs }) => ({
      id,
      severity,
      demands,
      why,
      limits: Object.entries(limits).map(([name, { value, least, most, help }]) => ({
        name,
        default: value,
        least,
        most,
        help,
      })),
      needs,
    })),
  });
}
