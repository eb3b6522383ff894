import assert from "node:assert/strict";
import fc from "fast-check";
import type { UsageFacts } from "../../../src/llm/provider.ts";
import { amount, mergeUsage, usageOf } from "../../../src/llm/usage.ts";

Deno.test("amount() takes numbers from 0 and nothing else", () => {
  for (const value of [0, 1, 0.25, 1e9]) assert.equal(amount(value), value);
  for (const value of [-1, NaN, Infinity, -Infinity, "7", "", null, undefined, true, [], {}, [7], 7n]) {
    assert.equal(amount(value), undefined, String(value));
  }
});

Deno.test("usageOf() brings what providers count to one meaning", () => {
  const cases: [string, UsageFacts, ReturnType<typeof usageOf>][] = [
    ["OpenAI", { input: 10, output: 5, total: 15, cached: 4, reasoning: 2 }, {
      inputTokens: 10,
      outputTokens: 5,
      totalTokens: 15,
      cachedInputTokens: 4,
      reasoningTokens: 2,
    }],
    ["xAI leaves reasoning out of the output", { input: 291, output: 26, total: 506, reasoning: 189 }, {
      inputTokens: 291,
      outputTokens: 215,
      totalTokens: 506,
      reasoningTokens: 189,
    }],
    ["Anthropic counts the cache apart", { input: 3, cacheRead: 100, cacheWrite: 20, output: 7 }, {
      inputTokens: 123,
      outputTokens: 7,
      totalTokens: 130,
      cachedInputTokens: 100,
    }],
    ["only the total", { input: 10, total: 15 }, { inputTokens: 10, outputTokens: 5, totalTokens: 15 }],
    ["a total that is too small", { input: 10, output: 5, total: 3 }, {
      inputTokens: 10,
      outputTokens: 5,
      totalTokens: 15,
    }],
    ["zeros", { input: 0, output: 0, total: 0, cached: 0, reasoning: 0 }, {
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 0,
      cachedInputTokens: 0,
      reasoningTokens: 0,
    }],
    ["the provider's own price", { input: 1, output: 1, cost: 0.002 }, {
      inputTokens: 1,
      outputTokens: 1,
      totalTokens: 2,
      costUsd: 0.002,
    }],
  ];
  for (const [name, facts, expected] of cases) assert.deepEqual(usageOf(facts, undefined), expected, name);
});

Deno.test("usageOf() leaves unknown what is not known", () => {
  const price = { inputPerMillion: 1, outputPerMillion: 2 };
  for (
    const facts of [undefined, {}, { output: 5 }, { total: 5 }, { input: 5 }, { cost: 1 }, { input: 5, cached: 1 }]
  ) {
    assert.equal(usageOf(facts, price), undefined, JSON.stringify(facts));
  }
  const usage = usageOf({ input: 1, output: 1 }, undefined);
  assert.deepEqual(Object.keys(usage ?? {}), ["inputTokens", "outputTokens", "totalTokens"]);
});

Deno.test("usageOf() makes no output of a total that is smaller than the input", () => {
  assert.equal(usageOf({ input: 10, total: 3 }, undefined), undefined);
});

Deno.test("usageOf() reckons the cost by a price table where the provider names none", () => {
  const facts = { input: 1_000_000, output: 500_000, cached: 400_000 };
  const price = { inputPerMillion: 3, outputPerMillion: 10 };
  assert.equal(usageOf(facts, price)?.costUsd, 8);
  assert.equal(usageOf(facts, { ...price, cachedInputPerMillion: 0.5 })?.costUsd, 7);
  assert.equal(usageOf(facts, { ...price, cachedInputPerMillion: 0 })?.costUsd, 6.8);
  assert.equal(usageOf({ ...facts, cost: 0.01 }, price)?.costUsd, 0.01);
  assert.equal(usageOf({ ...facts, cost: 0 }, price)?.costUsd, 0);
  assert.equal(usageOf({ ...facts, cached: 9e9 }, { ...price, cachedInputPerMillion: 0 })?.costUsd, 5);
  assert.equal(
    usageOf({ input: 0, cacheRead: 1_000_000, output: 0 }, { ...price, cachedInputPerMillion: 1 })?.costUsd,
    1,
  );
});

Deno.test("mergeUsage() replaces earlier values by later ones, and forgets nothing for an unknown one", () => {
  assert.equal(mergeUsage(undefined, undefined), undefined);
  assert.deepEqual(mergeUsage(undefined, { input: 1 }), { input: 1 });
  assert.deepEqual(mergeUsage({ input: 1 }, undefined), { input: 1 });
  assert.deepEqual(mergeUsage({ input: 10, output: 1 }, { input: undefined, output: 50 }), { input: 10, output: 50 });
  assert.deepEqual(mergeUsage({ input: 10, output: 50 }, { output: 0 }), { input: 10, output: 0 });
});

Deno.test("usageOf() gives finite numbers that add up, whatever a server counts", () => {
  const count = fc.option(fc.double({ noNaN: true, min: 0, max: 1e15 }), { nil: undefined });
  const facts = fc.record({
    input: count,
    output: count,
    total: count,
    cached: count,
    cacheRead: count,
    cacheWrite: count,
    reasoning: count,
    cost: count,
  });
  fc.assert(
    fc.property(facts, (facts) => {
      const usage = usageOf(facts, { inputPerMillion: 1, outputPerMillion: 1 });
      for (const [name, value] of Object.entries(usage ?? {})) {
        assert.ok(Number.isFinite(value) && value >= 0, `${name}: ${value}`);
      }
      if (usage !== undefined) assert.equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);
    }),
    { numRuns: 300 },
  );
});

Deno.test("usageOf() gives no count that JSON cannot write when a server's numbers overflow", () => {
  const usage = usageOf({ input: 1.7e308, cacheRead: 1.7e308, output: 1 }, undefined);
  for (const [name, value] of Object.entries(usage ?? {})) assert.ok(Number.isFinite(value), `${name}: ${value}`);
});
