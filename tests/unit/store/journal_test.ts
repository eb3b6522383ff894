import assert from "node:assert/strict";
import type { Completion } from "../../../src/llm/types.ts";
import type { Journal } from "../../../src/pipeline/journal.ts";
import { answerOf, callOf, inFolder, spentOf, startOf, withRuns } from "./folder.ts";

const USAGE = { inputTokens: 100, outputTokens: 20, totalTokens: 120, costUsd: 0.25 };

const answers: readonly (readonly [what: string, completion: Completion])[] = [
  ["a plain answer", answerOf("a")],
  [
    "an answer with all fields",
    answerOf("a", {
      reasoning: "I think",
      refusal: "I will not",
      finish: "length",
      truncated: true,
      usage: { ...USAGE, reasoningTokens: 5, cachedInputTokens: 7 },
      model: "small-2026",
      requestId: "req_1",
      attempts: 3,
      warnings: ["one", "two"],
    }),
  ],
  ["an empty answer", answerOf("a", { text: "" })],
  ["characters of all kinds", answerOf("a", { text: "äß漢字🚀\u202e\x00\x07\x1b[31m\r\n\u2028'\"\\%_;--" })],
  ["JSON in JSON", answerOf("a", { text: JSON.stringify({ __proto__: { x: 1 }, text: '"}' }) })],
  ["4 MB", answerOf("a", { text: "Ein Satz über nichts. ".repeat(190_000) })],
];

for (const [what, completion] of answers) {
  Deno.test(`StoredRun gives ${what} back unchanged, also to the next process`, () =>
    inFolder(async (dir) => {
      await withRuns(dir, (runs) => {
        const run = runs.begin(startOf("one"));
        assert.equal(run.find("a"), undefined);
        run.asked(callOf("a"));
        assert.equal(run.find("a"), undefined);
        run.answered("a", completion, 1234.5);
        assert.deepEqual(run.find("a"), completion);
      });
      await withRuns(dir, (runs) => {
        const run: Journal = runs.begin(startOf("one"));
        assert.deepEqual(run.find("a"), completion);
        assert.equal(run.find("b"), undefined);
      });
    }));
}

Deno.test("StoredRun makes broken surrogates U+FFFD, as a file would", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      run.asked(callOf("a", { messages: [{ role: "user", content: "x\ud800" }], label: "l\udc00" }));
      run.answered("a", answerOf("a", { text: "x\ud800y", warnings: ["\udfff"] }), 1);
      assert.deepEqual(run.find("a"), answerOf("a", { text: "x\ufffdy", warnings: ["\ufffd"] }));
      assert.equal(runs.show(run.id).calls[0]?.label, "l\ufffd");
    })
  ));

Deno.test("StoredRun stores only the known fields of an answer", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      run.asked(callOf("a"));
      run.answered("a", { ...answerOf("a"), apiKey: "sk-secret" } as Completion, 1);
      assert.deepEqual(run.find("a"), answerOf("a"));
    })
  ));

Deno.test("StoredRun gives no answer that failed or was rejected, and the new one after asking again", () =>
  inFolder(async (dir) => {
    await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      for (const key of ["a", "b", "c"]) run.asked(callOf(key));
      run.failed("a", "the connection was refused");
      run.answered("b", answerOf("b", { usage: USAGE }), 1);
      run.answered("c", answerOf("c", { usage: USAGE }), 1);
      run.rejected(["b", "nobody asked this"]);
      assert.equal(run.find("a"), undefined);
      assert.equal(run.find("b"), undefined);
      assert.deepEqual(run.find("c"), answerOf("c", { usage: USAGE }));
      run.asked(callOf("b"));
      assert.equal(run.find("b"), undefined);
      run.failed("b", "late");
      run.asked(callOf("b"));
      run.answered("b", answerOf("b", { text: "better" }), 1);
      assert.equal(run.find("b")?.text, "better");
    });
    await withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      assert.equal(run.find("b")?.text, "better");
      assert.deepEqual(run.resumed, { answers: 2, labels: ["phase c", "phase b"], models: ["generic/small"] });
      // What was of no use was paid for, too.
      assert.ok(
        run.answers().filter(({ costUsd }) => costUsd !== undefined).length === 2 && spentOf(run).costUsd === 0.5,
      );
      assert.deepEqual(
        runs.show(run.id).calls.map(({ label, state, reason }) => [label, state, reason]),
        [
          ["phase a", "failed", "the connection was refused"],
          ["phase b", "rejected", undefined],
          ["phase c", "answered", undefined],
          ["phase b", "failed", "late"],
          ["phase b", "answered", undefined],
        ],
      );
    });
  }));

Deno.test("StoredRun keeps an answer that a late failure comes after", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      run.asked(callOf("a"));
      run.answered("a", answerOf("a"), 1);
      run.failed("a", "the process was asked to stop");
      assert.deepEqual(run.find("a"), answerOf("a"));
    })
  ));

Deno.test("StoredRun stores no answer that nobody asked for", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      assert.throws(() => run.answered("a", answerOf("a"), 1), /nothing was asked/);
      run.asked(callOf("a"));
      run.answered("a", answerOf("a"), 1);
    })
  ));

Deno.test("StoredRun estimates what an answer took where nobody counted", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      run.asked(callOf("a", { messages: [{ role: "user", content: "x".repeat(4_000) }] }));
      run.answered("a", answerOf("a", { text: "y".repeat(8_000) }), 1);
      const [answer] = run.answers();
      assert.ok(Number(answer?.inputTokens) >= 1_000 && Number(answer?.inputTokens) < 1_020);
      assert.ok(Number(answer?.outputTokens) >= 2_000 && Number(answer?.outputTokens) < 2_100);
      assert.equal(answer?.costUsd, undefined);
    })
  ));

Deno.test("StoredRun knows no price where none was named", () =>
  inFolder((dir) =>
    withRuns(dir, (runs) => {
      const run = runs.begin(startOf("one"));
      assert.deepEqual(spentOf(run), { inputTokens: 0, outputTokens: 0 });
      run.asked(callOf("a"));
      run.answered("a", answerOf("a", { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }), 1);
      assert.deepEqual(spentOf(run), { inputTokens: 1, outputTokens: 2 });
      run.asked(callOf("b"));
      run.answered("b", answerOf("b", { usage: { ...USAGE, costUsd: 0 } }), 1);
      assert.deepEqual(spentOf(run), { inputTokens: 101, outputTokens: 22, costUsd: 0 });
    })
  ));
