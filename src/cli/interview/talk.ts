/**
 * One question on a terminal, until there is an answer to it.
 * @module
 */
import { isUndecided } from "../../plan/requirements/answer.ts";
import { counted, excerpt } from "../../text.ts";
import type { Io } from "../command.ts";
import { bytesOf, LONGEST, markPastes, readLines } from "./lines.ts";
import type { Question } from "./types.ts";

/** An answer of several lines has so many at most. */
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
  // Each time: a shell that this was put aside in has changed it.
  markPastes(io, true);
  for (;;) {
    const said = question.long === true ? await longAnswer(asking, question, io) : await shortAnswer(question, io);
    if (typeof said === "string") return said;
    const open = question.otherwise !== "" && isUndecided(said.answer, question.text);
    if (open) io.say(`  Kept open: ${question.otherwise}.`);
    const answer = open || said.answer === "-" ? "" : said.answer === "" ? before : said.answer;
    const wrong = refuse(answer) ?? question.wrong?.(answer);
    if (wrong === undefined) return { answer };
    io.say(`  ${wrong}`);
  }
}

async function shortAnswer(question: Question, io: Io): Promise<Reply> {
  for (;;) {
    const lines = await readLines(io);
    if (lines === undefined) return "end";
    const line = lines.filter((text) => text !== "").join(" ");
    if (isBack(line)) return "back";
    if (line === "?") io.say(`  ${question.why}`);
    else if (tooLong(line, io)) continue;
    else return { answer: line };
  }
}

/** Lines up to an empty one that was typed. The end of the input is kept as lines so far, not as an answer. */
async function longAnswer({ lines: begun = [], onLines, refuse }: Asking, question: Question, io: Io): Promise<Reply> {
  const lines = [...begun];
  if (lines.length > 0) io.say(`  so far, ${counted(lines.length, "line")}: ${excerpt(lines.join(" / "), 200)}`);
  for (;;) {
    const more = await readLines(io);
    if (more === undefined) return "end";
    const line = more.join("\n");
    if (isBack(line)) return "back";
    if (line === "?") io.say(`  ${question.why}`);
    else if (line === "") return { answer: lines.join("\n") };
    else if (line === "-") return { answer: line };
    else if (lines.length + more.length > MOST_LINES) {
      const got = lines.length + more.length;
      io.say(
        `  Expected at most ${MOST_LINES} lines, got ${got}: a longer text is a brief, for --brief FILE. An empty line ends.`,
      );
    } else if (!more.some((text) => tooLong(text, io))) {
      // The lines are stored as they come, so nothing that may not be is among them.
      const wrong = refuse([...lines, ...more].join(""));
      if (wrong !== undefined) io.say(`  ${wrong}`);
      else {
        lines.push(...more);
        await onLines(lines);
      }
    }
  }
}

function isBack(line: string): boolean {
  return /^:?back$/i.test(line);
}

function tooLong(line: string, io: Io): boolean {
  const bytes = bytesOf(line);
  if (bytes <= LONGEST) return false;
  io.say(
    `  Expected at most ${LONGEST} bytes in a line, got ${bytes}: terminals cut longer ones. Put long texts into a brief.`,
  );
  return true;
}
