import type { Io } from "./command.ts";

/** Prints rows in columns, the first of them the heads; columns from `numbers` on are set to the right. */
export function printTable(io: Io, rows: readonly (readonly string[])[], numbers = Infinity): void {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, at) => at < numbers ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0));
    io.out(cells.join("  ").trimEnd());
  }
}

/** Pairs as lines of help: what can be typed, and behind it, in a column, what that does. */
export function columns(rows: readonly (readonly [string, string])[], atLeast = 0): string[] {
  const width = Math.max(atLeast, ...rows.map(([typed]) => typed.length)) + 2;
  return rows.map(([typed, meaning]) => `  ${typed.padEnd(width)}${meaning}`);
}
