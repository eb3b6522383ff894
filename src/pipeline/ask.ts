import { LLMError, StageError } from "../errors.ts";
import { attempt, type Trail } from "./attempt.ts";
import { isStored } from "./complete.ts";
import { authorOf, type Call } from "./context.ts";
import { messagesOf } from "./messages.ts";
import type { Asker, Authored } from "./stage.ts";

/** What came of a call, with what each who was asked took for it. */
export interface Outcome<Answer> extends Authored<Answer> {
  trails: { asker: Asker; trail: Trail }[];
}

/**
 * Gets the answer to one call of a stage: from the first who is asked, or, where that fails, from the next.
 *
 * @throws {StageError} If nobody gives an answer that can be used.
 * @throws {LLMError} If the call of the last who may be asked fails, or one fails in a way that would be the same for all.
 */
export async function askFor<Answer>(call: Call<Answer>): Promise<Outcome<Answer>> {
  const { run, stage, ask, stopped } = call;
  const trails: Outcome<Answer>["trails"] = [];
  const askers = run.askersOf(stage.name);
  let next = await firstOf(call, askers);
  for (;;) {
    const asker = next;
    if (asker === undefined) throw new TypeError("a stage needs somebody to ask");
    const trail: Trail = { keys: [], completions: [], continued: 0 };
    trails.push({ asker, trail });
    try {
      return { answer: await attempt(call, asker, trail), author: authorOf(asker), trails };
    } catch (error) {
      next = askers.slice(askers.indexOf(asker) + 1).find((other) => !run.givenUp.has(other));
      if (stopped.aborted || next === undefined || !mayPass(error)) {
        // Not where it is another call's failure that ends this one.
        if (error instanceof StageError && error.label === ask.label) {
          run.options.journal?.rejected(trails.flatMap(({ trail }) => trail.keys));
        }
        throw error;
      }
      const lasting = error instanceof LLMError && !ofThisCall(error);
      if (lasting) run.givenUp.add(asker);
      const { provider, model } = next.client;
      const reason = error instanceof Error ? error.message : String(error);
      await run.tell({ type: "fallback", stage: stage.name, label: ask.label, provider, model, reason, lasting });
    }
  }
}

/** Who is asked first: whoever has answered this before, for that is paid for; else the first who can answer. */
async function firstOf(call: Call<unknown>, askers: readonly Asker[]): Promise<Asker | undefined> {
  const { run, stage, ask } = call;
  if (askers.length > 1 && run.options.journal !== undefined) {
    const messages = messagesOf(stage.name, ask, run.options.templates);
    for (const asker of askers) if (await isStored(call, asker, messages)) return asker;
  }
  return askers.find((asker) => !run.givenUp.has(asker)) ?? askers.at(-1);
}

/**
 * Whether another provider may do better: not where the user has to mend something (a setting, a key), or the request
 * itself is wrong. One that is too large for the first may fit the next.
 */
function mayPass(error: unknown): boolean {
  if (error instanceof StageError) return true;
  return error instanceof LLMError &&
    (error.status === 413 || !["config", "auth", "bad_request", "aborted"].includes(error.kind));
}

/** Failures that another call of the same provider need not share. */
function ofThisCall({ kind }: LLMError): boolean {
  return ["content_filter", "empty_response", "context_length", "incomplete_stream", "bad_response"].includes(kind);
}
