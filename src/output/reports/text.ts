import { counted } from "../../text.ts";
import type { Finding, UncheckedRule } from "../../plan/types.ts";
import { bySeverity, type CheckedFile, plainLine, slashed, tallyOf } from "./report.ts";

/** How the report for terminals is written. */
export interface TextOptions {
  /** How many rules there are. */
  rules: number;
  /** At most this many findings of a file are shown, 200 where nothing is said; the rest are counted. */
  most?: number;
}

/** The report for people, as lines without colour. */
export function textReport(files: readonly CheckedFile[], { rules, most = 200 }: TextOptions): string[] {
  const lines = files.flatMap((file, index) => [...(index === 0 ? [] : [""]), ...linesOf(file, rules, most)]);
  if (files.length < 2) return lines;
  const passed = files.filter((file) => tallyOf(file).passes).length;
  return [...lines, "", `${passed} of ${files.length} files pass`];
}

function linesOf(file: CheckedFile, rules: number, most: number): string[] {
  const { findings, unchecked } = file.report;
  const shown = bySeverity(findings).slice(0, most);
  const more = findings.length - shown.length;
  return [
    headOf(file, rules),
    ...shown.flatMap((finding) => ["", ...findingLines(finding, file)]),
    ...(more === 0 ? [] : ["", `and ${more} more`]),
    ...(unchecked.length === 0 ? [] : ["", ...uncheckedLines(unchecked)]),
  ];
}

function headOf(file: CheckedFile, rules: number): string {
  const { path, format, part, minScore, report: { score, unchecked } } = file;
  const { errors, warnings, low } = tallyOf(file);
  const asked = rules - unchecked.length;
  return [
    `${plainLine(path)}${
      format === "devussy" ? "" : ` (${plainLine(part === undefined ? format : `${format}, ${part}`)})`
    }: score ${score}${low ? ` (under ${minScore})` : ""}`,
    counted(errors, "error"),
    counted(warnings, "warning"),
    asked === rules ? counted(rules, "rule") : `${asked} of ${counted(rules, "rule")}`,
  ].join(", ");
}

function findingLines({ rule, severity, message, hint, location, pointer }: Finding, file: CheckedFile): string[] {
  const place = placeOf(file, pointer);
  const where = plainLine(location);
  return [
    // Foreign formats have their own names for places, with the line in them.
    `${severity} ${plainLine(rule)}  ${where}${place === undefined || where.includes(place) ? "" : ` (${place})`}`,
    `  ${plainLine(message)}`,
    `  fix: ${plainLine(hint)}`,
  ];
}

/** File and line, as editors and terminals jump to them. */
function placeOf(file: CheckedFile, pointer: string): string | undefined {
  const place = file.lineOf(pointer);
  if (place === undefined) return undefined;
  return `${plainLine(slashed(place.path))}:${place.line}`;
}

/** The rules that said nothing, those with the same reason in one line. */
function uncheckedLines(unchecked: readonly UncheckedRule[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { rule, off, reason } of unchecked) {
    const why = `${off ? "turned off: " : ""}${plainLine(reason)}`;
    const rules = reasons.get(why);
    if (rules === undefined) reasons.set(why, [rule]);
    else rules.push(rule);
  }
  return [...reasons].map(([why, rules]) => `not checked: ${rules.map((rule) => plainLine(rule)).join(", ")} (${why})`);
}
