import { LLMError, StageError } from "../errors.ts";
import { attempt, isOfThisCall, type Trail } from "./attempt.ts";
import { isStored, NotStored } from "./complete.ts";
import { authorOf } from "./author.ts";
import { mapConcurrent } from "./concurrent.ts";
import type { Call, RunContext } from "./context.ts";
import { messagesOf } from "./messages.ts";
import type { About } from "./read_answer.ts";
import type { Ask, Asker, Authored, Stage } from "./stage.ts";

/** What came of a call, with what each who was asked took for it. */
export interface Outcome<Answer> extends Authored<Answer> {
  trails: { asker: Asker; trail: Trail }[];
}

/** The calls of a stage as far as they are. */
export interface StageCalls {
  run: RunContext;
  stage: Pick<Stage<unknown>, "name">;
  about: About;
  done: number;
  calls: number;
}

/**
 * Gets the answers to several calls of a stage, some at once. The first failure ends the rest.
 *
 * @param spare Which failures cost only their own call: its outcome is then absent.
 */
export async function askAll<Answer>(
  asks: readonly Ask<Answer>[],
  calls: StageCalls,
  spare: (error: unknown) => boolean = () => false,
): Promise<(Outcome<Answer> | undefined)[]> {
  const { run, stage, about } = calls;
  const { signal, concurrency = 5, journal } = run.options;
  return await mapConcurrent(asks, concurrency, signal, async (ask, signals) => {
    const outcome = await askFor({ run, stage, ask, about, ...signals }).catch((error): undefined => {
      if (!spare(error)) throw error;
    });
    calls.done++;
    await run.tell({ type: "call-finish", stage: stage.name, label: ask.label, done: calls.done, calls: calls.calls });
    return outcome;
    // With a journal, what is being answered is kept, and so may end: it is paid for.
  }, journal !== undefined);
}

/**
 * Gets the answer to one call of a stage: from the first who is asked, or, where that fails, from the next.
 *
 * @throws {StageError} If nobody gives an answer that can be used.
 * @throws {LLMError} If the call of the last who may be asked fails, or one fails in a way that would be the same for all.
 */
export async function askFor<Answer>(call: Call<Answer>): Promise<Outcome<Answer>> {
  const { run, stage, ask, stopped } = call;
  const askers = run.askersOf(stage.name);
  const trails = new Map<Asker, Trail>();
  const outcomeOf = () => [...trails].map(([asker, trail]) => ({ asker, trail }));
  // What was answered before is paid for: those who have answered come first, and all but the last of them had failed.
  const before = await answeredBefore(call, askers);
  const sent = new Set<Asker>();
  const nextOf = () => before.shift() ?? askers.find((asker) => !sent.has(asker) && !run.givenUp.has(asker));
  let next = nextOf() ?? askers.at(-1);
  for (;;) {
    const asker = next;
    if (asker === undefined) throw new TypeError("a stage needs somebody to ask");
    const trail: Trail = { keys: [], completions: [], continued: 0, replay: before.length > 0 };
    trails.set(asker, trail);
    if (!trail.replay) sent.add(asker);
    try {
      return { answer: await attempt(call, asker, trail), author: authorOf(asker.client), trails: outcomeOf() };
    } catch (error) {
      next = nextOf();
      if (error instanceof NotStored && next !== undefined) continue;
      if (stopped.aborted || next === undefined || !mayPass(error)) {
        const keys = outcomeOf().flatMap(({ trail }) => trail.keys);
        // Not where it is another call's failure that ends this one.
        if (error instanceof StageError && error.label === ask.label) run.options.journal?.rejected(keys);
        throw error;
      }
      const lasting = error instanceof LLMError && !isOfThisCall(error);
      if (lasting) run.givenUp.add(asker);
      const { provider, model } = next.client;
      const reason = error instanceof Error ? error.message : String(error);
      await run.tell({ type: "fallback", stage: stage.name, label: ask.label, provider, model, reason, lasting });
    }
  }
}

/** Those whose first request is answered in the journal, in order. */
async function answeredBefore(call: Call<unknown>, askers: readonly Asker[]): Promise<Asker[]> {
  const { run, stage, ask } = call;
  if (askers.length < 2 || run.options.journal === undefined) return [];
  const messages = messagesOf(stage.name, ask, run.options.templates);
  const stored: Asker[] = [];
  for (const asker of askers) if (await isStored(call, asker, messages)) stored.push(asker);
  return stored;
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
