import { LLMError, StageError } from "../errors.ts";
import type { Completion, Message } from "../llm/types.ts";
import { completeOnce } from "./complete.ts";
import { isEmbedded } from "./author.ts";
import type { Call } from "./context.ts";
import { joinCut } from "./join.ts";
import { continuationOf, correctionOf, messagesOf } from "./messages.ts";
import { type Read, readAnswer } from "./read_answer.ts";
import { repeats } from "./repetition.ts";
import type { Asker } from "./stage.ts";

/** How often the rest of an answer that was cut is asked for. */
const MOST_CONTINUATIONS = 3;
/** How much of an answer is shown to its model again where it is cut or repeats itself, in characters. */
const SHOWN_AGAIN = 2_000;

/** What an asker was asked and answered on the way to an answer. */
export interface Trail {
  /** The requests' keys, for the journal. */
  keys: string[];
  /** What it took. */
  completions: Completion[];
  /** How often the rest of an answer was asked for. */
  continued: number;
  /** Whether only stored answers count: somebody behind has answered this before. */
  replay: boolean;
}

/**
 * Gets one answer from one asker. An answer that cannot be used is asked for again, with what is wrong with it; one that
 * was cut is continued.
 *
 * @param trail Is filled on the way, so that it is known too where this fails.
 * @throws {StageError} If no answer can be used; it keeps the last one.
 * @throws {LLMError} If a call fails.
 */
export async function attempt<Answer>(call: Call<Answer>, asker: Asker, trail: Trail): Promise<Answer> {
  const { run, stage, ask } = call;
  const { repairRounds = 2, templates } = run.options;
  const place = { stage: stage.name, label: ask.label };
  const first = messagesOf(stage.name, ask, templates);
  let messages = first;
  let draft: Answer | undefined;
  for (let round = 1;; round++) {
    const given = draft;
    const read = await oneRound(call, asker, trail, messages).catch((error): Round<Answer> => {
      // Better a plan in Markdown than none, where the correction of it fails.
      if (given === undefined || !(error instanceof LLMError) || !isOfThisCall(error)) throw error;
      return { text: "", problems: [error.message], draft: given };
    });
    if ("answer" in read) return read.answer;
    const { problems, text, shown = text } = read;
    draft = read.draft ?? draft;
    // Whoever ignored the schema twice ignores it for good: then what can be read of the plan counts.
    if (draft !== undefined && (round > repairRounds || (round > 1 && read.draft !== undefined))) {
      const who = asker.client.provider;
      const said = `${who} answered in Markdown (${ask.label}): what it leaves out was filled in from the design`;
      await run.tell({ type: "warning", ...place, text: said });
      return draft;
    }
    if (round > repairRounds) {
      throw new StageError(
        `Cannot use the answer for ${ask.label}: ${problems.join("; ")}`,
        stage.name,
        "Run the same command again to ask anew, use another model, or let the embedded planner step in: --fallback offline.",
        text,
        ask.label,
      );
    }
    await run.tell({ type: "repair", ...place, round, problem: problems.join("; ") });
    messages = [...first, ...correctionOf(stage.name, ask.label, round, shown, problems)];
  }
}

/** An answer, or what is wrong with the text that came; `shown` is as much of it as its model is shown again. */
type Round<Answer> = Read<Answer> & { text: string; shown?: string };

/** Asks once, gets the whole of the answer, and reads it. */
async function oneRound<Answer>(
  call: Call<Answer>,
  asker: Asker,
  trail: Trail,
  messages: readonly Message[],
): Promise<Round<Answer>> {
  const { run, stage, ask, about } = call;
  const place = { stage: stage.name, label: ask.label };
  const request = async (said: readonly Message[], structured: boolean) => {
    const { key, completion } = await completeOnce(call, asker, said, structured, trail.replay);
    if (key !== undefined) trail.keys.push(key);
    trail.completions.push(completion);
    for (const text of completion.warnings) await run.tell({ type: "warning", ...place, text });
    return completion;
  };
  let completion = await request(messages, true);
  while (completion.truncated && trail.continued < MOST_CONTINUATIONS && repeats(completion.text) === undefined) {
    const round = ++trail.continued;
    await run.tell({ type: "continue", ...place, round });
    const rest = await request([...messages, ...continuationOf(stage.name, ask.label, round, completion.text)], false);
    completion = { ...rest, text: joinCut(completion.text, rest.text) };
  }
  const { text, truncated } = completion;
  // The embedded planner's answers are tested where it is made, and not again in each run.
  const doubted = !isEmbedded(asker.client.provider);
  const repetition = doubted ? repeats(text) : undefined;
  if (truncated || repetition !== undefined) {
    const problem = repetition ?? "it was cut at the token limit: answer in fewer words and with fewer entries";
    return { text, shown: text.slice(0, SHOWN_AGAIN), problems: [problem] };
  }
  return { text, ...await readAnswer(ask, text, doubted ? about : undefined, floorOf(call)) };
}

function floorOf<Answer>({ run, stage, ask, signal }: Call<Answer>): (() => Promise<Answer>) | undefined {
  const { floor } = run.options;
  if (floor === undefined) return undefined;
  return async () => {
    const said = [{ role: "user" as const, content: ask.label }];
    const text = await floor.generate(said, { task: { name: stage.name, input: ask.input }, signal });
    const result = ask.schema.safeParse(JSON.parse(text));
    if (!result.success) throw new TypeError("the floor's answer does not fit its own schema");
    return result.data;
  };
}

/** A failure that another call of the same provider need not share. */
export function isOfThisCall({ kind }: LLMError): boolean {
  return ["content_filter", "empty_response", "context_length", "incomplete_stream", "bad_response"].includes(kind);
}
