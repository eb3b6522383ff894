/**
 * What tools say of parts of a plan: bounded, however long its texts are.
 * @module
 */
import { z } from "../../packages/zod.ts";
import type { Step } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";

/** How many entries a short list has. */
export const FEW = 5;
/** The longest line. */
const LONGEST = 500;
/** The longest title or path. */
const TITLE = 100;
/** The most characters of a step's files in a list. */
const FILES = 160;

/** A step in a list: enough to choose it. */
export const BRIEF = z.object({
  number: z.string(),
  id: z.string(),
  title: z.string(),
  size: z.enum(["S", "M", "L"]).describe("S under two hours, M half a day, L a day"),
  files: z.array(z.string()).describe("the first files that it leaves behind; get_step has them all"),
});

/** A step in a list. */
export type Brief = z.infer<typeof BRIEF>;

/** Some of a list. */
export interface Some<T> {
  items: T[];
  leftOut: number;
}

/** A title or a path on one line. */
export function titleOf(text: string): string {
  return shorten(oneLine(text), TITLE);
}

/** A text on one line. */
export function lineOf(text: string, limit = LONGEST): string {
  return shorten(oneLine(text), limit);
}

/** The beginning of a list, as far as it has room: its first entry always, the others within so many characters. */
export function within<T>(list: readonly T[], room: number, sizeOf: (entry: T) => number): Some<T> {
  let left = room;
  let count = 0;
  for (const entry of list) {
    left -= sizeOf(entry);
    if (left < 0 && count > 0) break;
    count++;
  }
  return { items: list.slice(0, count), leftOut: list.length - count };
}

/** A step in a list. */
export function briefOf({ number, id, title, size, deliverables }: Step): Brief {
  const files = deliverables.slice(0, FEW).map(({ path }) => titleOf(path));
  return { number, id, title: titleOf(title), size, files: within(files, FILES, (path) => path.length).items };
}

/** The same on one line: `2.3 Count clicks (M): clicks.go, clicks_test.go`. */
export function briefLine({ number, title, size, files }: Brief): string {
  return `${number} ${title} (${size})${files.length === 0 ? "" : `: ${files.join(", ")}`}`;
}
