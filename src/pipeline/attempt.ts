import { StageError } from "../errors.ts";
import type { Completion, Message } from "../llm/types.ts";
import { completeOnce, Repeating } from "./complete.ts";
import { isEmbedded, type RunContext } from "./context.ts";
import { joinCut } from "./join.ts";
import { continuationOf, correctionOf, messagesOf } from "./messages.ts";
import { type About, type Read, readAnswer } from "./read_answer.ts";
import { repeats } from "./repetition.ts";
import type { Ask, Asker, Stage } from "./stage.ts";

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
}

/**
 * Gets one answer from one asker. An answer that cannot be used is asked for again, with what is wrong with it; one that
 * was cut is continued.
 *
 * @param trail Is filled on the way, so that it is known too where this fails.
 * @throws {StageError} If no answer can be used; it keeps the last one.
 * @throws {LLMError} If a call fails.
 */
export async function attempt<Answer>(
  run: RunContext,
  stage: Stage<Answer>,
  ask: Ask<Answer>,
  asker: Asker,
  about: About,
  trail: Trail,
  signal: AbortSignal,
): Promise<Answer> {
  const { repairRounds = 2, templates } = run.options;
  const place = { stage: stage.name, label: ask.label };
  const first = messagesOf(stage.name, ask, templates);
  let messages = first;
  for (let round = 1;; round++) {
    const { text, problems, read } = await oneRound(run, stage, ask, asker, messages, about, trail, signal);
    if (read !== undefined && "answer" in read) return read.answer;
    // Whoever ignored the schema twice ignores it for good: then what can be read of the plan counts.
    const draft = read?.draft;
    if (draft !== undefined && round > Math.min(1, repairRounds)) {
      await run.tell({
        type: "warning",
        ...place,
        text:
          `${asker.client.provider} answered in Markdown (${ask.label}): what it leaves out was filled in from the design`,
      });
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
    messages = [...first, ...correctionOf(stage.name, ask.label, round, text, problems)];
  }
}

interface Round<Answer> {
  /** The answer as it came, as much of it as is worth keeping. */
  text: string;
  problems: string[];
  read?: Read<Answer>;
}

/** Asks once, gets the whole of the answer, and reads it. */
async function oneRound<Answer>(
  run: RunContext,
  stage: Stage<Answer>,
  ask: Ask<Answer>,
  asker: Asker,
  messages: readonly Message[],
  about: About,
  trail: Trail,
  signal: AbortSignal,
): Promise<Round<Answer>> {
  const request = async (said: readonly Message[], structured: boolean) => {
    const { key, completion } = await completeOnce(run, stage.name, ask, asker, said, structured, signal);
    trail.keys.push(key);
    trail.completions.push(completion);
    for (const text of completion.warnings) {
      await run.tell({ type: "warning", stage: stage.name, label: ask.label, text });
    }
    return completion;
  };
  try {
    let completion = await request(messages, true);
    while (completion.truncated && trail.continued < MOST_CONTINUATIONS && repeats(completion.text) === undefined) {
      await run.tell({ type: "continue", stage: stage.name, label: ask.label, round: ++trail.continued });
      const rest = await request([...messages, ...continuationOf(stage.name, ask.label, completion.text)], false);
      completion = { ...rest, text: joinCut(completion.text, rest.text) };
    }
    const { text, truncated } = completion;
    // The embedded planner's answers are tested where it is made, and not again in each run.
    const doubted = !isEmbedded(asker.client.provider);
    const repetition = doubted ? repeats(text) : undefined;
    if (repetition !== undefined) return { text: text.slice(0, SHOWN_AGAIN), problems: [repetition] };
    if (truncated) {
      const problems = ["it was cut at the token limit: answer in fewer words and with fewer entries"];
      return { text: text.slice(0, SHOWN_AGAIN), problems };
    }
    const read = await readAnswer(ask, text, doubted ? about : undefined, floorOf(run, stage, ask, signal));
    return { text, problems: "answer" in read ? [] : read.problems, read };
  } catch (error) {
    if (!(error instanceof Repeating)) throw error;
    return { text: error.text.slice(0, SHOWN_AGAIN), problems: [error.message] };
  }
}

function floorOf<Answer>(
  { options: { floor } }: RunContext,
  stage: Stage<Answer>,
  ask: Ask<Answer>,
  signal: AbortSignal,
): (() => Promise<Answer>) | undefined {
  if (floor === undefined) return undefined;
  return async () => {
    const said = [{ role: "user" as const, content: ask.label }];
    const text = await floor.generate(said, { task: { name: stage.name, input: ask.input }, signal });
    const result = ask.schema.safeParse(JSON.parse(text));
    if (!result.success) throw new TypeError("the floor's answer does not fit its own schema");
    return result.data;
  };
}
