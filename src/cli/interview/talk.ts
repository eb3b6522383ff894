/**
 * One question on a terminal, until there is an answer to it.
 * @module
 */
import { cleanText, counted, excerpt } from "../../text.ts";
import { readAnswer } from "../ask.ts";
import type { Io } from "../command.ts";
import type { Question } from "./types.ts";

/** The longest line, in characters; an answer of several lines has at most so many of them. */
const LONGEST = 4_000;
const MOST_LINES = 200;

/** What came of asking: an answer, the wish to go back, or the end of the input. */
export type Reply = { answer: string } | "back" | "end";

/** How a question is put. */
export interface Asking {
  /** `3 of 9` */
  place: string;
  /** What was answered before: Enter keeps it. */
  before?: string;
  /** The lines of a long answer so far. */
  lines?: readonly string[];
  /** Is told the lines of a long answer as they come. */
  onLines(lines: readonly string[]): Promise<void>;
  /** Says why an answer cannot be taken, whatever the question. */
  refuse(answer: string): string | undefined;
}

/** Puts a question until it is answered. */
export async function put(question: Question, asking: Asking, io: Io): Promise<Reply> {
  const { place, before = "", refuse } = asking;
  io.say("");
  io.say(`[${place}] ${question.text}`);
  if (before !== "") io.say(`  now: ${excerpt(before, 200)} (Enter keeps it, - takes it away)`);
  else if (question.otherwise !== "") io.say(`  Enter: ${question.otherwise}`);
  for (;;) {
    const said = question.long === true ? await longAnswer(asking, question, io) : await shortAnswer(question, io);
    if (typeof said === "string") return said;
    const answer = said.answer === "-" ? "" : said.answer === "" ? before : said.answer;
    const wrong = refuse(answer) ?? question.wrong?.(answer);
    if (wrong === undefined) return { answer };
    io.say(`  ${wrong}`);
  }
}

async function shortAnswer(question: Question, io: Io): Promise<Reply> {
  for (;;) {
    const line = await readLine(io);
    if (line === undefined) return "end";
    if (isBack(line)) return "back";
    if (line === "?") io.say(`  ${question.why}`);
    else if (tooLong(line, io)) continue;
    else return { answer: line };
  }
}

/** Lines up to an empty one. The end of the input is kept as lines so far, not as an answer. */
async function longAnswer({ lines: begun = [], onLines, refuse }: Asking, question: Question, io: Io): Promise<Reply> {
  const lines = [...begun];
  if (lines.length > 0) io.say(`  so far, ${counted(lines.length, "line")}: ${excerpt(lines.join(" / "), 200)}`);
  for (;;) {
    const line = await readLine(io);
    if (line === undefined) return "end";
    if (isBack(line)) return "back";
    if (line === "?") io.say(`  ${question.why}`);
    else if (line === "") return { answer: lines.join("\n") };
    else if (line === "-") return { answer: line };
    else if (lines.length >= MOST_LINES) io.say(`  Expected at most ${MOST_LINES} lines; an empty line ends.`);
    else if (!tooLong(line, io)) {
      // The lines are stored as they come, so nothing that may not be is among them.
      const wrong = refuse([...lines, line].join(""));
      if (wrong !== undefined) io.say(`  ${wrong}`);
      else {
        lines.push(line);
        await onLines(lines);
      }
    }
  }
}

function isBack(line: string): boolean {
  return /^:?back$/i.test(line);
}

function tooLong(line: string, io: Io): boolean {
  if (line.length <= LONGEST) return false;
  io.say(`  Expected at most ${LONGEST} characters, got ${line.length}.`);
  return true;
}

async function readLine(io: Io): Promise<string | undefined> {
  const line = await readAnswer(io);
  return line === undefined ? undefined : cleanText(line).trim();
}
