/**
 * What an owner has answered: a brief's section "Answers", one entry a question: `- Who uses it? About 500 people.` Read
 * and written here alone, so that a brief says the same each time it is read.
 * @module
 */
import { cleanText, oneLine, shorten } from "../../text.ts";
import { type Block, blocksOf, type Item } from "./blocks.ts";
import { headingText, plainText } from "./inline.ts";
import type { SectionKind } from "./sections.ts";
import { sentencesOf } from "./sentences.ts";

/** A question with the owner's answer. */
export interface Settled {
  question: string;
  answer: string;
}

/** What an assumption begins with where it stands as a question. */
const ASSUMED = "Assumed: ";
/** The longest question, in characters. */
const LONGEST = 300;
/** So much of a question tells it from others. */
const KEY = 180;

/** Most briefs have no such section and need not be read for it. */
const HEADED = /\banswers\b/i;
const ENTRY = /^([^?？]{2,400}[?？])\s+(\S.*)$/;

/** Whether a heading stands above answers. */
export function isAnswersHeading(heading: string): boolean {
  return /^(?:questions and )?answers$/i.test(heading);
}

/** Reads one entry; absent where it is no question with an answer. */
export function settledIn(item: Item): Settled | undefined {
  const texts = (entry: Item): string[] => [entry.text, ...entry.children.flatMap(texts)];
  const [, question, said] = ENTRY.exec(oneLine(texts(item).join(" "))) ?? [];
  // Marks of the one may not pair with marks of the other; an answer of nothing but marks is one, too.
  return question === undefined || said === undefined
    ? undefined
    : { question: plainText(question), answer: plainText(said) || said };
}

/** All that a brief's sections "Answers" settle, in order. */
export function settledBy(brief: string): Settled[] {
  if (!HEADED.test(brief)) return [];
  return answerBlocks(blocksOf(cleanText(brief))).flatMap((block) =>
    block.type === "list" ? block.items.flatMap((item) => settledIn(item) ?? []) : []
  );
}

/** A brief without its answered questions: their words are no demands. Lines keep their numbers. */
export function withoutSettled(brief: string): string {
  if (!HEADED.test(brief)) return brief;
  const text = cleanText(brief);
  const blocks = blocksOf(text);
  const lines = text.split("\n");
  const answers = answerBlocks(blocks);
  blocks.forEach((block, at) => {
    if (block.type !== "list" || !answers.includes(block)) return;
    const end = (blocks[at + 1]?.line ?? lines.length + 1) - 1;
    block.items.forEach((item, index) => {
      if (settledIn(item) === undefined) return;
      lines.fill("", item.line - 1, (block.items[index + 1]?.line ?? end + 1) - 1);
    });
  });
  return lines.join("\n");
}

/** A question as all its spellings have it; of a long one its beginning, for it may have been shortened. */
export function questionKey(question: string): string {
  const words = questionOf(question).toLowerCase().replace(/^assumed: /, "").replace(/[^\p{L}\p{N}]+/gu, " ");
  return words.trim().slice(0, KEY);
}

/** Writes the section. Its entries stand on one line each, so that no answer begins a block of its own. */
export function writeSettled(settled: readonly Settled[]): string {
  const entries = settled.map(({ question, answer }) =>
    `- ${questionOf(question)} ${oneLine(answer).replaceAll("<!--", "<! --")}\n`
  );
  return `## Answers\n\n${entries.join("")}`;
}

/** An assumption as something to be asked. */
export function assumedQuestion(assumption: string): string {
  return questionOf(`${ASSUMED}${assumption}`);
}

/** What an answer demands; empty where it demands nothing. */
export function demandsIn({ question, answer }: Settled): { text: string; section: SectionKind }[] {
  const nothing = /^(?:no|none|nothing|nobody|never mind|n\/?a|nein|non|keine?)[.!]?$/i.test(answer.trim());
  if (question.startsWith(ASSUMED)) {
    const assumption = question.slice(ASSUMED.length).replace(/[?？]$/, "");
    const text = /^(?:yes|right|ja|oui|sí)[.!]?$/i.test(answer.trim())
      ? `${assumption}.`
      : labelled(assumption, answer);
    return [{ text, section: "constraint" }];
  }
  if (nothing) return [];
  if (/\bleft out\b|\bout of scope\b|\bnot (?:be )?(?:included|part)\b/i.test(question)) {
    return [{ text: answer, section: "excluded" }];
  }
  const sentences = sentencesOf(answer).filter((sentence) => !/[?？]$/.test(sentence));
  if (sentences.length > 0 && sentences.every(standsAlone)) {
    return sentences.map((text) => ({ text, section: "feature" }));
  }
  const [, verb, what] = /^what (must|should|shall) it ([^,:;?？]{3,80})/i.exec(question) ?? [];
  if (what !== undefined) return [{ text: `It ${verb} ${what}: ${answer}`, section: "feature" }];
  return [{ text: labelled(question, answer), section: "constraint" }];
}

/** "Who uses it, and on which devices?" with its answer as "Who uses it: 500 people"; its choices would be taken for demands. */
function labelled(question: string, answer: string): string {
  const whole = question.replace(/[?？]$/, "");
  const [first = whole] = whole.split(/[,:;(—]/);
  const label = first.trim().split(/\s+/).length >= 3 ? first.trim() : whole.replaceAll(":", ",");
  return `${shorten(label, 120)}: ${/^(?:Yes|No|About|On|In|Only)\b/.test(answer) ? lower(answer) : answer}`;
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** "Owners can delete their links" demands without its question; "Yes, they can" does not. */
function standsAlone(sentence: string): boolean {
  return sentence.split(/\s+/).length >= 4 &&
    /\b(?:must|shall|should|can|cannot|may|needs? to|ha(?:s|ve) to)\b/i.test(sentence.slice(0, LONGEST)) &&
    !/^(?:yes|no|yeah|they|it|he|she|this|that|these|those|both|only|not|if|but|and|or|so|because|we|i)\b/i.test(
      sentence,
    );
}

function questionOf(text: string): string {
  const [first = ""] = oneLine(plainText(text)).replaceAll("<!--", "").split(/[?？]/);
  return `${shorten(first.replace(/[\s.!。:]+$/, ""), LONGEST)}?`;
}

/** The blocks below headings "Answers". */
function answerBlocks(blocks: readonly Block[]): Block[] {
  let level: number | undefined;
  return blocks.filter((block) => {
    if (block.type !== "heading") return level !== undefined;
    if (isAnswersHeading(headingText(block.text))) level = block.level;
    else if (level !== undefined && block.level <= level) level = undefined;
    return false;
  });
}
