import type { LintReport } from "../../plan/checks/lint.ts";
import { errorsIn } from "../../plan/checks/errors_in.ts";
import type { Finding, Plan } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";

/** A plan's file with what the checks said about it. */
export interface CheckedFile {
  /** As it was named, relative to where the program runs. */
  path: string;
  /** What its plan is written in: `devussy`, `spec-kit`, ... */
  format: string;
  /** What of the file was checked, where it holds several plans: `tag master; others: feature-x`. */
  part?: string;
  /** What was found. */
  report: LintReport;
  /** The plan that was read from it. */
  plan: Plan;
  /** The score that is asked for. */
  minScore?: number;
  /** What was mended before, one sentence each; absent where nobody asked for it. */
  fixed?: readonly string[];
  /** The place of a JSON pointer into the plan; it may be in a file beside this one. */
  lineOf(pointer: string): { path: string; line: number } | undefined;
}

/** A file that could not be checked. */
export interface UnreadFile {
  file: string;
  exitCode: number;
  message: string;
  hint: string;
}

/** The numbers of a file's report. */
export interface Tally {
  errors: number;
  warnings: number;
  /** Whether the score is under the one that is asked for. */
  low: boolean;
  /** Whether the file has neither errors nor a low score. */
  passes: boolean;
}

/** Counts what was found in a file. */
export function tallyOf({ report: { findings, score }, minScore = 0 }: CheckedFile): Tally {
  const errors = errorsIn(findings);
  const low = score < minScore;
  return { errors, warnings: findings.length - errors, low, passes: errors === 0 && !low };
}

/** 8 where a file does not pass its checks, else 0. */
export function exitCodeOf(files: readonly CheckedFile[]): 0 | 8 {
  return files.every((file) => tallyOf(file).passes) ? 0 : 8;
}

/** Errors before warnings, else in the order of the rules. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [
    ...findings.filter(({ severity }) => severity === "error"),
    ...findings.filter(({ severity }) => severity === "warning"),
  ];
}

/** What is wrong and what to do, as sentences. */
export function sentences({ message, hint }: Finding): string {
  return `${message}${/[.!?…]$/.test(message) ? "" : "."} ${hint}`.trim();
}

/**
 * A text as a part of one line for terminals and logs: nothing that controls a terminal, and nothing that a CI service
 * takes for a command (`::error`, `##[error]`, `##vso[...]`, `##teamcity[...]`).
 */
export function plainLine(text: string, limit = 500): string {
  return shorten(oneLine(text), limit).replace(/^::/, ": :").replace(/##(?=\w{0,20}\[)/g, "# #");
}

/** A path as reports give it, with slashes and without `./` before it. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}

/** What JSON leaves as it is though it controls terminals, reorders or hides text. */
const UNSEEN =
  /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** JSON for people and programs: what must not reach a terminal stands there as an escape, so that nothing is lost. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    UNSEEN,
    (found) =>
      Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`)
        .join(""),
  );
}
