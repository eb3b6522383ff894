import { splitBold } from "../markdown/inline.ts";
import { labelled } from "../markdown/labels.ts";
import { markReader, readDotted } from "../markdown/mark.ts";
import { chapterOf } from "../markdown/design_words.ts";
import { isVerification } from "./done.ts";
import type { SourceLine } from "./markdown_source.ts";
import { matchBoxes, numberedHeadings, onlyTick } from "./numbered_headings.ts";
import { opensPhase } from "./sections.ts";

const readStep = markReader(
  "step|task|schritt|aufgabe|étape|tâche|paso|tarea|passo|passaggio|stap|taak|шаг|задача|步骤|任务|ステップ|タスク|الخطوة|خطوة",
);

/** Headings over lists that are ticked off, and are no work: what holds at the end, what was checked. */
const CHECKS =
  /^(?:outcomes?|(?:.{0,40}\s)?criteria|definition of (?:done|ready)|done when|gate status|phase status|(?:progress|status)(?: tracking| log)?|references?|requirements?|out of scope|(?:open )?questions|(?:.{0,40}\s)?(?:completion|validation|verification|review|quality|acceptance|success|sign-off)\b.{0,20}\b(?:checklist|gates?|metrics))$/i;

/** Which lines of a Markdown plan open a step, and which lists say when something is done. */
export interface StepLines {
  steps: Set<SourceLine>;
  /** Entries that say when the part they stand in, or the whole, is finished. */
  checks: Set<SourceLine>;
  /** Of headings that stand for steps: a box elsewhere that says how far the step is. */
  ticks?: ReadonlyMap<SourceLine, SourceLine>;
}

/**
 * Finds the steps of a Markdown plan: headings that say "step" or "task" where boxes only detail them, else boxes, else
 * numbered headings and entries, else the entries below headings that say "phase".
 */
export function stepLines(lines: readonly SourceLine[]): StepLines {
  const { work, checks } = withoutChecks(lines);
  const boxes = outermost(work.filter(({ state }) => state !== undefined), work);
  const headed = work.filter((line) => line.type === "heading" && readStep(line.text) !== undefined);
  const inside = below(work, new Set(headed));
  // A few boxes elsewhere, as for "all tests pass", are not the work.
  if (headed.length > 1 && (2 * inside >= boxes.length || boxes.length <= headed.length)) {
    return { steps: new Set(headed), checks };
  }
  const dotted = work.filter((line) => line.type === "heading" && (readDotted(line.text)?.numbers.length ?? 0) > 1);
  if (dotted.length > boxes.length && boxes.length > 0 && below(work, new Set(dotted)) === 0) {
    return { steps: new Set(marked(dotted)), checks };
  }
  const counted = numberedHeadings(work);
  if (
    counted.length > 1 && boxes.length > 0 && below(work, new Set(counted)) === 0 && onlyTick(boxes, counted, work)
  ) {
    return { steps: new Set(counted), checks, ticks: matchBoxes(boxes, counted) };
  }
  if (boxes.length > 0) return { steps: new Set(boxes), checks };
  for (const found of [marked(work), entriesOfPhases(work), numbered(work), counted]) {
    if (found.length > 0) return { steps: new Set(found), checks };
  }
  // A file that is one checklist and nothing else: its entries are the work.
  const all = outermost(lines.filter(({ state }) => state !== undefined), lines);
  return { steps: new Set(all), checks: new Set() };
}

/** The lines without lists that only say when something is done. */
function withoutChecks(lines: readonly SourceLine[]): { work: SourceLine[]; checks: Set<SourceLine> } {
  const work: SourceLine[] = [];
  const checks = new Set<SourceLine>();
  let level = 0;
  let soft = 0;
  let label: number | undefined;
  for (const line of lines) {
    if (line.type === "heading") {
      label = undefined;
      if (level === 0 || line.level <= level) level = isCheckTitle(line.text) ? line.level : 0;
      if (soft === 0 || line.level <= soft) soft = isVerification(line.text) ? line.level : 0;
    } else if (line.type !== "code" && line.state === undefined) {
      const topic = (labelled(line.text) ?? labelled(`${line.text}:`))?.topic;
      if (topic === "exit" || topic === "verify") label = line.indent;
      else if (topic !== undefined || (line.type === "text" && line.fresh && line.indent <= (label ?? 0))) {
        label = undefined;
      }
    }
    // To verify may be work of its own: then it has boxes, or numbers of steps.
    const verifies = soft > 0 && line.type === "item" && line.state === undefined &&
      readDotted(line.text) === undefined;
    const check = line.type === "item" && (level > 0 || verifies || (label !== undefined && line.indent >= label));
    if (check) checks.add(line);
    if (level === 0 && !verifies && !(check && line.state !== undefined)) work.push(line);
  }
  return { work, checks };
}

