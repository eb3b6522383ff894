import { oneLine } from "../text.ts";
import { duration } from "./duration.ts";
import { Exchange } from "./exchange.ts";
import { errorOf, Fault } from "./fault.ts";
import { buildBody, estimateTokens } from "./request.ts";
import { pauseBefore, type RetryPolicy } from "./retry.ts";
import type { Target } from "./target.ts";
import type { GenerateOptions, Message, StreamEvent } from "./types.ts";
import { sleep, turnFor } from "./wait.ts";
import { Watch } from "./watch.ts";

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
  const { provider, model, protocol, timeouts, retry, remedies } = target;
  const endsAt = performance.now() + timeouts.totalMs;
  // The caller may change them while an attempt is under way.
  const said = messages.map((message) => ({ ...message }));
  const { signal, stopSending = signal } = options;
  const waiting = signal === undefined || stopSending === undefined
    ? stopSending
    : AbortSignal.any([stopSending, signal]);
  let attempts = 0;
  let healed = 0;
  for (let failed = 0;;) {
    const { body, warnings } = buildBody(target, said, options);
    const json = JSON.stringify(body);
    const turn = await turnFor(target, estimateTokens(json, options.maxTokens), waiting, endsAt, attempts);
    attempts++;
    let shown = false;
    let tokens: number | undefined;
    const watch = new Watch(timeouts, endsAt, options.signal);
    watch.onEnd(() => turn.release(tokens));
    const exchange = new Exchange(target, watch);
    let again: Extract<StreamEvent, { type: "retry" }>;
    try {
      await exchange.open(json);
      for (let events = await exchange.next(); events !== undefined; events = await exchange.next()) {
        for (const event of events) {
          shown ||= event.type === "text";
          yield event;
        }
      }
      const { completion } = exchange;
      if (completion === undefined) throw new Error("an answer that has ended must be complete");
      tokens = completion.usage?.totalTokens;
      const told = [...target.warnings, ...warnings, ...completion.warnings];
      yield { type: "finish", completion: { ...completion, attempts, warnings: told } };
      return;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { facts } = error;
      const failWith = () =>
        errorOf(withWait(error, retry), { provider, model, attempts, partial: exchange.partial }, target.redact);
      const mayAgain = startOver || !shown;
      // Each parameter is healed once: a server that refuses every value must not be asked for ever.
      const heals = mayAgain && healed < Object.keys(protocol.remedies).length && remedies.learn(facts, body);
      if (heals && JSON.stringify(buildBody(target, said, options).body) !== json) {
        healed++;
        continue;
      }
      const ms = mayAgain ? pauseBefore(facts, ++failed, retry, target.random) : undefined;
      if (ms === undefined || performance.now() + ms >= endsAt || target.retryQuota.left < 1) throw failWith();
      target.retryQuota.left--;
      if (facts.retryAfterMs !== undefined) target.limiter.pause(ms);
      again = { type: "retry", attempt: attempts + 1, delayMs: ms, reason: target.redact(oneLine(facts.what)) };
    } finally {
      // Cancels the body and gives back the turn.
      watch.close();
    }
    yield again;
    await sleep(again.delayMs, target, waiting, attempts);
  }
}

/** Says how long the provider asks to wait, where that is longer than anybody would. */
function withWait(fault: Fault, { maxRetryAfterMs }: RetryPolicy): Fault {
  const { retryAfterMs, what } = fault.facts;
  if (retryAfterMs === undefined || retryAfterMs <= maxRetryAfterMs) return fault;
  const wait = duration(retryAfterMs);
  return new Fault({
    ...fault.facts,
    what: `${what}; it asks to wait ${wait}`,
    hint: `Ask again in ${wait}, or use another provider.`,
  });
}
