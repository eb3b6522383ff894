import assert from "node:assert/strict";
import fc from "fast-check";
import { createLimiter } from "../../../src/llm/limiter.ts";
import type { RateOptions } from "../../../src/llm/types.ts";
import { FakeClock } from "./fake_clock.ts";
import { Calls } from "./limited_calls.ts";

/** Runs a test on a clock of its own; no timer may be left. */
async function timed(rate: RateOptions, run: (calls: Calls, clock: FakeClock) => Promise<void>): Promise<void> {
  using clock = new FakeClock();
  const calls = new Calls(createLimiter(rate), clock);
  await run(calls, clock);
  assert.equal(clock.timers, 0, "timers are left");
}

Deno.test("createLimiter() keeps to the requests in flight, and starts them in order", () =>
  timed({ inFlight: 2 }, async (calls, clock) => {
    calls.ask(1, 1, 1, 1);
    await clock.pass(0);
    assert.deepEqual(calls.started, [0, 1]);
    calls.end(1);
    await clock.pass(0);
    assert.deepEqual(calls.started, [0, 1, 2]);
    calls.end(0);
    calls.end(2);
    await clock.pass(0);
    assert.deepEqual(calls.started, [0, 1, 2, 3]);
    assert.equal(clock.now, 0);
  }));

Deno.test("createLimiter() allows 16 in flight when nothing is said", () =>
  timed({}, async (calls, clock) => {
    calls.ask(...Array(20).fill(1_000_000));
    await clock.pass(600_000);
    assert.equal(calls.started.length, 16);
  }));

Deno.test("createLimiter() gives a turn back once, however often it is released", () =>
  timed({ inFlight: 1 }, async (calls, clock) => {
    calls.ask(1, 1, 1);
    await clock.pass(0);
    calls.end(0);
    calls.end(0);
    calls.end(0);
    await clock.pass(0);
    assert.deepEqual(calls.started, [0, 1]);
  }));

Deno.test("createLimiter() keeps to the requests of any 60 seconds", () =>
  timed({ requestsPerMinute: 3 }, async (calls, clock) => {
    calls.ask(1);
    await clock.pass(10_000);
    calls.ask(1, 1, 1, 1);
    await clock.pass(0);
    assert.deepEqual(calls.startedAt, [0, 10_000, 10_000]);
    calls.endAll();
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [0, 10_000, 10_000, 60_000, 70_000]);
  }));

Deno.test("createLimiter() keeps to the tokens of any 60 seconds", () =>
  timed({ tokensPerMinute: 100 }, async (calls, clock) => {
    calls.ask(60, 40, 1, 50);
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [0, 0, 60_000, 60_000]);
  }));

Deno.test("createLimiter() counts what a call really took, once that is known", () =>
  timed({ tokensPerMinute: 100 }, async (calls, clock) => {
    calls.ask(90, 50);
    await clock.pass(1000);
    assert.deepEqual(calls.startedAt, [0]);
    calls.end(0, 20);
    await clock.pass(0);
    assert.deepEqual(calls.startedAt, [0, 1000], "less than was thought");
    calls.end(1, 5000);
    calls.ask(1);
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [0, 1000, 61_000], "more than was thought");
  }));

Deno.test("createLimiter() starts a call that is larger than the whole limit, alone", () =>
  timed({ tokensPerMinute: 100 }, async (calls, clock) => {
    calls.ask(1000);
    await clock.pass(0);
    calls.ask(1, 1000, 1);
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [0, 60_000, 120_000, 180_000]);
  }));

Deno.test("createLimiter() takes a limit below one a minute for a limit", () =>
  timed({ requestsPerMinute: 0.5 }, async (calls, clock) => {
    calls.ask(1, 1);
    await clock.pass(0);
    assert.deepEqual(calls.started, [0]);
    await clock.pass(600_000);
  }));

Deno.test("createLimiter() starts nothing while it is paused", () =>
  timed({}, async (calls, clock) => {
    calls.limiter.pause(5000);
    calls.ask(1, 1);
    await clock.pass(4999);
    assert.deepEqual(calls.started, []);
    await clock.pass(1);
    assert.deepEqual(calls.started, [0, 1]);
    calls.limiter.pause(5000);
    calls.limiter.pause(1);
    calls.limiter.pause(0);
    calls.ask(1);
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [5000, 5000, 10_000], "a shorter pause takes nothing from a longer one");
  }));

