import assert from "node:assert/strict";
import fc from "fast-check";
import { createLimiter } from "../../../src/llm/limiter.ts";
import { FakeClock } from "./fake_clock.ts";
import { Calls } from "./limited_calls.ts";

const NOON = Date.UTC(2026, 10, 22, 12);

/** How long a call of so many tokens waits after an answer with these headers. */
async function waitAfter(headers: Record<string, string>, tokens = 100): Promise<number | undefined> {
  using clock = new FakeClock(NOON);
  const calls = new Calls(createLimiter(), clock);
  calls.limiter.learn(new Headers(headers));
  calls.ask(tokens);
  await clock.pass(600_000);
  assert.equal(clock.timers, 0);
  return calls.startedAt[0];
}

/** Headers in OpenAI's form. */
function openai(kind: "requests" | "tokens", remaining: string, reset: string): Record<string, string> {
  return { [`x-ratelimit-remaining-${kind}`]: remaining, [`x-ratelimit-reset-${kind}`]: reset };
}

function anthropic(kind: "requests" | "tokens", remaining: string, reset: string): Record<string, string> {
  return { [`anthropic-ratelimit-${kind}-remaining`]: remaining, [`anthropic-ratelimit-${kind}-reset`]: reset };
}

Deno.test("learn() reads every recorded form of a reset, and believes a minute at most", async () => {
  const cases: [string, number][] = [
    ["2ms", 2],
    ["1.5s", 1500],
    ["59s", 59_000],
    ["1m0s", 60_000],
    ["6m0s", 60_000],
    ["2m59.56s", 60_000],
    ["1h2m3s", 60_000],
    ["1s500ms", 1500],
    ["0s", 0],
    ["1", 1000],
    ["12.25", 12_250],
    ["0", 0],
    ["1741305600000", 60_000],
    ["2026-11-22T12:00:30Z", 30_000],
    ["2026-11-22T12:00:30.5Z", 30_500],
    ["2026-11-22T13:00:30+01:00", 30_000],
    ["2026-11-22T11:59:00Z", 0],
    ["2027-01-01T00:00:00Z", 60_000],
  ];
  for (const [reset, expected] of cases) {
    for (const kind of ["requests", "tokens"] as const) {
      assert.equal(await waitAfter(openai(kind, "0", reset)), expected, `x-ratelimit ${kind} ${reset}`);
      assert.equal(await waitAfter(anthropic(kind, "0", reset)), expected, `anthropic ${kind} ${reset}`);
    }
  }
});

Deno.test("learn() reads Mistral's limits of a minute", async () => {
  assert.equal(await waitAfter({ "x-ratelimit-remaining-req-minute": "0" }), 60_000);
  assert.equal(await waitAfter({ "x-ratelimit-remaining-tokens-minute": "99" }), 60_000);
  assert.equal(await waitAfter({ "x-ratelimit-remaining-tokens-minute": "100" }), 0);
});

Deno.test("learn() lets start what is left", async () => {
  assert.equal(await waitAfter(openai("requests", "1", "30s")), 0);
  assert.equal(await waitAfter(openai("tokens", "100", "30s"), 100), 0);
  assert.equal(await waitAfter(openai("tokens", "100", "30s"), 101), 30_000);
  assert.equal(await waitAfter({ ...openai("requests", "0", "10s"), ...openai("tokens", "0", "20s") }), 20_000);
});

Deno.test("learn() does not look at what it cannot read", async () => {
  for (const reset of ["", "soon", "-1", "-5s", "1d", "5 s", "1m x", "NaN", "Infinity", "2026-99-99T99:99:99Z"]) {
    assert.equal(await waitAfter(openai("requests", "0", reset)), 0, reset);
  }
  for (const remaining of ["", "-1", "none", "0.5", "1e3", "Infinity", "0x0"]) {
    assert.equal(await waitAfter(openai("requests", remaining, "30s")), 0, remaining);
  }
  assert.equal(await waitAfter({ "x-ratelimit-remaining-requests": "0" }), 0, "no reset");
  assert.equal(await waitAfter({ "x-ratelimit-limit-requests": "1", "retry-after": "30" }), 0);
});

Deno.test("learn() throws at no header, and never makes anybody wait for more than a minute", async () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789.-:TZhms ex"), maxLength: 12 });
  await fc.assert(fc.asyncProperty(text, text, async (remaining, reset) => {
    for (const headers of [openai("requests", remaining, reset), anthropic("tokens", remaining, reset)]) {
      const waited = await waitAfter(headers);
      assert.ok(waited !== undefined && waited <= 60_000, `${waited}`);
    }
  }));
});

Deno.test("learn() counts the calls that start after it, and starts all again when the time is over", async () => {
  using clock = new FakeClock(NOON);
  const calls = new Calls(createLimiter(), clock);
  calls.limiter.learn(new Headers(openai("requests", "2", "30s")));
  calls.ask(1, 1, 1, 1, 1);
  await clock.pass(29_999);
  assert.deepEqual(calls.startedAt, [0, 0]);
  await clock.pass(1);
  assert.deepEqual(calls.startedAt, [0, 0, 30_000, 30_000, 30_000]);
  assert.equal(clock.timers, 0);
});

Deno.test("learn() lets the newest answer count: who waits starts when better news has come", async () => {
  using clock = new FakeClock(NOON);
  const calls = new Calls(createLimiter({ inFlight: 2 }), clock);
  calls.ask(1);
  await clock.pass(0);
  calls.limiter.learn(new Headers(openai("requests", "0", "50s")));
  calls.ask(1);
  await clock.pass(1000);
  assert.deepEqual(calls.startedAt, [0]);
  calls.limiter.learn(new Headers(openai("requests", "10", "50s")));
  calls.end(0);
  await clock.pass(600_000);
  assert.deepEqual(calls.startedAt, [0, 1000]);
  assert.equal(clock.timers, 0);
});
