import { LLMError, StageError } from "../errors.ts";
import { attempt, isOfThisCall, type Trail } from "./attempt.ts";
import { isStored, NotStored } from "./complete.ts";
import { authorOf } from "./author.ts";
import { mapConcurrent } from "./concurrent.ts";
import type { Call, RunContext } from "./context.ts";
import { messagesOf } from "./messages.ts";
import type { About } from "./read_answer.ts";
import type { Ask, Asker, Authored, Stage } from "./stage.ts";

/** What somebody who was asked took for a call. */
export interface Asked {
  asker: Asker;
  trail: Trail;
}

/** The calls of a stage as far as they are. */
export interface StageCalls {
  run: RunContext;
  stage: Pick<Stage<unknown>, "name">;
  about: About;
  done: number;
  calls: number;
  /** What the calls took, those that failed too, in the order of the asks. */
  asked: Asked[];
}

/** How some calls of a stage are made. */
export interface AskAllOptions<Answer> {
  /** Which failures cost only their own call, which then has no answer. */
  spare?(error: unknown): boolean;
  /** Is told each answer as it comes: what was answered before a failure is then not lost. */
  onAnswer?(at: number, answer: Authored<Answer>): void;
}

/**
 * Gets the answers to several calls of a stage, some at once. The first failure that is not spared ends the rest.
 *
 * @returns The answers in the order of the asks; absent where the failure was spared.
 */
export async function askAll<Answer>(
  asks: readonly Ask<Answer>[],
  calls: StageCalls,
  { spare = () => false, onAnswer }: AskAllOptions<Answer> = {},
): Promise<(Authored<Answer> | undefined)[]> {
  const { run, stage, about } = calls;
  const { signal, concurrency = 5, journal } = run.options;
  const asked = asks.map((): Asked[] => []);
  try {
    return await mapConcurrent([...asks.entries()], concurrency, signal, async ([at, ask], signals) => {
      const answer = await askFor({ run, stage, ask, about, ...signals }, asked[at] ?? []).catch((error): undefined => {
        if (!spare(error)) throw error;
      });
      if (answer !== undefined) onAnswer?.(at, answer);
      calls.done++;
      await run.tell({
        type: "call-finish",
        stage: stage.name,
        label: ask.label,
        done: calls.done,
        calls: calls.calls,
      });
      return answer;
      // With a journal, what is being answered is kept, and so may end: it is paid for.
    }, journal !== undefined);
  } finally {
    calls.asked.push(...asked.flat());
  }
}

/**
 * Gets the answer to one call of a stage: from the first who is asked, or, where that fails, from the next.
 *
 * @param asked Is filled on the way, so that it is known too where this fails.
 * @throws {StageError} If nobody gives an answer that can be used.
 * @throws {LLMError} If the call of the last who may be asked fails, or one fails in a way that would be the same for all.
 */
async function askFor<Answer>(call: Call<Answer>, asked: Asked[]): Promise<Authored<Answer>> {
  const { run, stage, ask, stopped } = call;
  const askers = run.askersOf(stage.name);
  // What was answered before is paid for: those who have answered come first, and all but the last of them had failed.
  const before = await answeredBefore(call, askers);
  const sent = new Set<Asker>();
  const nextOf = () => before.shift() ?? askers.find((asker) => !sent.has(asker) && !run.givenUp.has(asker));
  let next = nextOf() ?? askers.at(-1);
  for (;;) {
    const asker = next;
    if (asker === undefined) throw new TypeError("a stage needs somebody to ask");
    const trail: Trail = { keys: [], completions: [], continued: 0, replay: before.length > 0 };
    asked.push({ asker, trail });
    if (!trail.replay) sent.add(asker);
    try {
      return { answer: await attempt(call, asker, trail), author: authorOf(asker.client) };
    } catch (error) {
      next = nextOf();
      if (error instanceof NotStored && next !== undefined) continue;
      if (stopped.aborted || next === undefined || !mayPass(error)) {
        const keys = asked.flatMap(({ trail }) => trail.keys);
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
