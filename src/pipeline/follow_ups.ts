/**
 * What a model wants to know of the owner before it plans: one call, no corrections.
 * @module
 */
import { z } from "../packages/zod.ts";
import { BudgetError, LLMError, StageError } from "../errors.ts";
import type { Completion, Message, Price } from "../llm/types.ts";
import { excerpt, oneLine } from "../text.ts";
import { likelyCost } from "./budget.ts";
import { completeOnce } from "./complete.ts";
import { messagesOf } from "./messages.ts";
import { readJson } from "./read_json.ts";
import type { ProjectRequest } from "./request.ts";
import { contextOf } from "./run.ts";
import type { Ask, PipelineOptions } from "./stage.ts";

/** At most so many questions of an answer count. */
const MOST = 5;

/** A question of a model. */
export interface FollowUpQuestion {
  text: string;
  why: string;
  suggestion?: string;
}

/** What came of asking a model for questions. */
export interface FollowUpAnswer {
  questions: FollowUpQuestion[];
  /** What the answer took, of use or not; absent where none came. */
  spent?: { usd: number; tokens: number };
  /** Why the answer cannot be used; absent where it can. */
  failure?: Error;
}

const answerSchema = z.object({
  questions: z.array(z.object({ text: z.string(), why: z.string(), suggestion: z.string() })),
});
type Answer = z.infer<typeof answerSchema>;

/**
 * Asks a model what the owner should be asked besides.
 *
 * @param idea What is known, with the answers so far in its brief.
 * @param asked The questions that were put to the owner already.
 * @param options Who is asked, and what it may cost. Only `client` is asked.
 * @returns At most five questions as plain text, or why there are none; what the call took.
 */
export async function askFollowUps(
  idea: ProjectRequest,
  asked: readonly string[],
  options: PipelineOptions,
): Promise<FollowUpAnswer> {
  const run = contextOf({ ...options, fallbacks: [], perStage: {} });
  const { brief = "", requirements = "", ...project } = idea;
  const ask: Ask<Answer> = {
    label: "follow-up questions",
    shared: {},
    slice: { data: { project }, asked: asked.length === 0 ? undefined : asked, requirements, brief },
    schema: answerSchema,
    schemaName: "follow_up_questions",
    prompt: "follow_up_questions",
    input: {},
    problems: () => [],
  };
  const [asker] = run.askersOf("project_design");
  if (asker === undefined) throw new TypeError("asking for questions needs somebody to ask");
  const signal = options.signal ?? new AbortController().signal;
  // Questions need few of the project's words: none is doubted for having others.
  const about = { name: idea.name, texts: [] };
  const call = { run, stage: { name: "project_design" as const }, ask, about, signal, stopped: signal };
  const messages = messagesOf(call.stage.name, ask, options.templates);
  let completion: Completion;
  try {
    ({ completion } = await completeOnce(call, asker, messages, true, false));
  } catch (error) {
    if (signal.aborted || !(error instanceof LLMError || error instanceof BudgetError)) throw error;
    return { questions: [], failure: error };
  }
  const spent = spentOn(completion, messages, asker.price);
  const data = answerSchema.safeParse(
    await readJson(completion.text, (value) => answerSchema.safeParse(value).success),
  );
  if (data.success && !completion.truncated) {
    return { questions: data.data.questions.slice(0, MOST).map(cleaned), spent };
  }
  const got = completion.truncated ? "one that was cut" : `"${excerpt(completion.text)}"`;
  const failure = new StageError(
    `Cannot use the answer for ${ask.label}: expected JSON with questions, got ${got}`,
    call.stage.name,
    "The interview goes on without.",
    completion.text,
    ask.label,
  );
  return { questions: [], spent, failure };
}

function cleaned({ text, why, suggestion }: Answer["questions"][number]): FollowUpQuestion {
  const example = oneLine(suggestion);
  return { text: oneLine(text), why: oneLine(why), ...(example === "" ? {} : { suggestion: example }) };
}

/** What the provider tells, else what the model's price makes likely. */
function spentOn({ usage, text }: Completion, messages: readonly Message[], price: Price | undefined) {
  const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
  const likely = likelyCost(
    usage === undefined ? chars : usage.inputTokens * 4,
    usage?.outputTokens ?? text.length / 4,
    price,
  );
  return { tokens: usage?.totalTokens ?? Math.ceil(likely.tokens), usd: usage?.costUsd ?? likely.usd };
}
