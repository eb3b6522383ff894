import { declines } from "./evidence.ts";
import { splitBold, textOf, titleOf, withoutLead } from "./inline.ts";
import { type Line, linesOf } from "./lines.ts";
import { architectureOf } from "./design_body.ts";
import { type Chapter, chapterOf } from "./design_words.ts";
import { unwrap } from "./unwrap.ts";

/** A design as far as a text says it. */
export interface DraftDesign {
  /** What is built; absent where the text does not say. */
  summary?: string;
  /** The structure and the way of data, as Markdown without headings, at most 8,000 characters; never empty. */
  architecture: string;
  objectives: string[];
  techStack: { name: string; why: string }[];
  risks: string[];
  questions: string[];
}

/** The most entries of each list. */
const MOST = 40;

/** A part of a design under one heading or label. */
interface Section {
  chapter: Chapter;
  title: string;
  lines: Line[];
}

/**
 * Reads a design out of Markdown.
 *
 * @param text The answer, whole.
 * @returns The design; undefined unless the text has at least two sections with content, one of which a design has.
 */
export function markdownDesign(text: string): DraftDesign | undefined {
  const body = unwrap(text);
  if (declines(body)) return undefined;
  return designIn(linesOf(body)) ??
    (/^\s{0,9}(?:```|~~~)\s*$/m.test(body) ? designIn(linesOf(body, { throughBare: true })) : undefined);
}

function designIn(lines: readonly Line[]): DraftDesign | undefined {
  const sections = sectionsOf(lines);
  const filled = sections.filter(({ title, lines }) => title !== "" && lines.some(says));
  const telling = new Set(
    filled.map(({ chapter }) => chapter).filter((chapter) => chapter !== "other" && chapter !== "summary"),
  );
  if (filled.length < 2 || telling.size === 0) return undefined;
  const of = (chapter: Chapter) =>
    filled.filter((section) => section.chapter === chapter).flatMap(({ lines }) => lines);
  const structure = filled.filter(({ chapter }) => chapter === "architecture");
  const architecture = architectureOf(
    (structure.length > 0 ? structure : filled.filter(({ chapter }) => chapter === "other" || chapter === "summary"))
      .map(({ title, lines }, index, all) => ({ title: all.length > 1 || index > 0 ? title : "", lines })),
  );
  if (architecture === "") return undefined;
  const summary = textOf(of("summary").find((line) => line.type === "text" && says(line))?.text ?? "");
  return {
    ...(summary === "" ? {} : { summary }),
    architecture,
    objectives: entriesOf(of("objectives")),
    techStack: techOf(of("stack")),
    risks: entriesOf(of("risks")),
    questions: entriesOf(of("questions")),
  };
}

/** Parts by headings of any level, and by bold or known labels alone on their line. */
function sectionsOf(lines: readonly Line[]): Section[] {
  const sections: Section[] = [{ chapter: "other", title: "", lines: [] }];
  let parent: { level: number; chapter: Chapter } = { level: 9, chapter: "other" };
  for (const line of lines) {
    const title = headOf(line);
    const last = sections.at(-1);
    if (title === undefined) {
      last?.lines.push(line);
      continue;
    }
    const own = chapterOf(title);
    const level = line.type === "heading" ? line.level : 7;
    // What stands under a heading belongs to its chapter, unless it has one of its own.
    if (own === "other" && level > parent.level && parent.chapter !== "other") {
      if (last !== undefined) last.lines.push({ ...line, type: "heading", text: title });
      continue;
    }
    if (level <= parent.level || own !== "other") parent = { level, chapter: own };
    const label = line.type === "heading" ? "" : withoutLead(splitBold(line.text)?.rest ?? "");
    sections.push({ chapter: own, title, lines: label === "" ? [] : [{ ...line, text: label, fresh: true }] });
  }
  return sections;
}

/** The title that a line sets over what follows. */
function headOf(line: Line): string | undefined {
  if (line.type === "heading") {
    return titleOf(line.text.replace(/^(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5})[.):]?\s+/, ""));
  }
  if (line.type !== "text" || line.indent > 3) return undefined;
  const bold = splitBold(line.text);
  if (bold !== undefined) {
    const title = titleOf(bold.bold);
    return chapterOf(title) !== "other" || (bold.rest === "" && line.fresh && /[:：]$/.test(bold.bold))
      ? title
      : undefined;
  }
  const title = /[:：]$/.test(line.text) && line.text.length < 60 ? titleOf(line.text) : undefined;
  return title !== undefined && chapterOf(title) !== "other" ? title : undefined;
}

function says(line: Line): boolean {
  return line.type !== "heading" && /[\p{L}\p{N}]{2}|[\p{Lo}]/u.test(line.text.slice(0, 500));
}

/** The entries of a section's lists and tables, else its paragraphs. */
function entriesOf(lines: readonly Line[]): string[] {
  const least = Math.min(...lines.filter(({ type }) => type === "item").map(({ indent }) => indent));
  const entries = lines.flatMap((line) => {
    if (line.type === "item" && line.indent === least) return [textOf(line.text)];
    if (line.type !== "row" || line.head === undefined) return [];
    return [(line.cells ?? []).map(textOf).filter((cell) => !/^(?:\d{0,4}|-)$/.test(cell)).join(" – ")];
  });
  const texts = entries.length > 0
    ? entries
    : lines.filter(({ type }) => type === "text").map(({ text }) => textOf(text));
  return [...new Set(texts.filter((text) => text.length > 1))].slice(0, MOST);
}

/** Tools with their reasons: `**Go**: why`, `Go – why`, `Backend: Go`, rows of a table. */
function techOf(lines: readonly Line[]): DraftDesign["techStack"] {
  const found = new Map<string, string>();
  for (const line of lines) {
    const [name, why] = line.type === "row" && line.head !== undefined
      ? [line.cells?.[0] ?? "", (line.cells ?? []).slice(1).join(" – ")]
      : line.type === "item"
      ? splitTech(line.text)
      : ["", ""];
    const title = titleOf(name);
    if (title !== "" && title.length <= 80 && !found.has(title)) found.set(title, textOf(withoutLead(why)));
  }
  return [...found].slice(0, MOST).map(([name, why]) => ({ name, why: why === "" ? "named in the tech stack" : why }));
}

function splitTech(text: string): [string, string] {
  const bold = splitBold(text);
  if (bold !== undefined) return [bold.bold, bold.rest];
  const at = text.search(/[:：] | [–—-] |：/);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
