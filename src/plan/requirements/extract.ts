/**
 * Requirements from a brief.
 * @module
 */
import type { Priority, Requirement } from "../types.ts";
import { cleanText } from "../../text.ts";
import { type Block, blocksOf, type Item } from "./blocks.ts";
import { isDemand, isTalkLabel, kindOf, priorityOf, priorityWord } from "./classify.ts";
import { headingText, plainText, splitLabel, withoutColon } from "./inline.ts";
import type { Candidate, Source } from "./candidate.ts";
import { consolidate } from "./consolidate.ts";
import { isGenericHeading, type SectionKind, sectionKind } from "./sections.ts";
import { sentencesOf } from "./sentences.ts";
import { demandsIn, isAnswersHeading, settledIn } from "./settled.ts";

/**
 * Finds the requirements in texts: in headings' sections, lists, tables and prose, in Markdown or plain text.
 *
 * @param sources The texts with where each comes from, in the order that ids are to be given.
 * @returns The requirements `R1`, `R2`, ...; empty where a text demands nothing.
 *
 * @example
 * ```ts
 * import { extractRequirements } from "@devussy/devussy";
 * const found = extractRequirements([{ from: "brief", text: "# Notes\n\n- Users can add notes\n- Search should take under 1 s\n" }]);
 * if (found[1]?.kind !== "quality" || found[1].priority !== "should") throw new Error("unexpected");
 * ```
 */
export function extractRequirements(sources: readonly { from: Source; text: string }[]): Requirement[] {
  const requirements: Requirement[] = [];
  for (const { from, text } of sources) {
    for (const found of consolidate(candidatesOf(cleanText(text)), requirements)) {
      requirements.push({
        id: `R${requirements.length + 1}`,
        text: found.text,
        kind: kindOf(found.text, found.section),
        priority: found.priority ?? priorityOf(found.text, found.section),
        source: from === "brief" ? { from, line: found.line } : { from },
        ...(found.group === undefined ? {} : { group: found.group }),
        acceptance: found.acceptance,
        status: "active",
      });
    }
  }
  return requirements;
}

/** All demands of a text, in order. A brief that only tells its context is read as if that were its demands. */
function candidatesOf(text: string): Candidate[] {
  const blocks = blocksOf(withoutLetter(text));
  const found = collect(blocks, false);
  return found.some((candidate) => candidate.section !== "context" && candidate.section !== "usage")
    ? found
    : collect(blocks, true);
}

/** A letter's greeting and signature, blanked so that the lines keep their numbers. */
function withoutLetter(text: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.trim() !== "");
  if (/^(?:hi|hello|hey|dear|hallo|liebe[rs]?|bonjour|hola)\b[^.!?:]{0,40}[,!]?\s*$/i.test(lines[first] ?? "")) {
    lines[first] = "";
  }
  const close = lines.findLastIndex((line) =>
    /^(?:--|(?:many )?thanks?(?: you)?|cheers|best|(?:best|kind|warm) (?:regards|wishes)|regards|sincerely|yours|viele grüße|mit freundlichen grüßen|saludos|cordialement)[,.!]?\s*$/i
      .test(line)
  );
  if (close > 0 && lines.slice(close).filter((line) => line.trim() !== "").length <= 5) lines.fill("", close);
  return lines.join("\n");
}

