import type { Line } from "./lines.ts";

/** A line that may open a part of a plan, a phase or a step. */
export interface Opening {
  /** Its place among the lines. */
  at: number;
  /** How it is written; what stands higher in the text's order of marks wins over mere mentions. */
  rank: number;
  /** Its number in the text, as `2` or `2.1`; empty where it has none. */
  number: string;
  title: string;
  /** What follows the title on its line. */
  rest: string;
  /** Cells of its row, by what their columns are called. */
  columns?: { name: string; text: string }[];
}

/** How a line is written, from the most to the least likely to open a part. */
export function rankOf(line: Line): number {
  if (line.type === "heading") return 5;
  const bold = line.text.startsWith("**") || line.text.startsWith("__");
  if (line.type === "row") return 0;
  if (line.type === "item") return line.box === true || bold ? 3 : 2;
  return bold ? 4 : 1;
}

/** A part with the lines that belong to it. */
export interface Part {
  opening: Opening;
  lines: Line[];
}

/**
 * Takes out mentions: a table of contents, a summary, the same plan once more. Of lines with one number, those count that
 * are written as the plan's parts are; of the same number and title, the one with the most behind it.
 */
export function withoutMentions(openings: readonly Opening[], lines: readonly Line[]): Opening[] {
  const best = new Map<string, number>();
  for (const { number, rank } of openings) best.set(number, Math.max(rank, best.get(number) ?? 0));
  const ranked = openings.filter(({ number, rank }) => number === "" || rank === best.get(number));
  const kept = new Map<string, { opening: Opening; size: number }>();
  partsOf(lines, ranked, ranked).forEach(({ opening, lines: { length: size } }, index) => {
    const key = `${opening.number} ${opening.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;
    const other = kept.get(key);
    // The last one seems to reach to the end of the text: one that has something behind it already is not given up for it.
    const more = other !== undefined && size > other.size && (index < ranked.length - 1 || other.size === 0);
    if (other === undefined || more) kept.set(key, { opening, size });
  });
  return [...kept.values()].map(({ opening }) => opening).sort((a, b) => a.at - b.at);
}

/**
 * The lines of each part: up to the next part, or to a heading that stands above the parts. Lines that only mention a part
 * are left out.
 */
export function partsOf(lines: readonly Line[], kept: readonly Opening[], all: readonly Opening[]): Part[] {
  const mentions = new Set(all.map(({ at }) => at));
  return kept.map((opening, index) => {
    const line = lines[opening.at];
    const top = line?.type === "heading" ? line.level : levelAbove(lines, kept[0]?.at ?? 0);
    const own: Line[] = [];
    const end = kept[index + 1]?.at ?? lines.length;
    for (let at = opening.at + 1; at < end; at++) {
      const inner = lines[at];
      if (inner === undefined || (inner.type === "heading" && inner.level <= top)) break;
      if (!mentions.has(at)) own.push(inner);
    }
    return { opening, lines: own };
  });
}

/** The level of the heading that parts without headings of their own stand under. */
function levelAbove(lines: readonly Line[], first: number): number {
  for (let at = first - 1; at >= 0; at--) {
    const line = lines[at];
    if (line?.type === "heading") return line.level;
  }
  return 2;
}
