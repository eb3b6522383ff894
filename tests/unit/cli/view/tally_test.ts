import assert from "node:assert/strict";
import { Tally } from "../../../../src/cli/view/tally.ts";
import type { PipelineEvent } from "../../../../src/pipeline/stage.ts";
import { answer } from "./events.ts";

type Answer = PipelineEvent & { type: "call-answer" };
const USAGE = { inputTokens: 3000, outputTokens: 1000, totalTokens: 4000 };

/** The line of some answers; an absent usage is that of a server which does not count. */
function lineOf(...facts: Partial<Answer>[]): string | undefined {
  const tally = new Tally();
  for (const fact of facts) {
    const { usage, ...whole } = answer("phase 1", fact) as Answer;
    tally.add(
      "usage" in fact && fact.usage === undefined ? whole : { ...whole, ...(usage === undefined ? {} : { usage }) },
    );
  }
  return tally.line();
}

Deno.test("Tally: a run that asked only the embedded planner has no cost line", () => {
  assert.equal(lineOf(), undefined);
  assert.equal(lineOf({ provider: "offline", model: "offline" }), undefined);
});

Deno.test("Tally: calls, tokens and cost are in one line", () => {
  const priced = { usage: { ...USAGE, costUsd: 0.0104 } };
  assert.equal(lineOf(priced, priced, priced), "calls: 3, 9,000 tokens in, 3,000 out, cost $0.0312");
});

Deno.test("Tally: a cost that is not known of all calls is told as such", () => {
  const unpriced = { usage: USAGE };
  const priced = { usage: { ...USAGE, costUsd: 0.03 } };
  assert.equal(lineOf(unpriced, unpriced), "calls: 2, 6,000 tokens in, 2,000 out, cost unknown");
  assert.equal(lineOf(unpriced, priced), "calls: 2, 6,000 tokens in, 2,000 out, cost at least $0.0300");
  assert.equal(lineOf({ usage: { ...USAGE, costUsd: 0 } }), "calls: 1, 3,000 tokens in, 1,000 out, cost $0");
});

Deno.test("Tally: tokens that nobody counted are told as such", () => {
  const uncounted = { usage: undefined } as unknown as Partial<Answer>;
  assert.equal(lineOf(uncounted), "calls: 1, tokens unknown, cost unknown");
  assert.equal(lineOf(uncounted, { usage: USAGE }), "calls: 2, at least 3,000 tokens in, 1,000 out, cost unknown");
});

Deno.test("Tally: stored answers count, and what they cost was paid before", () => {
  const priced = { usage: { ...USAGE, costUsd: 0.01 } };
  assert.equal(
    lineOf(priced, { ...priced, stored: true }),
    "calls: 2 (1 stored), 6,000 tokens in, 2,000 out, cost $0.0200 ($0.0100 of it paid by an earlier run)",
  );
  assert.equal(
    lineOf({ usage: USAGE }, { usage: USAGE, stored: true }),
    "calls: 2 (1 stored), 6,000 tokens in, 2,000 out, cost unknown",
  );
});
