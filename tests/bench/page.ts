/**
 * The page `README.md`: each part has a place between two marks, and only what was measured is replaced.
 * @module
 */
import type { Table } from "./part.ts";
import { BenchError } from "./processes.ts";

/** The marks of a part's place. */
function marksOf(name: string): { start: string; end: string } {
  const mark = name.toUpperCase();
  return { start: `<!-- ${mark}_START: made by \`deno task bench\` -->`, end: `<!-- ${mark}_END -->` };
}

/**
 * Puts what a part measured into its place.
 * @throws {BenchError} where the page has no such place.
 */
export function placed(page: string, name: string, text: string): string {
  const { start, end } = marksOf(name);
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) {
    throw new BenchError(
      `Cannot write what ${name} measured: expected the lines "${start}" and "${end}" in the page`,
      "Put them back, or name another page with --output.",
    );
  }
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** What stands in the place of a part; undefined where there is none. */
export function placeOf(page: string, name: string): string | undefined {
  const { start, end } = marksOf(name);
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  return from === -1 || to === -1 ? undefined : page.slice(from + start.length, to).trim();
}

/** A table as `deno fmt` lays it out: words to the left, columns of numbers to the right. */
export function rendered({ heads, rows }: Table): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)));
  const right = heads.map((_, column) =>
    column > 0 && rows.every((row) => /^(?:[\d.,]+(?: %)?|-)$/.test(row[column] ?? ""))
  );
  const cell = (text: string, at: number) => text[right[at] ? "padStart" : "padEnd"](widths[at] ?? 0);
  const rule = widths.map((width, at) => right[at] ? `${"-".repeat(width - 1)}:` : "-".repeat(width));
  return [heads.map(cell), rule, ...rows.map((row) => row.map(cell))].map((line) => `| ${line.join(" | ")} |`).join(
    "\n",
  );
}
