/**
 * A block of ours in somebody's file, between two lines that are marks. Everything else in the file is left as it is.
 * @module
 */
import { StoreError } from "../errors.ts";
import { fencesOf } from "../plan/markdown/fences.ts";

const START = "<!-- DEVUSSY_START -->";
const END = "<!-- DEVUSSY_END -->";
const MARK = /^\ufeff? {0,3}<!-- DEVUSSY_(START|END) -->[ \t]*\r?$/;

/** Where a block stands in a text: from its first mark to behind its last. */
export interface MarkedBlock {
  start: number;
  end: number;
  /** How its lines end. */
  eol: string;
  /** The lines between the marks. */
  lines: string[];
}

/**
 * Finds the block. Marks inside fenced code, or beside other text, are somebody's words about devussy.
 *
 * @param path The file, for errors.
 * @throws {StoreError} If the marks are not one pair; the message names their lines.
 */
export function findBlock(text: string, path: string): MarkedBlock | undefined {
  const lines = text.split("\n");
  const marks = marksIn(lines);
  if (marks.length === 0) return undefined;
  const [first, second] = marks;
  if (first?.kind !== "START" || second?.kind !== "END" || marks.length > 2) throw damaged(marks, path);
  const startLine = lines[first.line] ?? "";
  const start = first.at + startLine.indexOf("<");
  // Spaces behind the last mark belong to it.
  const end = second.at + (lines[second.line] ?? "").replace(/\r$/, "").length;
  return {
    start,
    end,
    eol: startLine.endsWith("\r") ? "\r\n" : "\n",
    lines: lines.slice(first.line + 1, second.line).map((line) => line.replace(/\r$/, "")),
  };
}

/**
 * Puts a block into a text: in the place of the one that is there, else at the end behind an empty line.
 *
 * @param lines What stands between the marks.
 * @throws {StoreError} If there are marks that are not one pair.
 */
export function putBlock(text: string, lines: readonly string[], path: string): string {
  const there = findBlock(text, path);
  if (there !== undefined) {
    return text.slice(0, there.start) + [START, ...lines, END].join(there.eol) + text.slice(there.end);
  }
  const eol = /\r?\n/.exec(text)?.[0] ?? "\n";
  const block = [START, ...lines, END].join(eol);
  if (text === "" || text === BOM) return text + block + eol;
  // A file without a line end at its end gets none: so it can be given back as it was.
  return text.endsWith("\n") ? text + eol + block + eol : text + eol + eol + block;
}

const BOM = "\ufeff";

/**
 * Takes the block out of a text, with the empty line that was put before it: what `putBlock` was given comes back.
 *
 * @throws {StoreError} If there are marks that are not one pair.
 */
export function removeBlock(text: string, path: string): string {
  const there = findBlock(text, path);
  if (there === undefined) return text;
  const { start, end, eol } = there;
  const before = text.slice(0, start).replace(/ {0,3}$/, "");
  const after = text.slice(end);
  if (after === "") return before.endsWith(eol + eol) ? before.slice(0, -2 * eol.length) : before;
  const rest = after.replace(/^\r?\n/, "");
  return (before.endsWith(`\n${eol}`) ? before.slice(0, -eol.length) : before) + rest;
}

/** A fence with words behind it. */
const LANGUAGE = /^(\s*(?:`{3,}(?=[^`]*$)|~{3,}))(?=.*[^\s~]).*$/;

interface Mark {
  kind: string;
  /** Counted from 0. */
  line: number;
  /** Where its line begins in the text. */
  at: number;
}

function marksIn(lines: readonly string[]): Mark[] {
  const marks: Mark[] = [];
  let at = 0;
  for (const [line, text] of lines.entries()) {
    const kind = MARK.exec(text)?.[1];
    if (kind !== undefined) marks.push({ kind, line, at });
    at += text.length + 1;
  }
  if (marks.length === 0) return marks;
  // Fences look alike to this whatever their language is: also Markdown in one is shown, not meant.
  const fences = fencesOf(lines.map((line) => line.slice(0, 200).trimEnd().replace(LANGUAGE, "$1x")), false);
  const fenced = [...fences].map(([start, { end }]) => ({ start, end })).filter(({ start, end }) => end > start);
  let next = 0;
  return marks.filter(({ line }) => {
    while ((fenced[next]?.end ?? Infinity) < line) next++;
    return (fenced[next]?.start ?? Infinity) > line;
  });
}

/** More lines are not named. */
const MOST_NAMED = 6;

function damaged(marks: readonly Mark[], path: string): StoreError {
  const got = marks.slice(0, MOST_NAMED).map(({ kind, line }) => `${kind} in line ${line + 1}`).join(", ");
  return new StoreError(
    `Cannot change "${path}": expected one ${START} and one ${END} below it, got ${got}${
      marks.length > MOST_NAMED ? ", ..." : marks.length === 1 ? " alone" : ""
    }`,
    path,
    "Mend the marks, or take those lines away with what is between them; the file is untouched.",
  );
}
