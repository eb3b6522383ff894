import { withoutSecrets } from "../../plan/checks/danger/secrets.ts";
import type { Trace, TraceOrphan, TraceRow } from "../../plan/trace.ts";
import { counted, oneLine, shorten } from "../../text.ts";
import { code, inline, list, page, table } from "../markdown.ts";
import { jsonText, plainLine } from "./report.ts";

/** The matrix for terminals: the heads, then a row for each requirement that stands, its texts shortened. */
export function traceTable(trace: Trace): string[][] {
  const missing = missingIn(trace);
  return [
    ["id", "requirement", "kind", "priority", "steps", "tests", "risks", "missing"],
    ...trace.rows.map((row) => [
      plainLine(row.id, 20),
      plainLine(row.text, 50),
      row.kind,
      row.priority,
      some(row.steps, 4),
      some(row.tests, 1),
      some(row.risks, 3),
      plainLine(missing(row), 50),
    ]),
  ];
}

/** What the matrix comes to, as lines for terminals: the shares, the gaps, and the steps that serve no requirement. */
export function traceSummary(trace: Trace): string[] {
  const { percent, covered, total, tested, testable, testedPercent, gaps, orphans, retired } = trace;
  const without = (missing: "step" | "test") =>
    gaps.filter((gap) => gap.missing === missing).map(({ requirement }) => requirement);
  const named = (label: string, names: readonly string[]) => names.length === 0 ? [] : [`${label}: ${some(names, 50)}`];
  return [
    `${covered} of ${
      counted(total, "requirement")
    } covered (${percent} %), ${tested} of ${testable} functional ones tested (${testedPercent} %)`,
    ...named("without a step", without("step")),
    ...named("without a test", without("test")),
    ...named("steps without a requirement", orphans.filter(({ allowed }) => !allowed).map(({ step }) => step)),
    ...named(
      "steps that need none",
      orphans.filter(({ allowed }) => allowed).map(({ step, type }) => `${step} (${type})`),
    ),
    ...named("retired requirements", retired.map(({ id }) => id)),
  ];
}

/** The matrix as a Markdown page. */
export function traceMarkdown(trace: Trace): string {
  const { rows, orphans, retired } = trace;
  const missing = missingIn(trace);
  const none = (entries: readonly string[], show: (entry: string) => string) => entries.map(show).join(", ") || "none";
  const orphanLine = ({ step, title, type, allowed }: TraceOrphan) =>
    `${words(step)} ${words(title)} (${type}${allowed ? ", which needs none" : ""})`;
  return page(
    "# Traceability",
    list(traceSummary(trace).slice(0, 1).map(words)),
    rows.length === 0 ? "No requirement stands." : table(
      ["Id", "Requirement", "Kind", "Priority", "Steps", "Tests", "Risks", "Missing"],
      rows.map((row) => [
        words(row.id),
        words(row.text),
        row.kind,
        row.priority,
        none(row.steps, words),
        none(row.tests, code),
        none(row.risks, words),
        words(missing(row)),
      ]),
    ),
    trace.gaps.length === 0 ? undefined : "## Gaps",
    list(trace.gaps.map(({ requirement, missing }) => `${words(requirement)} has no ${missing}`)),
    orphans.length === 0 ? undefined : "## Steps without a requirement",
    list(orphans.map(orphanLine)),
    retired.length === 0 ? undefined : "## Retired requirements",
    list(
      retired.map(({ id, text, status, steps }) =>
        `${words(id)} ${words(text)} (${status}${
          steps.length === 0 ? "" : `; cited by ${steps.map(words).join(", ")}`
        })`
      ),
    ),
  ).trimEnd();
}

/**
 * The matrix for spreadsheets: one record for each requirement, then one for each step without a requirement, then the
 * retired requirements. The quoting is that of RFC 4180; lines end in LF, as everything here does.
 */
export function traceCsv(trace: Trace): string {
  const missing = missingIn(trace);
  const joined = (entries: readonly string[]) => entries.join("; ");
  return [
    ["record", "id", "text", "kind", "priority", "steps", "tests", "risks", "missing"],
    ...trace.rows.map((row) => [
      "requirement",
      row.id,
      row.text,
      row.kind,
      row.priority,
      joined(row.steps),
      joined(row.tests),
      joined(row.risks),
      missing(row),
    ]),
    ...trace.orphans.map(({ step, title, type, allowed }) => [
      "step",
      step,
      title,
      type,
      "",
      step,
      "",
      "",
      allowed ? "" : "requirement",
    ]),
    ...trace.retired.map(({ id, text, status, steps }) => [status, id, text, "", "", joined(steps), "", "", ""]),
  ].map((record) => record.map(cell).join(",")).join("\n");
}

/** The matrix for programs. */
export function traceJson(trace: Trace, exitCode = 0): string {
  return jsonText({ schemaVersion: 1, exitCode, ...trace });
}

/** What a row lacks, or why it lacks nothing. */
function missingIn({ gaps }: Trace): (row: TraceRow) => string {
  const missing = new Map<string, string>(gaps.map((gap) => [gap.requirement, gap.missing]));
  return ({ id, outOfScope }) => missing.get(id) ?? (outOfScope === undefined ? "" : `out of scope: ${outOfScope}`);
}

/** The first of a list, and how many more there are. */
function some(entries: readonly string[], most: number): string {
  const shown = entries.slice(0, most).map((entry) => plainLine(entry, 40)).join(", ");
  return entries.length > most ? `${shown} +${entries.length - most}` : shown;
}

function words(text: string): string {
  return inline(shorten(withoutSecrets(oneLine(text)), 300));
}

/** A cell that no spreadsheet takes for a formula, in quotes where it must be. */
function cell(text: string): string {
  const line = withoutSecrets(oneLine(text)).replace(/^(?=[=+\-@＝＋－＠])/, "'");
  return /[",;]|^ | $/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}