function collect(blocks: readonly Block[], contextCounts: boolean): Candidate[] {
  const found: Candidate[] = [];
  const headings: { level: number; text: string; kind: SectionKind | undefined; line: number }[] = [];
  const title = titleLine(blocks);
  let intro: string | undefined;
  const section = (): SectionKind => {
    const kind = headings.findLast((heading) => heading.kind !== undefined)?.kind ?? "feature";
    return kind === "context" && contextCounts ? "feature" : kind;
  };
  const group = () => headings.findLast((heading) => !isGenericHeading(heading.text) && heading.line !== title)?.text;
  /** "## Should have" sets the priority of what stands below it. */
  const priority = () => {
    const word = headings.map(({ text }) =>
      /have|^p\d$|^(?:must|should|could|high|medium|low)$/i.test(text)
        ? priorityWord(text.replace(/[\s-]haves?$/i, " have"))
        : undefined
    )
      .findLast((found) => found !== undefined);
    return word === undefined || word === "never" ? {} : { priority: word };
  };
  const add = (text: string, line: number) =>
    addSentences(found, text, { line, section: section(), group: group(), ...priority() });

  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    if (block.type === "code") return;
    if (block.type === "heading") {
      const text = headingText(block.text);
      while ((headings.at(-1)?.level ?? 0) >= block.level) headings.pop();
      headings.push({ level: block.level, text, kind: sectionKind(text), line: block.line });
      intro = undefined;
      return;
    }
    if (block.type === "paragraph") {
      const pseudo = pseudoHeading(block, contextCounts ? -1 : index, blocks.length, next);
      if (pseudo !== undefined) {
        while ((headings.at(-1)?.level ?? 0) >= pseudo.level) headings.pop();
        headings.push({ ...pseudo, kind: sectionKind(pseudo.text), line: block.line });
        return;
      }
      if (addScenario(found, block.lines, block.line, section(), group())) return;
      const prose = plainText(block.lines.join(" "));
      intro = next?.type === "list" && /[:：]$/.test(prose) ? sentencesOf(prose).at(-1) : undefined;
      if (intro !== undefined && intro !== prose) add(prose.slice(0, prose.length - intro.length), block.line);
      if (intro === undefined) add(prose, block.line);
      return;
    }
    if (block.type === "table") addTable(found, block, section(), group());
    if (block.type === "list") {
      if (addScenario(found, flatten(block.items), block.line, section(), group())) return;
      const sense = intro !== undefined && isSense(intro) ? withoutColon(intro) : undefined;
      const answers = headings.some((heading) => isAnswersHeading(heading.text));
      for (const item of block.items) {
        const settled = answers ? settledIn(item) : undefined;
        if (settled !== undefined) {
          for (const { text, section } of demandsIn(settled)) {
            // "May anyone ...: only staff" is no wish.
            const priority = priorityOf(settled.answer, section);
            push(found, text, { line: item.line, section, group: undefined, priority });
          }
          continue;
        }
        addItem(found, item, { section: section(), group: group(), sense, ...priority() });
      }
      intro = undefined;
    }
  });
  return found;
}

/** The line of the heading that names the whole: the first, where no other stands as high. */
function titleLine(blocks: readonly Block[]): number | undefined {
  const headings = blocks.filter((block) => block.type === "heading");
  const first = headings[0];
  return first !== undefined && first.level === 1 && headings.every((other) => other === first || other.level > 1)
    ? first.line
    : undefined;
}

/** A short line that stands where a heading would: bold alone, or a title, or "Features:" before a list. */
function pseudoHeading(
  block: { lines: string[] },
  index: number,
  count: number,
  next: Block | undefined,
): { level: number; text: string } | undefined {
  const only = block.lines.length === 1 ? block.lines[0] : undefined;
  if (only === undefined || only.split(/\s+/).length > 12) return undefined;
  if (/^(?:\*\*|__)[^*]+(?:\*\*|__):?$/.test(only)) return { level: 7, text: headingText(only) };
  if (/[:：]$/.test(only) && only.split(/\s+/).length <= 5 && next?.type === "list") {
    return { level: 8, text: headingText(only) };
  }
  if (index === 0 && count > 2 && !/[.!?:;。](?:\s|$)|\b(?:can|must|shall|should|will|may)\b/i.test(only)) {
    return { level: 1, text: headingText(only) };
  }
  return undefined;
}

/** Adds the demands among a text's sentences. */
function addSentences(
  found: Candidate[],
  text: string,
  at: { line: number; section: SectionKind; group: string | undefined; priority?: Priority },
): void {
  for (const sentence of sentencesOf(text)) {
    if (isDemand(sentence, at.section)) push(found, sentence, at);
  }
}

function push(
  found: Candidate[],
  text: string,
  at: { line: number; section: SectionKind; group: string | undefined; priority?: Priority },
  acceptance: string[] = [],
): void {
  found.push({
    text: at.section === "excluded" && !/^out of scope/i.test(text) ? `Out of scope: ${text}` : text,
    line: at.line,
    section: at.section,
    ...(at.group === undefined || at.section === "excluded" ? {} : { group: at.group }),
    ...(at.priority === undefined ? {} : { priority: at.priority }),
    acceptance,
  });
}

