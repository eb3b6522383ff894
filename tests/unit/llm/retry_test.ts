import assert from "node:assert/strict";
import fc from "fast-check";
import type { FaultFacts } from "../../../src/llm/fault.ts";
import { duration } from "../../../src/llm/duration.ts";
import { pauseBefore, retryAfterOf, retryPolicy } from "../../../src/llm/retry.ts";
import type { RetryOptions } from "../../../src/llm/types.ts";

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

function asked(headers: Record<string, string>): number | undefined {
  return retryAfterOf(new Headers(headers), NOW);
}

function facts(more: Partial<FaultFacts> = {}): FaultFacts {
  return { kind: "server", what: "HTTP 500", hint: "", retry: "always", ...more };
}

/** The pause with the longest jitter. */
function pause(more: Partial<FaultFacts>, failed = 1, options: RetryOptions = {}): number | undefined {
  return pauseBefore(facts(more), failed, retryPolicy(options), () => 1);
}

Deno.test("retryAfterOf() reads seconds, milliseconds and dates", () => {
  const cases: [Record<string, string>, number | undefined][] = [
    [{}, undefined],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": " 7 " }, 7000],
    [{ "retry-after": "007" }, 7000],
    [{ "retry-after": "2.5" }, 2500],
    [{ "retry-after-ms": "1500" }, 1500],
    [{ "retry-after-ms": "1500.4" }, 1501],
    [{ "retry-after": "86400" }, 86_400_000],
    [{ "retry-after": "Sun, 22 Nov 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Mon, 23 Nov 2026 12:00:00 GMT" }, 86_400_000],
    [{ "retry-after": "Sun, 22 Nov 2026 12:00:00 GMT" }, 0],
  ];
  for (const [headers, expected] of cases) assert.equal(asked(headers), expected, JSON.stringify(headers));
});

Deno.test("retryAfterOf() takes the longest when both headers are there: Azure sends 0 ms beside 1 s", () => {
  assert.equal(asked({ "retry-after-ms": "0", "retry-after": "1" }), 1000);
  assert.equal(asked({ "retry-after-ms": "2500", "retry-after": "1" }), 2500);
  assert.equal(asked({ "retry-after-ms": "junk", "retry-after": "1" }), 1000);
  assert.equal(asked({ "retry-after-ms": "20", "retry-after": "junk" }), 20);
  assert.equal(asked({ "retry-after-ms": "20", "retry-after": "Sun, 22 Nov 2026 12:00:30 GMT" }), 30_000);
});

Deno.test("retryAfterOf() does not look at what is past, negative or garbage", () => {
  for (
    const text of [
      "",
      "soon",
      "-1",
      "-0.5",
      "+5",
      "1e3",
      "0x10",
      "NaN",
      "Infinity",
      "5, 10",
      "7s",
      "1 minute",
      "2026-11-22T12:00:30Z",
      "2027",
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sun, 99 Nov 2026 99:99:99 GMT",
    ]
  ) assert.equal(asked({ "retry-after": text }), text === "2027" ? 2_027_000 : undefined, text);
});

Deno.test("retryAfterOf() takes no words with a number in them for a date", () => {
  for (const text of ["error 5000", "abc 9999", "wait 3000", "May 4000"]) {
    assert.equal(asked({ "retry-after": text }), undefined, text);
  }
});

Deno.test("retryAfterOf() reads the two old forms of an HTTP date, as RFC 9110 5.6.7 demands", () => {
  assert.equal(asked({ "retry-after": "Sun Nov 22 12:00:30 2026" }), 30_000);
  assert.equal(asked({ "retry-after": "Sunday, 22-Nov-26 12:00:30 GMT" }), 30_000);
});

Deno.test("retryAfterOf() keeps a wait that overflows long: it must not become a short one", () => {
  for (const text of ["99999999999999", "9".repeat(400), "Fri, 01 Jan 275760 00:00:00 GMT"]) {
    const wait = asked({ "retry-after": text });
    assert.ok(wait === undefined || wait > 1e12, `${text}: ${wait}`);
  }
  assert.equal(pause({ retryAfterMs: Infinity }), undefined);
  assert.equal(duration(Infinity), "years");
});

