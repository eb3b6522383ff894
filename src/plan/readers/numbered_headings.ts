import { chapterOf } from "../markdown/design_words.ts";
import { titleOf } from "../markdown/inline.ts";
import { contentStems } from "../words.ts";
import type { SourceLine } from "./markdown_source.ts";

/** A number of one level at the head of a heading: `1. Set up`, `2) Add`. */
const COUNTED = /^[*_]{0,2}(\d{1,3})[.):](?!\d)\s{0,3}(?=\S)/;
const TO_DO = /^\W{0,4}(?:to-?\s?dos?(?: list)?|task list|tasks|checklist|progress|status)\W{0,3}$/i;
/** Headings of documents that are numbered too, and name no work. */
const ABOUT =
  /^(?:context|background|scope|non-goals|requirements|assumptions|notes|references|appendix|timeline|conclusion|next steps|success criteria|open questions|tasks|implementation plan|phases|architecture)$/i;

/** Headings that count up from 1 on one level, each with something below it: steps with their instructions. */
export function numberedHeadings(lines: readonly SourceLine[]): SourceLine[] {
  const levels = new Map<number, SourceLine[]>();
  lines.forEach((line, at) => {
    const number = line.type === "heading" ? COUNTED.exec(line.text)?.[1] : undefined;
    if (number === undefined) return;
    const found = levels.get(line.level) ?? [];
    const next = lines[at + 1];
    const filled = next !== undefined && (next.type !== "heading" || next.level > line.level);
    // What begins anew at 1 is a list in each of several parts, and no list of the steps of the whole.
    if (filled && Number(number) === found.length + 1) {
      found.push(line);
      levels.set(line.level, found);
    } else levels.set(line.level, []);
  });
  const [best = []] = [...levels.values()].filter((found) => found.length > 1);
  const about = best.filter(({ text }) => {
    const title = titleOf(text.replace(COUNTED, ""));
    const chapter = chapterOf(title);
    return ABOUT.test(title) || (chapter !== "other" && chapter !== "architecture");
  });
  return about.length > 0 ? [] : best;
}

/** Whether boxes only say how far the steps are that headings tell: below "To-dos", or in the same words. */
export function onlyTick(
  boxes: readonly SourceLine[],
  headings: readonly SourceLine[],
  lines: readonly SourceLine[],
): boolean {
  if (boxes.length > 2 * headings.length) return false;
  const chosen = new Set(boxes);
  let title = "";
  let listed = 0;
  for (const line of lines) {
    if (line.type === "heading") title = line.text;
    else if (chosen.has(line) && TO_DO.test(title)) listed++;
  }
  return listed === boxes.length || 2 * matchBoxes(boxes, headings).size > headings.length;
}

/** The box that speaks of a heading's step, where there is one: most of its words stand there too. */
export function matchBoxes(
  boxes: readonly SourceLine[],
  headings: readonly SourceLine[],
): Map<SourceLine, SourceLine> {
  const found = new Map<SourceLine, SourceLine>();
  const left = new Map(headings.slice(0, 200).map((line) => [line, new Set(contentStems(line.text.slice(0, 300)))]));
  for (const box of boxes.slice(0, 400)) {
    const words = [...new Set(contentStems(box.text.slice(0, 300)))];
    if (words.length === 0) continue;
    for (const [line, title] of left) {
      const shared = words.filter((word) => title.has(word)).length;
      if (3 * shared < 2 * Math.min(words.length, title.size) || shared === 0) continue;
      found.set(line, box);
      left.delete(line);
      break;
    }
  }
  return found;
}