/** An entry of a list, with its parent's sense where it would not stand alone. */
function addItem(
  found: Candidate[],
  item: Item,
  at: { section: SectionKind; group: string | undefined; sense: string | undefined; priority?: Priority },
): void {
  const { label: written, text } = splitLabel(item.text);
  // "Functionality: ..." names nothing; the heading above does.
  const label = written !== undefined && text !== "" && isGenericHeading(written) ? undefined : written;
  if (at.section === "ignore" || (label !== undefined && isTalkLabel(label))) return;
  const whole = [label, text].filter((part) => part !== undefined && part !== "").join(": ");
  const body = /[:：]$/.test(whole) ? withoutColon(whole) : whole;
  const prefix = at.sense === undefined ? "" : `${at.sense}: `;
  const place = {
    line: item.line,
    section: at.section,
    group: at.group,
    ...(at.priority === undefined ? {} : { priority: at.priority }),
  };

  if (item.children.length === 0) {
    // One entry is one demand, however many sentences it takes to say it; a long one is split.
    const sentences = sentencesOf(whole).filter((sentence) => isDemand(sentence, at.section));
    if (sentences.length > 0 && whole.length <= 320) push(found, prefix + whole, place);
    else for (const sentence of sentences) push(found, prefix + sentence, place);
    return;
  }
  const children = item.children.map((child) => plainText(child.text));
  if (
    item.children.every((child) => child.children.length === 0) &&
    children.every((child) => child.split(/\s+/).length <= 4)
  ) {
    // A row of names completes its parent.
    if (isDemand(body, at.section)) push(found, `${prefix}${body}: ${children.join("; ")}`, place);
    return;
  }
  const topic = label ?? (wordCount(body) <= 6 ? body : undefined);
  const generic = topic === undefined || isGenericHeading(topic);
  // A parent that says something itself is a demand of its own; a short one names the topic of its entries, and a
  // generic one ("Specification") passes on the topic above.
  const speaks = wordCount(text) >= 5 && (!/[:：]$/.test(text) || wordCount(text) > 12);
  if (speaks && isDemand(body, at.section)) push(found, prefix + body, place);
  const sense = speaks
    ? (label === undefined || generic ? at.sense : prefix + label)
    : topic === undefined
    ? prefix + body
    : generic
    ? at.sense
    : prefix + topic;
  for (const child of item.children) {
    addItem(found, child, {
      ...(at.priority === undefined ? {} : { priority: at.priority }),
      section: (topic === undefined ? undefined : sectionKind(topic)) ?? at.section,
      group: generic ? at.group : at.group ?? topic,
      sense: sense ?? (generic ? at.group : undefined),
    });
  }
}

/** An introduction that says something of its own, such as "Tests must cover at least:". */
function isSense(intro: string): boolean {
  return isDemand(withoutColon(intro), "feature") && intro.split(/\s+/).length <= 14;
}

function wordCount(text: string): number {
  return text === "" ? 0 : text.split(/\s+/).length;
}

function flatten(items: readonly Item[]): string[] {
  return items.flatMap((item) => [item.text, ...flatten(item.children)]);
}

const SCENARIO = /^(?:[*_]{0,2})(scenario|given|when|then|and|but)\b[*_]{0,2}:?[*_]{0,2}\s*/i;

/** GIVEN/WHEN/THEN lines become conditions of the requirement before them; alone they are a requirement. */
function addScenario(
  found: Candidate[],
  lines: readonly string[],
  line: number,
  section: SectionKind,
  group: string | undefined,
): boolean {
  const keywords = lines.map((text) => SCENARIO.exec(text)?.[1]?.toLowerCase());
  if (keywords.length === 0 || keywords.includes(undefined)) return false;
  const texts = lines.map((entry) => plainText(entry));
  // "Given a, when b, then c" on one line each, or one keyword a line.
  const whole = texts.every((text) => /\bthen\b/i.test(text));
  if (!whole && !keywords.includes("then")) return false;
  if (section === "ignore") return true;
  const conditions = whole ? texts : [texts.filter((_, index) => keywords[index] !== "scenario").join(", ")];
  const last = found.at(-1);
  const belongs = last !== undefined &&
    (group === undefined || last.group === group || /^(?:scenario|acceptance|example|test)/i.test(group));
  if (belongs) last.acceptance = last.acceptance.concat(conditions);
  else for (const text of conditions) push(found, text, { line, section, group });
  return true;
}

/** Each row of a table is a demand; a column of numbers is dropped, one of priorities is read. */
function addTable(
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
