import { BudgetError, LLMError } from "../errors.ts";
import type { Completion, GenerateOptions, Message, StreamEvent } from "../llm/types.ts";
import { toJsonSchema } from "../plan/json_schema.ts";
import { isEmbedded, type RunContext } from "./context.ts";
import type { JournalCall } from "./journal.ts";
import { repeats } from "./repetition.ts";
import type { Ask, Asker, StageName } from "./stage.ts";
import { TitleReader } from "./titles.ts";

/** How much of an answer comes between two looks for repetition, in characters. */
const LOOK_EVERY = 8_192;

/** The model says the same over and over: the call was ended. */
export class Repeating extends Error {
  override readonly name = "Repeating";
  constructor(readonly key: string, readonly text: string, problem: string) {
    super(problem);
  }
}

/** One request, with what names it in the journal. */
export interface Answered {
  key: string;
  completion: Completion;
}

/**
 * Makes one request of a model: takes its answer from the journal if it is there, else sets the cost aside, stores the
 * request, asks, and stores the answer before anybody uses it.
 *
 * @param structured Whether the answer is to fit the schema; the rest of an answer that was cut is not.
 * @throws {LLMError} If the call fails.
 * @throws {BudgetError} If it may cost more than is left.
 * @throws {Repeating} If the answer repeats itself without end.
 */
export async function completeOnce(
  run: RunContext,
  stage: StageName,
  ask: Ask<unknown>,
  asker: Asker,
  messages: readonly Message[],
  structured: boolean,
  signal: AbortSignal,
): Promise<Answered> {
  const { client, maxTokens, price } = asker;
  const { provider, model } = client;
  const call = callOf(stage, ask, asker, messages, structured);
  const options: GenerateOptions = {
    ...call.parameters,
    // Made only for a provider that looks at it: the embedded planner does not.
    get schema() {
      return structured ? toJsonSchema(ask.schema) : undefined;
    },
    task: { name: stage, input: ask.input },
    signal,
  };
  if (isEmbedded(provider)) return { key: "", completion: await client.complete(messages, options) };

  const journal = run.options.journal;
  const key = await keyOf(call, options.schema);
  const about = { stage, label: ask.label, provider, model, id: key };
  const stored = journal?.find(key);
  if (stored !== undefined) {
    await run.tell({ type: "call-answer", ...about, ...factsOf(stored), stored: true, ms: 0 });
    return { key, completion: stored };
  }
  const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
  const reservation = await run.budget.reserve(chars, maxTokens, price);
  let completion: Completion | undefined;
  try {
    signal.throwIfAborted();
    journal?.asked({ key, ...call });
    await run.tell({ type: "call-start", ...about });
    const started = performance.now();
    completion = await watched(
      run,
      stage,
      ask,
      key,
      signal,
      (watching) => client.complete(messages, { ...options, schema: options.schema, ...watching }),
    );
    const ms = Math.round(performance.now() - started);
    journal?.answered(key, completion, ms);
    await run.tell({ type: "call-answer", ...about, ...factsOf(completion), stored: false, ms });
    return { key, completion };
  } catch (error) {
    if (completion === undefined) journal?.failed(key, reasonOf(error));
    throw error;
  } finally {
    reservation.settle(completion?.usage);
  }
}

/** Follows an answer as it comes: tells what is read, and ends a call that repeats itself. */
async function watched(
  { tell, options }: RunContext,
  stage: StageName,
  { label }: Ask<unknown>,
  key: string,
  signal: AbortSignal,
  complete: (watching: Pick<GenerateOptions, "onEvent" | "signal">) => Promise<Completion>,
): Promise<Completion> {
  const about = { stage, label };
  const stop = new AbortController();
  const told: Promise<void>[] = [];
  const titles = new TitleReader();
  let text = "";
  let chars = 0;
  let looked = 0;
  let problem: string | undefined;
  const onEvent = (event: StreamEvent) => {
    if (event.type === "retry") {
      text = "";
      chars = looked = 0;
      const telling = tell({ ...event, ...about });
      // Whoever is told may fail: that ends the call below, and not the process here.
      telling.catch(() => {});
      told.push(telling);
    } else if (event.type !== "finish") {
      chars += event.text.length;
      void options.onEvent?.({ type: "call-text", ...about, chars });
      if (event.type === "reasoning") return;
      text += event.text;
      for (const title of titles.read(event.text)) void options.onEvent?.({ type: "part", ...about, title });
      if (text.length - looked < LOOK_EVERY) return;
      looked = text.length;
      problem = repeats(text);
      if (problem !== undefined) stop.abort();
    }
  };
  try {
    const completion = await complete({ onEvent, signal: AbortSignal.any([signal, stop.signal]) });
    await Promise.all(told);
    return completion;
  } catch (error) {
    if (problem === undefined || signal.aborted) throw error;
    throw new Repeating(key, text, problem);
  }
}

/** Whether the answer to somebody's first request is in the journal. */
export async function isStored(
  { options: { journal } }: RunContext,
  stage: StageName,
  ask: Ask<unknown>,
  asker: Asker,
  messages: readonly Message[],
): Promise<boolean> {
  if (journal === undefined || isEmbedded(asker.client.provider)) return false;
  const key = await keyOf(callOf(stage, ask, asker, messages, true), toJsonSchema(ask.schema));
  return journal.find(key) !== undefined;
}

function callOf(
  stage: StageName,
  { label, schemaName }: Ask<unknown>,
  { client: { provider, model }, temperature, maxTokens }: Asker,
  messages: readonly Message[],
  structured: boolean,
): Omit<JournalCall, "key"> {
  const parameters = {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(structured ? { schemaName } : {}),
  };
  return { stage, label, provider, model, messages, parameters };
}

/** Names a request by all that its answer depends on. */
async function keyOf(call: Omit<JournalCall, "key">, schema: unknown): Promise<string> {
  const { provider, model, parameters } = call;
  const messages = call.messages.map(({ role, content }) => [role, content]);
  const bytes = new TextEncoder().encode(JSON.stringify([provider, model, parameters, messages, schema ?? null]));
  return Array.from(
    new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}

function factsOf({ attempts, usage }: Completion): { attempts: number; usage?: NonNullable<Completion["usage"]> } {
  return { attempts, ...(usage === undefined ? {} : { usage }) };
}

/** Why a request got no answer, without anything of the request in it. */
function reasonOf(error: unknown): string {
  if (error instanceof LLMError) return error.kind;
  if (error instanceof Repeating) return error.message;
  return error instanceof BudgetError ? "budget" : "stopped";
}
