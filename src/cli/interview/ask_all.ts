/**
 * An interview on a terminal: one question after the other, each answer stored before the next is put.
 * @module
 */
import { counted } from "../../text.ts";
import type { Io } from "../command.ts";
import { Stopped } from "../failure.ts";
import { markPastes } from "./lines.ts";
import { narrowed } from "./narrow.ts";
import { partsOf } from "./questions.ts";
import { answerTo } from "./state.ts";
import { put } from "./talk.ts";
import type { Given, Interview, Question } from "./types.ts";

/** What an interview needs besides its questions. */
export interface Interviewing {
  given: Given;
  interview: Interview;
  /** Stores the interview as it is. */
  save(): Promise<void>;
  /** Where it is stored. */
  path: string;
  /** Says why an answer cannot be taken, whatever the question. */
  refuse(answer: string): string | undefined;
  /** Asks a model what it wants to know besides; absent where there is none. */
  followUps?(): Promise<Required<Pick<Interview, "followUps">> & Pick<Interview, "spent"> | undefined>;
}

/** A question with its place in its part. */
interface Placed {
  question: Question;
  title: string;
  place: string;
}

/**
 * Asks all that is not answered yet.
 *
 * @throws {Stopped} If the owner leaves; what was answered is stored.
 */
export async function askAll(work: Interviewing, io: Io): Promise<void> {
  try {
    await askEach(work, narrowed(io));
  } finally {
    markPastes(io, false);
  }
}

async function askEach(work: Interviewing, io: Io): Promise<void> {
  const { interview } = work;
  let at: number | undefined;
  let title: string | undefined;
  let told = false;
  for (;;) {
    const placed = placedOf(work);
    const next = at ?? placed.findIndex(({ question }) => answerTo(interview, question.id) === undefined);
    const current = placed[next];
    if (current === undefined) {
      if (interview.followUps !== undefined || work.followUps === undefined) return;
      const asked = await stoppable(work.followUps(), work, io);
      if (asked === undefined) return;
      Object.assign(interview, asked);
      await work.save();
      continue;
    }
    if (current.title !== title) {
      title = current.title;
      io.say("");
      io.say(`${title}${told ? "" : " (? says why it is asked, :back goes one back, Ctrl-C keeps all for later)"}`);
      told = true;
    }
    const reply = await stoppable(askOne(work, current, io), work, io);
    if (reply === "back") {
      if (next === 0) io.say("  This is the first question.");
      at = Math.max(0, next - 1);
      continue;
    }
    if (reply === "end") throw left(work, 130, "Ctrl-D");
    at = undefined;
    const { id, text } = current.question;
    const answer = { id, question: text, answer: reply.answer };
    const place = interview.answers.findIndex((other) => other.id === id);
    if (place < 0) interview.answers.push(answer);
    else interview.answers[place] = answer;
    delete interview.draft;
    await work.save();
  }
}

function placedOf({ given, interview }: Interviewing): Placed[] {
  return partsOf(given, interview).flatMap(({ title, questions }) =>
    questions.map((question, index) => ({ question, title, place: `${index + 1} of ${questions.length}` }))
  );
}

async function askOne(work: Interviewing, { question, place }: Placed, io: Io) {
  const { interview } = work;
  const before = answerTo(interview, question.id);
  const { draft } = interview;
  return await put(question, {
    place,
    ...(before === undefined ? {} : { before }),
    ...(draft?.id === question.id ? { lines: draft.lines } : {}),
    async onLines(lines) {
      interview.draft = { id: question.id, lines: [...lines] };
      await work.save();
    },
    refuse: work.refuse,
  }, io);
}

/** Whoever stops an interview is told what is kept of it. */
async function stoppable<Value>(value: Promise<Value>, work: Interviewing, io: Io): Promise<Value> {
  try {
    return await value;
  } catch (error) {
    const { signal } = io;
    if (!signal.aborted || !(signal.reason instanceof Stopped)) throw error;
    throw left(work, signal.reason.exitCode, signal.reason.exitCode === 130 ? "Ctrl-C" : undefined);
  }
}

function left({ interview, path }: Interviewing, exitCode: number, by: string | undefined): Stopped {
  const kept = interview.answers.length;
  return new Stopped(
    exitCode,
    "Run the same command again: it goes on with the first question that is not answered.",
    kept === 0 && interview.draft === undefined
      ? "nothing was answered yet"
      : `${counted(kept, "answer")} kept in ${path}`,
    by,
  );
}
