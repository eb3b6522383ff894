/**
 * Demands from the rows of tables.
 * @module
 */
import type { Priority } from "../types.ts";
import { push } from "./add.ts";
import type { Block } from "./blocks.ts";
import type { Candidate } from "./candidate.ts";
import { isDemand, priorityWord } from "./classify.ts";
import { plainText } from "./inline.ts";
import type { SectionKind } from "./sections.ts";

/** Each row of a table is a demand; a column of numbers is dropped, one of priorities is read. */
export function addTable(
  found: Candidate[],
  table: Extract<Block, { type: "table" }>,
  section: SectionKind,
  group: string | undefined,
): void {
  const names = table.header.map((cell) => plainText(cell).toLowerCase());
  const skip = (name: string | undefined) =>
    /^(?:#|no\.?|nr\.?|id|key|owner|status|date|version|author|notes?)$/.test(name ?? "");
  for (const row of table.rows) {
    let priority: Priority | "never" | undefined;
    const cells: string[] = [];
    row.cells.forEach((cell, index) => {
      const text = plainText(cell);
      const word = /prio|moscow|importance/.test(names[index] ?? "") ? priorityWord(text) : undefined;
      if (word !== undefined) priority = word;
      else if (text !== "" && !skip(names[index])) cells.push(text);
    });
    const text = cells.length > 1 ? `${cells[0]}: ${cells.slice(1).join("; ")}` : cells[0] ?? "";
    if (!isDemand(text, section)) continue;
    if (priority === "never") push(found, text, { line: row.line, section: "excluded", group });
    else push(found, text, { line: row.line, section, group, ...(priority === undefined ? {} : { priority }) });
  }
}
