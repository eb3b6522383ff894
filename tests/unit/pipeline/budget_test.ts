import assert from "node:assert/strict";
import fc from "fast-check";
import { BudgetError } from "../../../src/errors.ts";
import { Budget } from "../../../src/pipeline/budget.ts";

const PRICE = { inputPerMillion: 1, outputPerMillion: 10 };
const usage = (inputTokens: number, outputTokens: number, costUsd?: number) => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
  ...(costUsd === undefined ? {} : { costUsd }),
});

Deno.test("Budget gives what was set aside back when a call took less", async () => {
  const budget = new Budget({ maxTokens: 5_000 });
  const first = await budget.reserve(400, 4_000, undefined);
  first.settle(usage(100, 200));
  const second = await budget.reserve(400, 4_000, undefined);
  second.settle(usage(100, 4_000));
  await assert.rejects(budget.reserve(400, 4_000, undefined), (error) => {
    assert.ok(error instanceof BudgetError);
    assert.match(error.message, /the budget is 5000 tokens, 4400 are spent, and the next call may take 4100/);
    assert.match(error.hint, /--budget-tokens/);
    return true;
  });
});

Deno.test("Budget counts what earlier parts of the run cost", async () => {
  const budget = new Budget({ maxUsd: 1, spent: { usd: 0.995, tokens: 0 } });
  await assert.rejects(budget.reserve(400, 1_000, PRICE), /the budget is \$1\.00, \$0\.99|\$1\.00 are spent/);
});

Deno.test("Budget lets a call wait for those in flight before it refuses it", async () => {
  const budget = new Budget({ maxTokens: 2_000 });
  const first = await budget.reserve(0, 1_500, undefined);
  const waiting = budget.reserve(0, 1_500, undefined);
  assert.equal(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 5, "waits"))]), "waits");
  first.settle(usage(0, 100));
  (await waiting).release();
});

Deno.test("Budget takes what was set aside for what a call took where nobody says, and nothing for one that failed", async () => {
  const budget = new Budget({ maxTokens: 5_000 });
  (await budget.reserve(0, 3_000, undefined)).release();
  (await budget.reserve(0, 3_000, undefined)).settle(undefined);
  await assert.rejects(budget.reserve(0, 3_000, undefined), /3000 are spent/);
});

Deno.test("Budget never lets the sum of what is spent and set aside exceed its limit", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.record({ expected: fc.nat(500), took: fc.nat(500) }), { maxLength: 30 }),
    fc.integer({ min: 1, max: 3_000 }),
    async (calls, maxTokens) => {
      const budget = new Budget({ maxTokens });
      let spent = 0;
      for (const { expected, took } of calls) {
        const reservation = await budget.reserve(0, expected, undefined).catch((error) => error);
        if (reservation instanceof BudgetError) {
          assert.ok(spent + expected > maxTokens);
          continue;
        }
        assert.ok(spent + expected <= maxTokens);
        reservation.settle(usage(0, took));
        reservation.settle(usage(0, took));
        spent += took;
      }
    },
  ));
});
