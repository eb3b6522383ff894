import { LLMError } from "../errors.ts";
import type { Completion, Message } from "../llm/types.ts";
import { toJsonSchema } from "../plan/json_schema.ts";
import { isEmbedded } from "./author.ts";
import type { Call } from "./context.ts";
import { journalCallOf } from "./request_key.ts";
import type { Asker } from "./stage.ts";
import { watchAnswer } from "./watch_answer.ts";

/** An answer that only the journal may give is not in it. */
export class NotStored extends Error {
  override readonly name = "NotStored";
}

/** An answer, with what names its request in the journal; absent where none is kept. */
export interface Answered {
  key?: string;
  completion: Completion;
}

/**
 * Makes one request of a model: takes its answer from the journal if it is there, else sets the cost aside, stores the
 * request, asks, and stores the answer before anybody uses it.
 *
 * @param structured Whether the answer is to fit the schema; the rest of an answer that was cut is not.
 * @param replay Whether only what is in the journal counts, and nothing is sent.
 * @throws {NotStored} If nothing is to be sent, and the answer is not there.
 * @throws {LLMError} If the call fails.
 * @throws {BudgetError} If it may cost more than is left.
 */
export async function completeOnce(
  call: Call<unknown>,
  asker: Asker,
  messages: readonly Message[],
  structured: boolean,
  replay: boolean,
): Promise<Answered> {
  const { run, stage, ask, signal, stopped } = call;
  const { client, maxTokens, price } = asker;
  const task = { name: stage.name, input: ask.input };
  if (isEmbedded(client.provider)) return { completion: await client.complete(messages, { task, signal }) };

  const { journal } = run.options;
  const schema = structured ? toJsonSchema(ask.schema) : undefined;
  const request = await journalCallOf(call, asker, messages, schema);
  const { key, parameters, label, provider, model } = request;
  const about = { stage: stage.name, label, provider, model, id: key };
  const stored = journal?.find(key);
  if (stored !== undefined) {
    await run.tell({ type: "call-answer", ...about, ...factsOf(stored), stored: true, ms: 0 });
    return { key, completion: stored };
  }
  if (replay) throw new NotStored();
  stopped.throwIfAborted();
  const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
  const reservation = await run.budget.reserve(chars, maxTokens, price);
  let answered = false;
  try {
    // Others may have failed while this one waited for the budget.
    stopped.throwIfAborted();
    journal?.asked(request);
    await run.tell({ type: "call-start", ...about });
    const started = performance.now();
    let ms = 0;
    const completion = await watchAnswer(
      call,
      (watching) => client.complete(messages, { ...parameters, schema, task, stopSending: stopped, ...watching }),
      (completion) => {
        ms = Math.round(performance.now() - started);
        answered = true;
        journal?.answered(key, completion, ms);
        reservation.settle(completion.usage);
      },
    );
    await run.tell({ type: "call-answer", ...about, ...factsOf(completion), stored: false, ms });
    return { key, completion };
  } catch (error) {
    if (!answered) journal?.failed(key, error instanceof LLMError ? error.kind : "stopped");
    // Where some of an answer had come, it is paid for.
    if (!(error instanceof LLMError && error.partial)) reservation.release();
    throw error;
  } finally {
    reservation.settle(undefined);
  }
}

/** Whether the answer to a request is in the journal. */
export async function isStored(call: Call<unknown>, asker: Asker, messages: readonly Message[]): Promise<boolean> {
  const { run: { options: { journal } }, ask } = call;
  if (journal === undefined || isEmbedded(asker.client.provider)) return false;
  const { key } = await journalCallOf(call, asker, messages, toJsonSchema(ask.schema));
  return journal.find(key) !== undefined;
}

function factsOf({ attempts, usage }: Completion): { attempts: number; usage?: NonNullable<Completion["usage"]> } {
  return { attempts, ...(usage === undefined ? {} : { usage }) };
}
