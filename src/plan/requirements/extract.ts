/**
 * Requirements from a brief.
 * @module
 */
import type { Requirement } from "../types.ts";
import { cleanText } from "../../text.ts";
import { addSentences, push } from "./add.ts";
import { demandsIn } from "./answer.ts";
import { type Block, blocksOf } from "./blocks.ts";
import type { Candidate, Source } from "./candidate.ts";
import { kindOf, priorityOf, priorityWord } from "./classify.ts";
import { consolidate } from "./consolidate.ts";
import { headingText, plainText, withoutColon } from "./inline.ts";
import { addItem, flatten, isSense } from "./list_items.ts";
import { isWish, linesApart } from "./prose.ts";
import { addScenario } from "./scenarios.ts";
import { isGenericHeading, type SectionKind, sectionKind } from "./sections.ts";
import { sentencesOf } from "./sentences.ts";
import { isAnswersHeading, settledIn } from "./settled.ts";
import { addTable } from "./tables.ts";

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
  // Where the demands have a heading of their own, what is told before it is their background.
  const wanted = blocks.findIndex((block, at) =>
    block.type === "heading" && sectionKind(headingText(block.text)) === "feature" && blocks[at + 1]?.type === "list"
  );
  const add = (text: string, line: number, before: boolean) =>
    addSentences(
      found,
      before && !contextCounts ? sentencesOf(text).filter(isWish).join(" ") : text,
      { line, section: section(), group: group(), ...priority() },
    );

  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    // What stands under a heading of its own other than the title is no introduction.
    const opens = index < wanted &&
      headings.every(({ kind, level, line }) => kind === undefined && level === 1 && line === blocks[0]?.line);
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
      if (linesApart(block.lines)) {
        const heading = lineHeading(block);
        if (heading !== undefined) headings.push(heading);
        // Who types a list tells no background.
        block.lines.forEach((line, at) => {
          if (at > 0 || heading === undefined) add(plainText(line), block.line + at, false);
        });
        // It stands above these lines alone.
        if (heading !== undefined) headings.pop();
        return;
      }
      const prose = plainText(block.lines.join(" "));
      intro = next?.type === "list" && /[:：]$/.test(prose) ? sentencesOf(prose).at(-1) : undefined;
      if (intro !== undefined && intro !== prose) add(prose.slice(0, prose.length - intro.length), block.line, opens);
      if (intro === undefined) add(prose, block.line, opens);
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

/** The first of lines that stand for themselves, where it names what the others are: "Not included", "Could". */
function lineHeading({ lines: [first = ""], line }: { lines: string[]; line: number }) {
  const text = headingText(first);
  const known = sectionKind(text);
  // "Feature flags" may be wanted themselves.
  const kind = known === "listed" && !isGenericHeading(text) ? undefined : known;
  return kind === undefined && priorityWord(text) === undefined ? undefined : { level: 8, text, kind, line };
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
