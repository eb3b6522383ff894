/**
 * The page of a phase read back: the inverse of `src/output/phase.ts`, for pages that people have edited.
 * @module
 */
import { type Block, blocksOf, type Entry } from "./blocks.ts";
import { labelOf } from "./labels.ts";
import { anchoredSection, headedSection, type Section } from "./sections.ts";
import { looksLikeStep, readHead, type StepHead } from "./step_head.ts";
import { plainOf } from "./unescape.ts";

/** A step as it stands in a page; what its entries say is read by `readBody`. */
export interface PageStep {
  /** All of its first paragraph as it is written: what a step that nobody touched is known by. */
  raw: string;
  head: StepHead;
  /** Lines of that paragraph that begin with a label: the reason, and what people write there. */
  labelled: readonly Entry[];
  entries: readonly Entry[];
  /** What its box says: `x` that it is done, `~` and `/` that somebody works on it; any other sign nothing. */
  ticked: boolean;
  begun: boolean;
  /** Its place in the page. */
  block: Block;
}

/** A paragraph of the page's beginning. */
export interface PageText {
  text: string;
  /** Its first line, and the one behind its last. */
  line: number;
  end: number;
}

/** What the page of a phase says. */
export interface PhasePage {
  lines: readonly string[];
  /** The number in its heading. */
  number?: number;
  title?: PageText;
  goal?: PageText;
  /** The phases that it waits for; absent where the page says nothing of them. */
  after?: number[];
  /** Absent where the page has no such list. */
  outcomes?: Block[];
  /** The criteria as texts. */
  exitCriteria: string[];
  steps: PageStep[];
  /** Entries among the steps that are none. */
  notes: Block[];
}

/** Reads the page of a phase. */
export function parsePhasePage(text: string): PhasePage {
  const lines = text.split("\n");
  const tasks = anchoredSection(lines, "PHASE_TASKS") ?? headedSection(lines, /^(?:tasks|steps)\b/i);
  const outcomes = anchoredSection(lines, "PHASE_OUTCOMES") ??
    headedSection(lines, /^(?:outcomes|exit criteria|done when)\b/i);
  const page: PhasePage = { lines, exitCriteria: [], steps: [], notes: [] };
  readTop(page, Math.min(tasks?.start ?? Infinity, outcomes?.start ?? Infinity, lines.length));
  if (outcomes !== undefined) {
    page.outcomes = blocksOf(lines, outcomes.start, outcomes.end);
    page.exitCriteria = page.outcomes.map(({ text }) => plainOf(text));
  }
  for (const block of blocksOf(lines, ...rangeOf(tasks, outcomes, lines.length))) {
    if (block.box === undefined && !looksLikeStep(block.text)) {
      page.notes.push(block);
      continue;
    }
    const { text, entries, box = " " } = block;
    const [head, ...labelled] = byLabels(block.texts);
    page.steps.push({
      raw: text,
      head: readHead(head?.text ?? ""),
      labelled,
      entries,
      ticked: /^x$/i.test(box),
      begun: /^[~/]$/.test(box),
      block,
    });
  }
  return page;
}

/** The lines of a paragraph, those that follow each label joined with it. */
function byLabels(lines: readonly Entry[]): Entry[] {
  const parts: { line: number; texts: string[] }[] = [];
  for (const { text, line } of lines) {
    const last = parts.at(-1);
    if (last === undefined || labelOf(text) !== undefined) parts.push({ line, texts: [text] });
    else last.texts.push(text);
  }
  return parts.map(({ line, texts }) => ({ line, text: joined(texts) }));
}

/** Where steps stand: without anchors and headings, all before the outcomes. */
function rangeOf(tasks: Section | undefined, outcomes: Section | undefined, all: number): [number, number] {
  if (tasks !== undefined) return [tasks.start, tasks.end];
  return [0, outcomes === undefined ? all : Math.max(0, outcomes.start - 1)];
}

/** Title, goal and what the phase waits for: the paragraphs before the tasks. */
function readTop(page: PhasePage, end: number): void {
  const { lines } = page;
  for (let at = 0; at < end; at++) {
    const line = (lines[at] ?? "").trim();
    if (line === "") continue;
    const heading = /^#[ \t]+(?:Phase[ \t]+(\d{1,9})[.:)]?[ \t]*)?(.*)$/i.exec(line);
    if (heading !== null) {
      if (page.title !== undefined) continue;
      page.title = { text: plainOf((heading[2] ?? "").trim()), line: at, end: at + 1 };
      if (heading[1] !== undefined) page.number = Number(heading[1]);
      continue;
    }
    if (/^(?:#|<!--|[-*+][ \t]|[>|]|`{3}|~{3}|\d{1,9}[.)][ \t])/.test(line)) continue;
    const start = at;
    while (at + 1 < end && !/^(?:#{1,6}[ \t].*|<!--.*|)$/.test((lines[at + 1] ?? "").trim())) at++;
    readParagraph(page, { text: joined(lines.slice(start, at + 1)), line: start, end: at + 1 });
  }
}

function readParagraph(page: PhasePage, paragraph: PageText): void {
  const waits = /^After: (.*)$/i.exec(paragraph.text)?.[1];
  if (waits !== undefined && /^(?:phases? )?\d[\d, andphse]*\.?$/i.test(waits)) {
    page.after = (waits.match(/\d{1,9}/g) ?? []).map(Number);
  } else if (/^Requirements: |^\*\*Planned by/.test(paragraph.text)) return;
  else if (page.title !== undefined && page.goal === undefined) {
    page.goal = { ...paragraph, text: plainOf(paragraph.text) };
  }
}

function joined(lines: readonly string[]): string {
  return lines.join(" ").replace(/\s+/g, " ").trim();
}
