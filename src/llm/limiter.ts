import { checkNumbers, withDefaults } from "./settings.ts";
import type { Limiter, RateOptions, Turn } from "./types.ts";

/** Limits of requests and tokens hold for any 60 seconds. */
const MINUTE = 60_000;
/** What a provider's headers say is believed for so long at most. */
const MOST_PAUSE = 60_000;

/** What the headers of the last answers said: how much is left until when. */
interface Allowance {
  remaining: number;
  /** How much there is in all; unknown: Infinity. */
  limit: number;
  learnedAt: number;
  /** When all of it is there again. */
  resetAt: number;
}

/** A request that counts against the limits of a minute. */
interface Spent {
  at: number;
  tokens: number;
}

/**
 * Makes a limiter: requests in flight, requests and tokens a minute. It also learns from the rate-limit headers of
 * OpenAI, Anthropic, Mistral and those like them, and waits before the server has to say 429. Share one between the
 * clients of one provider by `ClientOptions.limiter`.
 *
 * @example
 * ```ts
 * import { createLimiter } from "@devussy/devussy";
 * const limiter = createLimiter({ inFlight: 2, requestsPerMinute: 60 });
 * const turn = await limiter.acquire(100, new AbortController().signal);
 * turn.release();
 * ```
 */
export function createLimiter(rate?: RateOptions): Limiter {
  const { requestsPerMinute, tokensPerMinute } = rate ?? {};
  const { inFlight } = withDefaults({ inFlight: 16 }, rate);
  checkNumbers("rate", { inFlight }, 1);
  checkNumbers("rate", { requestsPerMinute: requestsPerMinute ?? 1, tokensPerMinute: tokensPerMinute ?? 1 }, 0);
  const waiting: { tokens: number; start: () => void }[] = [];
  const learned: { requests?: Allowance; tokens?: Allowance } = {};
  let spent: Spent[] = [];
  let running = 0;
  let pausedUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** How long a call of so many tokens must still wait; 0: it may start; undefined: until another one ends. */
  function delay(tokens: number): number | undefined {
    if (running >= inFlight) return undefined;
    const now = performance.now();
    spent = spent.filter(({ at }) => at > now - MINUTE);
    return Math.max(
      pausedUntil - now,
      leftOf(learned.requests, 1, now),
      leftOf(learned.tokens, tokens, now),
      requestsPerMinute === undefined ? 0 : until(spent, () => 1, Math.max(requestsPerMinute, 1) - 1, now),
      // A call larger than the whole limit must start some time.
      tokensPerMinute === undefined ? 0 : until(spent, (one) => one.tokens, Math.max(tokensPerMinute - tokens, 0), now),
      0,
    );
  }

  /** Starts who may start, in order; sets the clock for who is next. */
  function next(): void {
    clearTimeout(timer);
    timer = undefined;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const ms = delay(first.tokens);
      if (ms === undefined) return;
      if (ms > 0) {
        timer = setTimeout(next, Math.ceil(ms));
        return;
      }
      waiting.shift();
      first.start();
    }
  }

  function begin(tokens: number): Turn {
    const one: Spent = { at: performance.now(), tokens };
    spent.push(one);
    running++;
    if (learned.requests !== undefined) learned.requests.remaining--;
    if (learned.tokens !== undefined) learned.tokens.remaining -= tokens;
    let given = false;
    return {
      release(real) {
        if (given) return;
        given = true;
        running--;
        if (real !== undefined) one.tokens = real;
        next();
      },
    };
  }

  return {
    acquire(tokens, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const entry = {
          tokens,
          start() {
            signal.removeEventListener("abort", leave);
            resolve(begin(tokens));
          },
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
          next();
        };
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(entry);
        next();
      });
    },
    learn(headers) {
      const now = performance.now();
      for (const kind of ["requests", "tokens"] as const) {
        const said = allowanceOf(headers, kind, now);
        if (said !== undefined) learned[kind] = said;
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, performance.now() + Math.min(ms, MOST_PAUSE));
    },
  };
}

/** How long until so much is allowed again. */
function leftOf(allowance: Allowance | undefined, wanted: number, now: number): number {
  if (allowance === undefined || allowance.remaining >= wanted) return 0;
  const { remaining, limit, learnedAt, resetAt } = allowance;
  // What is spent comes back little by little: half of it after half the time.
  const share = limit === Infinity ? 1 : Math.min((wanted - remaining) / (limit - remaining), 1);
  return Math.max(learnedAt + (resetAt - learnedAt) * share - now, 0);
}

/** How long until the spending of the last minute is down to `most`. */
function until(spent: readonly Spent[], weigh: (one: Spent) => number, most: number, now: number): number {
  let sum = spent.reduce((total, one) => total + weigh(one), 0);
  for (const one of spent) {
    if (sum <= most) return 0;
    sum -= weigh(one);
    if (sum <= most) return one.at + MINUTE - now;
  }
  return 0;
}

/** The rate-limit headers of one kind, in any of the recorded forms (WIRE.md 1.4). */
function allowanceOf(headers: Headers, kind: "requests" | "tokens", now: number): Allowance | undefined {
  const short = kind === "requests" ? "req" : "tokens";
  const names: [string, string | undefined, string][] = [
    [`x-ratelimit-remaining-${kind}`, `x-ratelimit-reset-${kind}`, `x-ratelimit-limit-${kind}`],
    [
      `anthropic-ratelimit-${kind}-remaining`,
      `anthropic-ratelimit-${kind}-reset`,
      `anthropic-ratelimit-${kind}-limit`,
    ],
    [`x-ratelimit-remaining-${short}-minute`, undefined, ""],
  ];
  for (const [remaining, reset, limit] of names) {
    const text = headers.get(remaining)?.trim() ?? "";
    if (!/^\d+$/.test(text)) continue;
    const wait = reset === undefined ? MINUTE : durationOf(headers.get(reset)?.trim() ?? "");
    if (wait === undefined) continue;
    const most = limit === "" ? NaN : Number(headers.get(limit) ?? NaN);
    return {
      remaining: Number(text),
      limit: most > Number(text) ? most : Infinity,
      learnedAt: now,
      resetAt: now + Math.min(wait, MOST_PAUSE),
    };
  }
  return undefined;
}

/** `6m0s`, `2ms`, `1.5` (seconds) or a date (RFC 3339), in milliseconds from now. */
function durationOf(text: string): number | undefined {
  if (text.length > 40) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : Math.max(at - Date.now(), 0);
  }
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) return undefined;
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0), 0);
}
