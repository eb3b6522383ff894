import assert from "node:assert/strict";
import { paint } from "../../../../src/cli/view/line.ts";
import { endedLine, liveLines } from "../../../../src/cli/view/live.ts";
import { Progress } from "../../../../src/cli/view/progress.ts";
import type { PipelineEvent } from "../../../../src/pipeline/stage.ts";
import { answer, ask, begin, end, fallback, finish, part, repair, retry, STAGES, text } from "./events.ts";

/** The state after a script: numbers are seconds that pass. */
function after(script: readonly (PipelineEvent | number)[]): { progress: Progress; now: number } {
  const progress = new Progress();
  let now = 0;
  for (const entry of script) {
    if (typeof entry === "number") now += entry * 1000;
    else progress.apply(entry, now);
  }
  return { progress, now };
}

/** What is shown after a script. */
function shown(script: readonly (PipelineEvent | number)[], rows = 24, cost?: string): string[] {
  const { progress: { stage }, now } = after(script);
  return liveLines({ stages: STAGES, stage, cost, startedAt: 0, now, rows }).map((line) => paint(line, false));
}

/** The line that stays of a stage. */
function left(script: readonly (PipelineEvent | number)[]): string {
  const { progress: { stage }, now } = after(script);
  assert.ok(stage);
  return paint(endedLine(STAGES, stage, now), false);
}

Deno.test("live: nothing is shown before a stage and after it", () => {
  assert.deepEqual(shown([]), []);
  assert.deepEqual(shown([begin(1), end()]), []);
});

Deno.test("live: a stage of one call is one line", () => {
  assert.deepEqual(shown([begin(1)]), ["⠋ [3/4] Detailed devplan  openai/gpt-5, 0 s"]);
  assert.deepEqual(shown([begin(1), ask("design"), 1.1]), [
    "⠙ [3/4] Detailed devplan  openai/gpt-5, waits for an answer, 1 s",
  ]);
  const streamed = [begin(1), ask("design"), text("design", 0), 2, text("design", 400), 0.1];
  assert.deepEqual(shown(streamed), ["⠙ [3/4] Detailed devplan  openai/gpt-5, 100 tokens, 48/s, 2 s"]);
});

Deno.test("live: a stage of several calls has a line for each that runs", () => {
  const script = [
    begin(8),
    answer("phase 1", { stored: true }),
    finish("phase 1", 1, 8),
    ask("phase 2"),
    ask("phase 3", { provider: "ollama", model: "llama3" }),
    text("phase 2", 0),
    ...Array.from({ length: 10 }, (_, at) => [1, text("phase 2", (at + 1) * 200)]).flat(),
    part("phase 2", "A"),
    part("phase 2", "B"),
  ];
  assert.deepEqual(shown(script, 24, "calls: 1 (1 stored), 3,400 tokens in, 1,200 out, cost unknown"), [
    "⠋ [3/4] Detailed devplan  openai/gpt-5, 1 of 8 answered, 1 stored, 1,700 tokens, 10 s",
    "  ⠋ phase 2  500 tokens, 50/s, 2 steps, 10 s",
    "  ⠋ phase 3  ollama/llama3, waits for an answer, 10 s",
    "calls: 1 (1 stored), 3,400 tokens in, 1,200 out, cost unknown, 10 s",
  ]);
});

Deno.test("live: estimated tokens give way to counted ones", () => {
  const usage = { inputTokens: 1, outputTokens: 777, totalTokens: 778 };
  const script = [begin(2), ask("phase 1"), text("phase 1", 4000)];
  assert.match(shown(script)[1] ?? "", /1,000 tokens/);
  assert.match(shown([...script, answer("phase 1", { usage })])[1] ?? "", /777 tokens/);
  assert.match(shown([...script, answer("phase 1", { usage }), finish("phase 1", 1, 2)])[0] ?? "", /777 tokens/);
});

Deno.test("live: what came before a retry, a correction or another provider counts no more", () => {
  const before = [begin(2), ask("phase 1"), text("phase 1", 4000), part("phase 1", "A")];
  assert.equal(shown([...before, retry("phase 1"), 1])[1], "  ⠋ phase 1  asks again in 2 s, 1 retry, 1 s");
  assert.equal(shown([...before, retry("phase 1"), 4])[1], "  ⠋ phase 1  waits for an answer, 1 retry, 4 s");
  assert.equal(shown([...before, retry("phase 1"), 4, text("phase 1", 40)])[1], "  ⠋ phase 1  10 tokens, 1 retry, 4 s");
  assert.equal(shown([...before, fallback("phase 1")])[1], "  ⠋ phase 1  ollama/llama3, waits for an answer, 0 s");
  assert.equal(
    shown([...before, answer("phase 1"), repair("phase 1", "x"), ask("phase 1"), text("phase 1", 4)])[1],
    "  ⠋ phase 1  1,201 tokens, 0 s",
    "its tokens were used up all the same",
  );
  const cut = { type: "continue", stage: "detailed_devplan", label: "phase 1", round: 1 } as const;
  assert.match(
    shown([...before, answer("phase 1"), cut, ask("phase 1"), part("phase 1", "B")])[1] ?? "",
    /2 steps/,
    "the rest of an answer goes on with it",
  );
});

Deno.test("live: there are never more lines than rows, and the oldest calls are only counted", () => {
  const script = [begin(64), ...Array.from({ length: 40 }, (_, at) => ask(`phase ${at + 1}`))];
  for (const cost of [undefined, "calls: 1"]) {
    for (let rows = 1; rows < 60; rows++) {
      const lines = shown(script, rows, cost);
      assert.ok(lines.length <= Math.max(rows - 1, 1), `${lines.length} lines in ${rows} rows`);
      assert.match(lines[0] ?? "", /Detailed devplan/);
      const calls = lines.filter((line) => / phase \d+ /.test(line)).length;
      const hidden = Number(/^ {2}\.\.\. (\d+) more$/.exec(lines[1] ?? "")?.[1] ?? 0);
      if (rows >= 4) assert.equal(calls + hidden, 40);
    }
  }
  assert.deepEqual(shown(script, 6, "calls: 1").slice(1), [
    "  ... 38 more",
    "  ⠋ phase 39  waits for an answer, 0 s",
    "  ⠋ phase 40  waits for an answer, 0 s",
    "calls: 1, 0 s",
  ]);
  assert.equal(shown([begin(1), ask("design")], 2, "calls: 1").length, 1);
});

Deno.test("live: a stage that has ended leaves one line, well or not", () => {
  const done = [ask("a"), retry("a"), answer("a"), finish("a", 1, 2), answer("b", { stored: true }), finish("b", 2, 2)];
  assert.equal(
    left([begin(2), ...done, 41, end()]),
    "✓ [3/4] Detailed devplan  openai/gpt-5, 2 calls, 1 stored, 2,400 tokens, 1 retry, 41 s",
  );
  assert.equal(left([begin(8), ask("a"), 3]), "✗ [3/4] Detailed devplan  openai/gpt-5, 0 of 8 answered, 3 s");
  const offline = begin(1, { stage: "handoff", title: "Handoff", provider: "offline", model: "offline" });
  assert.equal(left([offline, end({ stage: "handoff" })]), "✓ [4/4] Handoff  offline, 0 s");
});