Deno.test("retryAfterOf() gives a whole number of milliseconds from 0 or nothing, whatever comes", () => {
  const headers = fc.string({ unit: "grapheme-ascii", maxLength: 30 });
  fc.assert(fc.property(headers, headers, (seconds, ms) => {
    const wait = asked({ "retry-after": seconds, "retry-after-ms": ms });
    assert.ok(wait === undefined || (wait >= 0 && Math.ceil(wait) === wait), `${wait}`);
  }));
});

Deno.test("retryPolicy() fills in what is not set, and what is set to undefined", () => {
  const defaults = { maxAttempts: 4, baseDelayMs: 500, maxDelayMs: 20_000, maxRetryAfterMs: 60_000 };
  assert.deepEqual(retryPolicy(), defaults);
  assert.deepEqual(retryPolicy({ maxAttempts: 1 }), { ...defaults, maxAttempts: 1 });
  // Callers without `exactOptionalPropertyTypes` can write this.
  const unset = { maxAttempts: undefined, baseDelayMs: undefined } as unknown as RetryOptions;
  assert.deepEqual(retryPolicy(unset), defaults);
});

Deno.test("pauseBefore() allows as many attempts as the fault and the policy do", () => {
  const attempts = (retry: FaultFacts["retry"], maxAttempts: number) => {
    let failed = 1;
    while (pause({ retry }, failed, { maxAttempts }) !== undefined) failed++;
    return failed;
  };
  for (const [retry, expected] of [["always", [1, 1, 2, 4, 9]], ["once", [1, 1, 2, 2, 2]]] as const) {
    assert.deepEqual([0, 1, 2, 4, 9].map((most) => attempts(retry, most)), expected, retry);
  }
  for (const retry of ["never", undefined] as const) assert.equal(attempts(retry, 9), 1);
});

Deno.test("pauseBefore() doubles the pause up to its limit, and begins with twice as much when throttled", () => {
  const pauses = (kind: FaultFacts["kind"]) =>
    [1, 2, 3, 4, 5, 6, 7, 50].map((failed) => pause({ kind }, failed, { maxAttempts: 99 }));
  for (const kind of ["server", "network", "timeout", "incomplete_stream"] as const) {
    assert.deepEqual(pauses(kind), [500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000], kind);
  }
  for (const kind of ["rate_limit", "overloaded"] as const) {
    assert.deepEqual(pauses(kind), [1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000], kind);
  }
});

Deno.test("pauseBefore() obeys the server exactly, but never hammers it and never waits beyond the limit", () => {
  for (const random of [() => 0, () => 0.5, () => 1]) {
    const at = (retryAfterMs: number) => pauseBefore(facts({ retryAfterMs }), 1, retryPolicy(), random);
    assert.deepEqual([0, 1, 499, 500, 501, 7000, 60_000, 60_001, 86_400_000].map(at), [
      500,
      500,
      500,
      500,
      501,
      7000,
      60_000,
      undefined,
      undefined,
    ]);
  }
  assert.equal(pause({ retryAfterMs: 30_000 }, 1, { maxDelayMs: 10 }), 30_000);
  assert.equal(pause({ retryAfterMs: 5, retry: "never" }), undefined);
  assert.equal(pause({ retryAfterMs: 5 }, 4), undefined);
});

Deno.test("pauseBefore() spreads the pauses over the whole range", () => {
  const delays = Array.from({ length: 101 }, (_, at) => pauseBefore(facts(), 3, retryPolicy(), () => at / 100) ?? -1);
  assert.deepEqual([delays[0], delays[50], delays[100]], [0, 1000, 2000]);
  assert.equal(new Set(delays).size, 101);
});

Deno.test("pauseBefore() stays within its limits for every policy", () => {
  const delay = fc.nat(100_000);
  fc.assert(
    fc.property(delay, delay, fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (
      baseDelayMs,
      maxDelayMs,
      failed,
      random,
    ) => {
      const policy = retryPolicy({ baseDelayMs, maxDelayMs, maxAttempts: 2000 });
      const ms = pauseBefore(facts(), failed, policy, () => random);
      assert.ok(ms !== undefined && ms >= 0 && ms <= maxDelayMs, `${ms}`);
    }),
  );
});

Deno.test("duration() writes times for people", () => {
  const cases: [number, string][] = [[0, "0 ms"], [999, "999 ms"], [1200, "1.2 s"], [60_000, "60 s"], [
    180_000,
    "3 min",
  ]];
  for (const [ms, expected] of [...cases, [86_400_000, "24 h"], [1e15, "years"]] as const) {
    assert.equal(duration(ms), expected);
  }
});
