/**
 * What an owner has answered: a brief's section "Answers", one entry a question: `- Who uses it? About 500 people.` Read
 * and written here alone, so that a brief says the same each time it is read.
 * @module
 */
import { cleanText, oneLine, shorten } from "../../text.ts";
import { ASSUMED, isUndecided, type Settled } from "./answer.ts";
import { type Block, blocksOf, type Item } from "./blocks.ts";
import { headingText, plainText } from "./inline.ts";

/** The longest question, in characters. */
const LONGEST = 300;
/** So much of a question tells it from others. */
const KEY = 180;

/** Most briefs have no such section and need not be read for it. */
const HEADED = /\banswers\b/i;
const HEADING = "## Answers\n\n";
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

/** All that a brief's sections "Answers" settle, in order; "I don't know" settles nothing. */
export function settledBy(brief: string): Settled[] {
  if (!HEADED.test(brief)) return [];
  return answerBlocks(blocksOf(cleanText(brief))).flatMap((block) =>
    block.type === "list" ? block.items.flatMap((item) => settledIn(item) ?? []) : []
  ).filter(({ answer, question }) => !isUndecided(answer, question));
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
  return `${HEADING}${entriesOf(settled)}`;
}

/** A brief with answers behind it: in its last section where that holds answers, else in one of their own. */
export function withSettled(brief: string, settled: readonly Settled[]): string {
  const begun = brief === "" || brief.endsWith("\n") ? brief : `${brief}\n`;
  const entries = entriesOf(settled);
  const wanted = settledBy(brief).length + settled.length;
  // A brief may end inside a block of code: what stands there says nothing.
  const between = ["", `\n${HEADING}`, `\`\`\`\n\n${HEADING}`, `~~~\n\n${HEADING}`];
  const ways = between.map((text) => `${begun}${text}${entries}`);
  return ways.find((way) => settledBy(way).length >= wanted) ?? `${begun}\n${HEADING}${entries}`;
}

function entriesOf(settled: readonly Settled[]): string {
  return settled.map(({ question, answer }) =>
    `- ${questionOf(question)} ${oneLine(answer).replaceAll("<!--", "<! --")}\n`
  ).join("");
}

/** An assumption as something to be asked. */
export function assumedQuestion(assumption: string): string {
  return questionOf(`${ASSUMED}${assumption}`);
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
