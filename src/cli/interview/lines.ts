/**
 * What is typed on a terminal, and what is pasted: a pasted text of several lines is one answer.
 * @module
 */
import { cleanText } from "../../text.ts";
import { readAnswer } from "../ask.ts";
import type { Io } from "../command.ts";

/** The longest line that counts, in bytes: a terminal cuts at 4,095 without a word. */
export const LONGEST = 4_000;
/** Between these a terminal that is asked to puts what is pasted. */
const PASTE = "\x1b[200~";
const PASTED = "\x1b[201~";

/** Asks a terminal to mark what is pasted, or not to any more. */
export function markPastes({ screen }: Io, wanted: boolean): void {
  screen?.write(wanted ? "\x1b[?2004h" : "\x1b[?2004l");
}

/** One line that was typed, or all lines of what was pasted; absent where the input ends. */
export async function readLines(io: Io): Promise<string[] | undefined> {
  const lines: string[] = [];
  for (let open = true; open;) {
    const line = await readAnswer(io);
    if (line === undefined && lines.length === 0) return undefined;
    const [begun, ended] = [line?.lastIndexOf(PASTE) ?? -1, line?.lastIndexOf(PASTED) ?? -1];
    open = begun === ended ? lines.length > 0 : begun > ended;
    // Of a line that the terminal cut, the mark behind it may be gone.
    if (line === undefined || bytesOf(line) > LONGEST) open = false;
    lines.push((line ?? "").replaceAll(PASTE, "").replaceAll(PASTED, ""));
  }
  return cleanText(lines.join("\n")).trim().split("\n").map((line) => line.trim());
}

/** How long a line is for a terminal. */
export function bytesOf(line: string): number {
  return new TextEncoder().encode(line).length;
}
