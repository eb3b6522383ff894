import { oneLine } from "../text.ts";
import { Exchange } from "./exchange.ts";
import { errorOf, Fault } from "./fault.ts";
import { buildBody, estimateTokens } from "./request.ts";
import { pauseBefore } from "./retry.ts";
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
      const failWith = () => errorOf(error, { provider, model, attempts, partial: exchange.partial }, target.redact);
      const mayAgain = startOver || !shown;
      const healed = mayAgain && remedies.learn(facts, body) &&
        JSON.stringify(buildBody(target, messages, options).body) !== json;
      if (healed) continue;
      const ms = mayAgain ? pauseBefore(facts, ++failed, retry, target.random) : undefined;
      if (ms === undefined || performance.now() + ms >= endsAt) throw failWith();
      if (facts.retryAfterMs !== undefined) target.limiter.pause(ms);
      again = { type: "retry", attempt: attempts + 1, delayMs: ms, reason: target.redact(oneLine(facts.what)) };
    } finally {
      exchange.close();
      watch.close();
      turn.release(tokens);
    }
    yield again;
    await sleep(again.delayMs, target, options.signal, attempts);
  }
}
