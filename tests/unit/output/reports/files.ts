/** Checked files, for tests of reports. */
import type { CheckedFile } from "../../../../src/output/reports/report.ts";
import type { Finding, UncheckedRule } from "../../../../src/plan/types.ts";
import { goodPlan } from "../../plan/builders.ts";

/** All that a text may try: control sequences, lines, commands of CI services, HTML, tables, quotes, links. */
export const HOSTILE =
  "\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp\r\n::error file=a::b\n##[error]x ##vso[task.complete]y %0A::stop-commands::z " +
  "<script>alert(1)</script> <!-- A_END --> | a `b|c` \"quoted\", 'so' [link](javascript:x) ![i](http://x) {0} {x}\u0000";

/** A finding about the first requirement. */
export function finding(more: Partial<Finding> = {}): Finding {
  return {
    rule: "coverage",
    severity: "error",
    message: 'No step works on R1: "Users can shorten links"',
    location: "requirement R1",
    pointer: "/requirements/0",
    hint: "Add R1 to the requirements of the step that answers it.",
    ...more,
  };
}

/** A checked file with these findings. */
export function checked(
  findings: Finding[],
  { unchecked = [], score = 92, ...more }: Partial<CheckedFile> & { unchecked?: UncheckedRule[]; score?: number } = {},
): CheckedFile {
  return {
    path: "docs/plan.json",
    format: "devussy",
    report: { score, findings, unchecked },
    plan: goodPlan(),
    lineOf: (pointer) => pointer === "" ? undefined : { path: more.path ?? "docs/plan.json", line: pointer.length },
    ...more,
  };
}

/** What no line for a terminal or a log may hold. */
// deno-lint-ignore no-control-regex -- control characters are what these tests are about
export const UNSAFE = /[\x00-\x1f\x7f-\x9f\u202e]|##(?:\w*\[)/;
