import type { Io } from "../command.ts";
import { widthOf } from "../view/width.ts";

/** The same talk, its lines broken between words where the terminal is narrower than they are. */
export function narrowed(io: Io): Io {
  const { screen } = io;
  if (screen === undefined) return io;
  return { ...io, say: (line) => brokenAt(screen.columns(), line).forEach((part) => io.say(part)) };
}

function brokenAt(columns: number, line: string): string[] {
  if (columns === 0 || widthOf(line) <= columns) return [line];
  const [indent = ""] = /^ */.exec(line) ?? [];
  const parts: string[] = [];
  let part = "";
  for (const word of line.trim().split(" ")) {
    const longer = part === "" ? indent + word : `${part} ${word}`;
    if (part !== "" && widthOf(longer) > columns) {
      parts.push(part);
      part = indent + word;
    } else part = longer;
  }
  return [...parts, part];
}