Deno.test("createLimiter() lets a pause hold those who wait already", () =>
  timed({ requestsPerMinute: 1 }, async (calls, clock) => {
    calls.ask(1, 1);
    await clock.pass(55_000);
    calls.limiter.pause(20_000);
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [0, 75_000]);
  }));

Deno.test("createLimiter() believes no pause beyond a minute", () =>
  timed({}, async (calls, clock) => {
    for (const ms of [1e9, Infinity]) {
      const before = clock.now;
      calls.limiter.pause(ms);
      calls.ask(1);
      await clock.pass(600_000);
      assert.equal((calls.startedAt.at(-1) ?? 0) - before, 60_000);
    }
  }));

Deno.test("createLimiter() lets a call go that is aborted while it waits, and the others take its place", () =>
  timed({ requestsPerMinute: 1 }, async (calls, clock) => {
    const stop = new AbortController();
    calls.ask(1);
    const left = calls.limiter.acquire(1, stop.signal);
    calls.ask(1);
    await clock.pass(1000);
    assert.equal(clock.timers, 1);
    const reason = new Error("stop");
    stop.abort(reason);
    await assert.rejects(left, (error) => error === reason);
    await clock.pass(600_000);
    assert.deepEqual(calls.startedAt, [0, 60_000]);
  }));

Deno.test("createLimiter() leaves no timer when the last one who waits is aborted", () =>
  timed({ tokensPerMinute: 1 }, async (calls, clock) => {
    const stops = [new AbortController(), new AbortController()];
    calls.ask(5);
    const waiting = stops.map(({ signal }) => assert.rejects(calls.limiter.acquire(5, signal), { name: "AbortError" }));
    await clock.pass(10);
    for (const stop of stops) stop.abort();
    await Promise.all(waiting);
    assert.equal(clock.timers, 0);
  }));

Deno.test("createLimiter() refuses at once who is aborted before, and takes nothing back from who has started", () =>
  timed({ inFlight: 1 }, async (calls, clock) => {
    await assert.rejects(calls.limiter.acquire(1, AbortSignal.abort(new Error("before"))), { message: "before" });
    const stop = new AbortController();
    const turn = await calls.limiter.acquire(1, stop.signal);
    stop.abort();
    calls.ask(1);
    await clock.pass(0);
    assert.deepEqual(calls.started, [], "the turn is still taken");
    turn.release();
    await clock.pass(0);
    assert.deepEqual(calls.started, [0]);
  }));

Deno.test("createLimiter() keeps every limit and starts every call in order, whatever comes", async () => {
  const call = fc.record({ tokens: fc.nat(120), wait: fc.nat(30_000), takes: fc.nat(90_000) });
  const limits = fc.record({
    inFlight: fc.integer({ min: 1, max: 3 }),
    requestsPerMinute: fc.integer({ min: 1, max: 5 }),
    tokensPerMinute: fc.integer({ min: 1, max: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(
      limits,
      fc.array(call, { minLength: 1, maxLength: 25 }),
      (rate, plan) =>
        timed(rate, async (calls, clock) => {
          for (const { tokens, wait, takes } of plan) {
            await clock.pass(wait);
            calls.askFor(tokens, takes);
          }
          await clock.pass(plan.length * 200_000);
          assert.deepEqual(calls.started, plan.map((_, at) => at));
          assert.ok(calls.mostInFlight <= rate.inFlight);
          for (const [at, from] of calls.startedAt.entries()) {
            const before = calls.startedAt.flatMap((time, index) => index < at && time > from - 60_000 ? [index] : []);
            assert.ok(before.length < rate.requestsPerMinute, "requests a minute");
            const spent = before.reduce((sum, index) => sum + (plan[index]?.tokens ?? 0), 0);
            assert.ok(spent === 0 || spent + (plan[at]?.tokens ?? 0) <= rate.tokensPerMinute, "tokens a minute");
          }
        }),
    ),
    { numRuns: 60 },
  );
});
