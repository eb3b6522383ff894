import type { LLMError } from "../errors.ts";
import { oneLine } from "../text.ts";
import { Answer } from "./answer.ts";
import { errorOf, Fault } from "./fault.ts";
import { httpFault, requestIdOf } from "./http_fault.ts";
import { readReply } from "./reply.ts";
import { buildBody, estimateTokens } from "./request.ts";
import { pauseBefore } from "./retry.ts";
import { send } from "./send.ts";
import type { Target } from "./target.ts";
import type { GenerateOptions, Message, StreamEvent, Turn } from "./types.ts";
import { abortFacts, Watch } from "./watch.ts";

/**
 * One call of a model: sends the request, reads the answer, and tries again where that may help.
 *
 * @param startOver Whether an answer may begin anew after some of its text came: only where nobody has seen that text.
 * @throws {LLMError}
 */
export async function* callModel(
  target: Target,
  messages: readonly Message[],
  options: GenerateOptions,
  startOver: boolean,
): AsyncGenerator<StreamEvent> {
  const { provider, model, timeouts, retry, remedies } = target;
  // The clock of the whole call starts with its first turn: waiting in line is not the provider's doing.
  let endsAt = Infinity;
  let attempts = 0;
  for (let failed = 0;;) {
    const { body, warnings } = buildBody(target, messages, options);
    const json = JSON.stringify(body);
    const turn = await turnFor(target, estimateTokens(json, options.maxTokens), options.signal, endsAt, attempts);
    if (endsAt === Infinity) endsAt = performance.now() + timeouts.totalMs;
    attempts++;
    let shown = false;
    let tokens: number | undefined;
    const watch = new Watch(timeouts, endsAt, options.signal);
    const answer = new Answer(target.context);
    let again: Extract<StreamEvent, { type: "retry" }>;
    try {
      for await (const event of exchange(target, json, watch, answer)) {
        if (event.type === "finish") {
          const { completion } = event;
          tokens = completion.usage?.totalTokens;
          completion.attempts = attempts;
          completion.warnings.unshift(...target.warnings, ...warnings);
        }
        shown ||= event.type === "text";
        yield event;
      }
      return;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { facts } = error;
      const failWith = () =>
        errorOf(error, { provider, model, attempts, partial: target.redactText(answer.partial) }, target.redact);
      const mayAgain = startOver || !shown;
      const healed = mayAgain && remedies.learn(facts, body) &&
        JSON.stringify(buildBody(target, messages, options).body) !== json;
      if (healed) continue;
      const ms = mayAgain ? pauseBefore(facts, ++failed, retry, target.random) : undefined;
      if (ms === undefined || performance.now() + ms >= endsAt) throw failWith();
      if (facts.retryAfterMs !== undefined) target.limiter.pause(ms);
      again = { type: "retry", attempt: attempts + 1, delayMs: ms, reason: target.redact(oneLine(facts.what)) };
    } finally {
      watch.close();
      turn.release(tokens);
    }
    yield again;
    await sleep(again.delayMs, options.signal, () => abortError(target, attempts, options.signal));
  }
}

/** One request and its answer. */
async function* exchange(target: Target, body: string, watch: Watch, answer: Answer): AsyncGenerator<StreamEvent> {
  const { url, headers, protocol, limits, limiter } = target;
  if (watch.fault !== undefined) throw watch.fault;
  const response = await send({ url, headers: new Headers(headers), body }, watch, target.fetch);
  limiter.learn(response.headers);
  if (!response.ok) throw await httpFault(response, target, watch);
  const requestId = requestIdOf(response.headers);
  try {
    yield* readReply(response, { protocol, watch, limits }, answer);
  } catch (error) {
    // What broke after the answer had ended took nothing away from it.
    if (!(error instanceof Fault) || error.facts.kind !== "incomplete_stream" || !answer.finished) {
      answer.flush();
      throw withRequestId(error, requestId);
    }
  }
  const rest = answer.flush();
  let completion;
  try {
    completion = answer.completion(requestId);
  } catch (error) {
    throw withRequestId(error, requestId);
  }
  yield* rest;
  yield { type: "finish", completion: { ...completion, attempts: 1 } };
}

function withRequestId(error: unknown, requestId: string | undefined): unknown {
  return error instanceof Fault && requestId !== undefined ? new Fault({ requestId, ...error.facts }) : error;
}

/** Waits for a turn, within the limit of the whole call. */
async function turnFor(
  { provider, model, redact, timeouts, limiter }: Target,
  tokens: number,
  caller: AbortSignal | undefined,
  endsAt: number,
  attempts: number,
): Promise<Turn> {
  const watch = new Watch({ ...timeouts, firstByteMs: Infinity }, endsAt, caller);
  try {
    watch.wait();
    return await limiter.acquire(tokens, watch.signal);
  } catch (error) {
    throw watch.fault === undefined ? error : errorOf(watch.fault, { provider, model, attempts }, redact);
  } finally {
    watch.close();
  }
}

function abortError({ provider, model, redact }: Target, attempts: number, signal: AbortSignal | undefined): LLMError {
  return errorOf(new Fault(abortFacts(signal?.reason)), { provider, model, attempts }, redact);
}

/** Waits; an abort wakes it at once. */
function sleep(ms: number, signal: AbortSignal | undefined, aborted: () => LLMError): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(aborted());
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", wake);
      resolve();
    }, Math.min(ms, 2 ** 31 - 1));
    const wake = () => {
      clearTimeout(timer);
      reject(aborted());
    };
    signal?.addEventListener("abort", wake, { once: true });
  });
}