function isCheckTitle(text: string): boolean {
  const title = text.replace(/[*_`:]/g, "").trim().slice(0, 120);
  return CHECKS.test(title) || chapterOf(title) === "risks";
}

/** Entries that stand below no other one of them. */
function outermost(some: readonly SourceLine[], lines: readonly SourceLine[]): SourceLine[] {
  const chosen = new Set(some);
  const found: SourceLine[] = [];
  let open: number | undefined;
  for (const line of lines) {
    const ends = line.type === "heading" || (line.type !== "code" && open !== undefined && line.indent <= open);
    if (ends) open = undefined;
    if (!chosen.has(line) || open !== undefined) continue;
    found.push(line);
    open = line.indent;
  }
  return withParts(found, chosen, lines);
}

/**
 * Entries such as "1." with boxes such as "1.1" below are groups of steps: those below are taken in their place. So are
 * those with nothing below them, where "1.1" follows as high as they are.
 */
function withParts(
  found: readonly SourceLine[],
  chosen: ReadonlySet<SourceLine>,
  lines: readonly SourceLine[],
): SourceLine[] {
  const parts = new Map<SourceLine, SourceLine[]>();
  const outer = new Set(found);
  const leads = new Set<SourceLine>();
  let parent: SourceLine | undefined;
  let before: SourceLine | undefined;
  for (const line of lines) {
    if (before !== undefined && parent === before && outer.has(line)) {
      const number = /^[*_]{0,2}(\d{1,3})[.:)]?\s/.exec(before.text)?.[1];
      if (number !== undefined && /^[*_]{0,2}(\d{1,3})\.\d/.exec(line.text)?.[1] === number) leads.add(before);
    }
    before = line;
    if (line.type === "heading") parent = undefined;
    else if (outer.has(line)) parent = line;
    else if (parent !== undefined && chosen.has(line) && /^[*_]{0,2}\d{1,3}\.\d{1,3}\b/.test(line.text)) {
      const known = parts.get(parent);
      if (known === undefined) parts.set(parent, [line]);
      else known.push(line);
    }
  }
  return found.filter((line) => !leads.has(line)).flatMap((line) => parts.get(line) ?? [line]);
}

/** How many boxes stand below some headings. */
function below(lines: readonly SourceLine[], headings: ReadonlySet<SourceLine>): number {
  let level = 0;
  let count = 0;
  for (const line of lines) {
    if (headings.has(line)) level = line.level;
    else if (line.type === "heading" && line.level <= level) level = 0;
    else if (level > 0 && line.state !== undefined) count++;
  }
  return count;
}

/** Lines with a number of two levels, or with the word "step": as headings, bold lines or entries. */
function marked(lines: readonly SourceLine[]): SourceLine[] {
  const found = lines.filter((line) => {
    if (line.type === "code" || line.type === "quote" || line.type === "row") return false;
    const bold = splitBold(line.text) !== undefined;
    const mark = readStep(line.text) ?? readDotted(line.text);
    if (mark === undefined || mark.numbers.length === 0 || (mark.title === "" && mark.rest === "")) return false;
    return line.type === "heading" || bold || line.type === "item" || (mark.sure && line.fresh);
  });
  const depth = (line: SourceLine) => (readStep(line.text) ?? readDotted(line.text))?.numbers.length ?? 1;
  const least = found.reduce((least, line) => Math.min(least, depth(line)), 9);
  return found.filter((line) => depth(line) === least);
}

/** Entries with a number, of the least depth. Without a word that says so, they are a plan only where most are bold. */
function numbered(lines: readonly SourceLine[]): SourceLine[] {
  if (lines.some(opensPhase)) return [];
  const found = lines.filter(({ type, number }) => type === "item" && number !== undefined);
  const least = found.reduce((least, { indent }) => Math.min(least, indent), Infinity);
  const outer = found.filter(({ indent }) => indent === least);
  const bold = outer.filter(({ text }) => splitBold(text) !== undefined).length;
  return outer.length > 1 && 2 * bold >= outer.length ? outer : [];
}

/** Entries below headings that say "phase": in each phase those with a number, else all of the least depth. */
function entriesOfPhases(lines: readonly SourceLine[]): SourceLine[] {
  const phases: SourceLine[][] = [];
  let aside = false;
  let last: SourceLine | undefined;
  for (const line of insidePhases(lines)) {
    if (opensPhase(line)) phases.push([]);
    const label = labelled(line.text);
    const topic = line.type === "item" ? undefined : (label ?? labelled(`${line.text}:`))?.topic;
    if (line.type === "heading" || topic !== undefined) aside = topic !== undefined && topic !== "do";
    if (line.type === "heading") last = undefined;
    if (line.type !== "item" || aside || label !== undefined || (last !== undefined && line.indent > last.indent)) {
      continue;
    }
    last = line;
    phases.at(-1)?.push(line);
  }
  return phases.flatMap((entries) => {
    const counted = entries.filter(({ number }) => number !== undefined);
    return counted.length > 0 ? counted : entries;
  });
}

/** The headings that say "phase", with what stands below them. */
function insidePhases(lines: readonly SourceLine[]): SourceLine[] {
  let level = 0;
  return lines.filter((line) => {
    if (line.type === "heading" && opensPhase(line)) level = line.level;
    else if (line.type === "heading" && line.level <= level) level = 0;
    return level > 0;
  });
}
