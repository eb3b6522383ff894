import assert from "node:assert/strict";
import { counted, elapsed, grouped } from "../../../../src/cli/view/numbers.ts";
import { dollars } from "../../../../src/llm/dollars.ts";
import { Pace } from "../../../../src/cli/view/pace.ts";
import { Valve } from "../../../../src/cli/view/valve.ts";

Deno.test("numbers are written for people", () => {
  assert.deepEqual([0, 999, 1000, 12_400, 1_234_567].map(grouped), ["0", "999", "1,000", "12,400", "1,234,567"]);
  assert.deepEqual([counted(1, "error"), counted(0, "error"), counted(2000, "token")], [
    "1 error",
    "0 errors",
    "2,000 tokens",
  ]);
  assert.deepEqual([0, 0.00001, 0.0312, 0.99996, 1, 1234.5].map(dollars), [
    "$0",
    "under $0.0001",
    "$0.0312",
    "$1.0000",
    "$1.00",
    "$1,234.50",
  ]);
  assert.deepEqual([-5, 999, 41_900, 60_000, 200_000, 3_900_000].map(elapsed), [
    "0 s",
    "0 s",
    "41 s",
    "1 min 0 s",
    "3 min 20 s",
    "1 h 5 min",
  ]);
});

Deno.test("Pace: the rate is that of the last seconds", () => {
  const pace = new Pace();
  assert.equal(pace.rate(0), undefined);
  for (let at = 0; at <= 20_000; at += 50) pace.note(at < 10_000 ? at : 10_000 + (at - 10_000) / 10, at);
  assert.equal(pace.rate(20_000), 100);
  assert.equal(pace.rate(40_000), 0, "an answer that has stopped has no rate");
  const seldom = new Pace();
  for (const [at, chars] of [[0, 0], [6000, 600], [11_000, 1600]] as const) seldom.note(chars, at);
  assert.equal(seldom.rate(11_000), 200);
});

Deno.test("Pace: an answer that begins anew has a rate of its own", () => {
  const pace = new Pace();
  pace.note(0, 0);
  pace.note(5000, 1000);
  pace.note(10, 2000);
  assert.equal(pace.rate(2500), undefined);
  pace.note(110, 4000);
  assert.equal(pace.rate(4000), 50);
});

Deno.test("Valve: some pass at once, then so many a second; the others are counted", () => {
  const valve = new Valve(3, 1);
  assert.deepEqual([0, 0, 0, 0, 0].map((now) => valve.opens(now)), [true, true, true, false, false]);
  assert.equal(valve.takeHeld(), 2);
  assert.equal(valve.takeHeld(), 0);
  assert.deepEqual([500, 1000, 1500, 2000].map((now) => valve.opens(now)), [false, true, false, true]);
  let passed = 0;
  for (let now = 10_000; now < 70_000; now += 10) if (valve.opens(now)) passed++;
  assert.ok(passed <= 63, `${passed} in a minute`);
});
