import { z } from "../../packages/zod.ts";
import { putInterviewAside, readInterviewText, writeInterviewText } from "../../store/interview_file.ts";
import type { Io } from "../command.ts";
import type { Interview } from "./types.ts";

const text = z.string();
const schema = z.strictObject({
  schemaVersion: z.literal(1),
  state: z.enum(["open", "finished"]),
  name: text.exactOptional(),
  brief: text.exactOptional(),
  answers: z.array(z.strictObject({ id: text, question: text, answer: text })),
  draft: z.strictObject({ id: text, lines: z.array(text) }).exactOptional(),
  followUps: z.strictObject({
    author: text,
    questions: z.array(z.strictObject({ text, why: text, suggestion: text.exactOptional() })),
  }).exactOptional(),
  spent: z.strictObject({ usd: z.number().min(0), tokens: z.number().min(0) }).exactOptional(),
});

/** An interview about which nothing is known. */
export function newInterview(name: string | undefined, brief: string | undefined): Interview {
  return {
    schemaVersion: 1,
    state: "open",
    ...(name === undefined ? {} : { name }),
    ...(brief === undefined ? {} : { brief }),
    answers: [],
  };
}

/**
 * Reads the stored interview; absent where there is none. One that is damaged is put aside, and told of.
 *
 * @throws {StoreError} If it cannot be read or moved.
 */
export async function loadInterview(stateDir: string, io: Io): Promise<Interview | undefined> {
  const stored = await readInterviewText(stateDir);
  if (stored === undefined) return undefined;
  const read = schema.safeParse(jsonOf(stored));
  if (read.success) return read.data;
  io.say(`warning: the stored interview cannot be read; it is kept as ${putInterviewAside(stateDir)}`);
  return undefined;
}

/**
 * Stores an interview.
 *
 * @throws {StoreError} If it cannot be written.
 */
export async function saveInterview(stateDir: string, interview: Interview): Promise<void> {
  await writeInterviewText(stateDir, `${JSON.stringify(interview, null, 2)}\n`);
}

/** What was answered to a question; `""` where it was kept open, absent where it was not asked. */
export function answerTo({ answers }: Pick<Interview, "answers">, id: string): string | undefined {
  return answers.find((answer) => answer.id === id)?.answer;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
