/**
 * A page in pieces that people and formatters leave whole: paragraphs, entries of lists, rows of tables, fenced code.
 * @module
 */

import { unformatted } from "../plan/pages/unformatted.ts";

/** A piece of a page. */
export interface Unit {
  /** Its lines as they are written, without their ends. */
  lines: string[];
  /** What it says: the same however it is wrapped, aligned or escaped. */
  key: string;
}

const FENCE = /^\s*(`{3,}(?=[^`]*$)|~{3,})/;
const ENTRY = /^(\s*)([-*+]|\d{1,9}[.)])(?:\s+|$)/;
/** What never goes on the piece before, nor is gone on. */
const ALONE = /^\s*(?:#{1,6}(?:\s|$)|<!--|\||>|(?:-{3,}|\*{3,}|_{3,})\s*$)/;

/**
 * Takes a page apart; its lines put together again are the page.
 *
 * @param lines The page's lines, without carriage returns.
 * @param isOurs Tells lines that the program wrote: what people put before, behind or around them is no part of them.
 */
export function unitsOf(lines: readonly string[], isOurs: (line: string) => boolean = () => false): Unit[] {
  const units: Unit[] = [];
  /** What a line that is none of these goes on: a paragraph, or an entry, which only indented lines do. */
  let open: "text" | "entry" | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const fence = FENCE.exec(line)?.[1];
    const last = fence === undefined ? -1 : fenceEnd(lines, at, fence);
    if (last !== -1 && !lines.slice(at, last + 1).some(isOurs)) {
      const code = lines.slice(at, last + 1);
      units.push({ lines: code, key: code.map((own) => own.trim()).join("\n") });
      at = last;
      open = undefined;
    } else if (line.trim() === "" || fence !== undefined || ALONE.test(line)) {
      units.push({ lines: [line], key: keyOf(line) });
      open = undefined;
    } else if (ENTRY.test(line)) {
      units.push({ lines: [line], key: "" });
      open = "entry";
    } else if (
      (open === "text" || (open === "entry" && /^\s{2}/.test(line))) && isOurs(line) === isOurs(lines[at - 1] ?? "")
    ) {
      units.at(-1)?.lines.push(line);
    } else {
      units.push({ lines: [line], key: "" });
      open = "text";
    }
  }
  for (const unit of units) unit.key ||= keyOf(unit.lines.map((line) => line.trim()).join(" "));
  return units;
}

/** The line that closes a fence; -1 where none does: then it opens nothing. */
function fenceEnd(lines: readonly string[], start: number, fence: string): number {
  for (let at = start + 1; at < lines.length; at++) {
    const line = (lines[at] ?? "").trim();
    if (line.startsWith(fence) && line === fence.charAt(0).repeat(line.length)) return at;
  }
  return -1;
}

/** What formatters change without changing what is said: blanks, marks of lists, widths of columns, escapes, stars. */
export function keyOf(text: string): string {
  const line = text.trim();
  if (line.startsWith("|")) {
    const cells = line.replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => unformatted(cell));
    return cells.every((cell) => /^:?-+:?$/.test(cell)) ? "|---|" : `|${cells.join("|")}|`;
  }
  return unformatted(line.replace(ENTRY, (_, _indent, mark: string) => /\d/.test(mark) ? "1. " : "- "));
}
