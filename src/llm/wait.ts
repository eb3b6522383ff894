import type { LLMError } from "../errors.ts";
import { abortFault, errorOf, Fault } from "./fault.ts";
import type { Target } from "./target.ts";
import type { Turn } from "./types.ts";
import { Watch } from "./watch.ts";

/**
 * Waits for a turn, within the limit of the whole call.
 *
 * @throws {LLMError} If the caller aborts, or the whole call takes too long.
 */
export async function turnFor(
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
    if (watch.fault === undefined) throw error;
    const { facts } = watch.fault;
    const waited = new Fault({ ...facts, what: `${facts.what} while it waited for its turn (limits of rate)` });
    throw errorOf(facts.kind === "timeout" ? waited : watch.fault, { provider, model, attempts }, redact);
  } finally {
    watch.close();
  }
}

/**
 * Waits between two attempts; an abort wakes it at once.
 *
 * @throws {LLMError} If the caller aborts.
 */
export function sleep(
  ms: number,
  { provider, model, redact }: Target,
  caller: AbortSignal | undefined,
  attempts: number,
): Promise<void> {
  const aborted = (): LLMError => errorOf(abortFault(caller?.reason), { provider, model, attempts }, redact);
  return new Promise((resolve, reject) => {
    if (caller?.aborted === true) return reject(aborted());
    const timer = setTimeout(() => {
      caller?.removeEventListener("abort", wake);
      resolve();
    }, Math.min(ms, 2 ** 31 - 1));
    const wake = () => {
      clearTimeout(timer);
      reject(aborted());
    };
    caller?.addEventListener("abort", wake, { once: true });
  });
}
