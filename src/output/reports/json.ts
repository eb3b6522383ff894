import type { Finding, UncheckedRule } from "../../plan/types.ts";
import { type CheckedFile, exitCodeOf, jsonText, tallyOf, type UnreadFile } from "./report.ts";

/** The report for programs. The score at the top is the lowest; with one file, its path and format stand there too. */
export function jsonReport(
  files: readonly CheckedFile[],
  { unread = [], exitCode = exitCodeOf(files) }: { unread?: readonly UnreadFile[]; exitCode?: number } = {},
): string {
  const parts = files.map(partOf);
  const [only] = parts;
  return jsonText({
    schemaVersion: 1,
    exitCode,
    ...(only === undefined || parts.length > 1 ? {} : { file: only.file, format: only.format }),
    score: files.reduce((lowest, { report }) => Math.min(lowest, report.score), 100),
    errors: parts.reduce((sum, { errors }) => sum + errors, 0),
    warnings: parts.reduce((sum, { warnings }) => sum + warnings, 0),
    findings: files.flatMap(({ report }) => report.findings.map(exactly)),
    unchecked: withoutTwins(parts.flatMap(({ unchecked }) => unchecked)),
    files: parts,
    ...(unread.length === 0 ? {} : { unread }),
  });
}

function partOf(file: CheckedFile) {
  const { path, format, part, minScore, fixed, report: { score, findings, unchecked } } = file;
  const { errors, warnings } = tallyOf(file);
  return {
    file: path,
    format,
    ...(part === undefined ? {} : { part }),
    score,
    ...(minScore === undefined ? {} : { minScore }),
    errors,
    warnings,
    findings: findings.map((finding) => ({ ...exactly(finding), ...placeOf(file, finding) })),
    ...(fixed === undefined ? {} : { fixed }),
    unchecked: unchecked.map(({ rule, off, reason }) => ({ rule, off, reason })),
  };
}

/** Where the finding stands, for editors; the findings of all files have their own keys alone. */
function placeOf(file: CheckedFile, { pointer }: Finding): { file: string; line: number } | undefined {
  const place = file.lineOf(pointer);
  return place === undefined ? undefined : { file: place.path, line: place.line };
}

/** These keys and no others, in this order. */
function exactly({ rule, severity, message, location, pointer, hint }: Finding): Finding {
  return { rule, severity, message, location, pointer, hint };
}

/** What holds for several files is said once. */
function withoutTwins(unchecked: readonly UncheckedRule[]): UncheckedRule[] {
  return [...new Map(unchecked.map((each) => [`${each.rule}\n${each.reason}`, each])).values()];
}
