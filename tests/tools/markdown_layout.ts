/**
 * Markdown laid out as `deno fmt` does it, for pages that are made and checked in.
 * @module
 */

import { inline } from "../../src/output/markdown.ts";

/** The line width that `deno.json` sets. */
const WIDTH = 120;

/** A paragraph in lines of at most 120 characters; code spans stay in one piece. */
export function wrapped(paragraph: string): string {
  const lines: string[] = [];
  for (const word of piecesOf(paragraph)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join("\n");
}

/** What at the start of a line would begin a list, a heading or a quote. */
const MARK = /^(?:[-+*>]|#{1,6}|\d{1,9}[.)])$/;

/** Words; code with spaces in it is one, and a mark stays with the word before it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const word of text.trim().match(/(?:`[^`]+`|\S)+/g) ?? []) {
    const last = pieces.at(-1);
    if (last !== undefined && MARK.test(word)) pieces[pieces.length - 1] = `${last} ${word}`;
    else pieces.push(word);
  }
  return pieces;
}

/** {@linkcode inline} without emphasis: a star or an underline in a text is nothing but that. */
export function sentence(text: string): string {
  return inline(text).split(/(`[^`]+`)/).map((part, at) =>
    at % 2 === 1
      ? part
      : part.replace(/(?<!\\)((?:\\\\){0,9})\*/g, "$1\\*").replace(/(?<![\p{L}\p{N}\\])_|_(?![\p{L}\p{N}])/gu, "\\_")
  ).join("");
}

/** A table whose columns are as wide as their widest cells. */
export function alignedTable(header: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [header, ...body].map((row) => row.map((cell) => cell.replace(/\\?\|/g, "\\|")));
  const widths = header.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)].join("\n");
}
