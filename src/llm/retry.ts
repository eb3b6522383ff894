import { type Settled, withDefaults } from "./settings.ts";
import type { RetryOptions } from "./types.ts";
import type { FaultFacts } from "./fault.ts";

/** The retry settings with their defaults. */
export type RetryPolicy = Settled<RetryOptions>;

/** Fills in the defaults. */
export function retryPolicy(options?: RetryOptions): RetryPolicy {
  return withDefaults({ maxAttempts: 4, baseDelayMs: 500, maxDelayMs: 20_000, maxRetryAfterMs: 60_000 }, options);
}

/**
 * How long the server asks to wait, in milliseconds: the longest of `retry-after-ms` and `retry-after`, which is
 * seconds or an HTTP date (RFC 9110 10.2.3). What is none of these is not looked at.
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const ms = numberOf(headers.get("retry-after-ms"));
  const text = headers.get("retry-after")?.trim().slice(0, 500) ?? "";
  const seconds = numberOf(text);
  const date = dateOf(text, now);
  const waits = [ms, seconds === undefined ? undefined : seconds * 1000, date === undefined ? undefined : date - now]
    .filter((wait) => wait !== undefined && wait >= 0);
  return waits.length === 0 ? undefined : Math.ceil(Math.max(...waits.map(Number)));
}

/** An HTTP date in any of its three forms (RFC 9110 5.6.7). */
function dateOf(text: string, now: number): number | undefined {
  const time = "(\\d\\d:\\d\\d:\\d\\d)";
  const fixed = new RegExp(`^[A-Z][a-z]{2}, (\\d\\d) ([A-Z][a-z]{2}) (\\d{4,6}) ${time} GMT$`).exec(text);
  const short = new RegExp(`^[A-Z][a-z]{5,8}, (\\d\\d)-([A-Z][a-z]{2})-(\\d\\d) ${time} GMT$`).exec(text);
  const plain = new RegExp(`^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\\d{1,2}) ${time} (\\d{4})$`).exec(text);
  const century = new Date(now).getUTCFullYear().toString().slice(0, 2);
  const parsed = fixed !== null
    ? `${fixed[1]} ${fixed[2]} ${fixed[3]} ${fixed[4]} GMT`
    : short !== null
    ? `${short[1]} ${short[2]} ${century}${short[3]} ${short[4]} GMT`
    : plain !== null
    ? `${plain[2]} ${plain[1]} ${plain[4]} ${plain[3]} GMT`
    : undefined;
  const at = parsed === undefined ? NaN : Date.parse(parsed);
  return Number.isNaN(at) ? undefined : at;
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

/**
 * The pause before the next attempt, or undefined if there is to be none.
 *
 * @param failed How many attempts failed so far, from 1.
 */
export function pauseBefore(
  { kind, retry = "never", retryAfterMs }: FaultFacts,
  failed: number,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  const most = retry === "always" ? policy.maxAttempts : retry === "once" ? Math.min(2, policy.maxAttempts) : 1;
  if (failed >= most) return undefined;
  if (retryAfterMs !== undefined) {
    // A server that asks for no pause at all (Azure's `retry-after-ms: 0`) would be hammered.
    return retryAfterMs > policy.maxRetryAfterMs ? undefined : Math.max(retryAfterMs, policy.baseDelayMs);
  }
  const throttled = kind === "rate_limit" || kind === "overloaded";
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * (throttled ? 2 : 1) * 2 ** (failed - 1));
  return Math.round(random() * ceiling);
}
