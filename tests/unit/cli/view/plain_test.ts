import assert from "node:assert/strict";
import { createView, type ViewOptions } from "../../../../src/cli/view/mod.ts";
import type { PipelineEvent } from "../../../../src/pipeline/stage.ts";
import { answer, ask, begin, CHECKED, end, fallback, finish, HOSTILE, part, repair, retry } from "./events.ts";
import { STAGES, text, warning } from "./events.ts";
import { HandClock } from "./hand_clock.ts";

/** What a plain view says: numbers are seconds that pass. */
function said(script: readonly (PipelineEvent | number)[], options: Partial<ViewOptions> = {}): string[] {
  const lines: string[] = [];
  const clock = new HandClock();
  const how = { stages: STAGES, streaming: false, verbose: false, ...options };
  const view = createView(how, { say: (line) => void lines.push(line) }, clock);
  for (const entry of script) {
    if (typeof entry === "number") clock.pass(entry * 1000);
    else view.onEvent(entry);
  }
  view.close();
  view.close();
  assert.equal(clock.timers, 0, "no timer outlives the view");
  return lines;
}

Deno.test("plain: an offline run has a line a stage and one for the checks", () => {
  const stages = STAGES.flatMap((stage, at): PipelineEvent[] => {
    const calls = stage === "detailed_devplan" ? 8 : 1;
    return [
      begin(calls, { stage, title: `Stage ${at + 1}`, provider: "offline", model: "offline" }),
      { type: "call-finish", stage, label: "x", done: 1, calls },
      end({ stage }),
    ];
  });
  assert.deepEqual(said([...stages, CHECKED]), [
    "[1/4] Stage 1",
    "[2/4] Stage 2",
    "[3/4] Stage 3 (8 calls)",
    "[4/4] Stage 4",
    "checks: score 100, 0 errors, 1 warning",
  ]);
});

Deno.test("plain: what takes long has a progress line every 10 s", () => {
  const script = [
    begin(8),
    ask("phase 1"),
    ask("phase 2"),
    9,
    text("phase 1", 4000),
    1,
    answer("phase 1"),
    finish("phase 1", 1, 8),
    ask("phase 3"),
    text("phase 2", 800),
    10,
    end(),
    60,
  ];
  assert.deepEqual(said(script), [
    "[3/4] Detailed devplan (8 calls)",
    "      phase 1, phase 2: 0 of 8 answered, 1,000 tokens so far, 10 s",
    "      phase 2, phase 3: 1 of 8 answered, 1,400 tokens so far, 20 s",
    "calls: 1, 3,400 tokens in, 1,200 out, cost $0.0031",
  ]);
});

Deno.test("plain: a call without an answer has a progress line after 10 s", () => {
  assert.deepEqual(said([begin(1), ask("design"), 10, 9]), [
    "[3/4] Detailed devplan",
    "      design: 0 of 1 answered, no text yet, 10 s",
  ]);
});

Deno.test("plain: of many calls some are named", () => {
  const script = [begin(64), ...Array.from({ length: 64 }, (_, at) => ask(`phase ${at + 1}`)), 10];
  assert.equal(
    said(script)[1],
    "      phase 1, phase 2, phase 3, phase 4 and 60 more: 0 of 64 answered, no text yet, 10 s",
  );
});

Deno.test("plain: trouble is told in words", () => {
  const script = [
    begin(1),
    ask("phase 3"),
    retry("phase 3"),
    repair("phase 3", "it does not fit the schema: steps: too short"),
    { type: "continue", stage: "detailed_devplan", label: "phase 3", round: 1 } as const,
    fallback("phase 3"),
    warning("phase 3", "the model ignored the schema"),
  ];
  assert.deepEqual(said(script).slice(1), [
    "      phase 3: HTTP 503 (unavailable); asking again (2) in 3 s",
    "      phase 3: it does not fit the schema: steps: too short; asking for a correction (1)",
    "      phase 3: the answer was cut at the token limit; asking for its rest (1)",
    "      phase 3: HTTP 402; asking ollama/llama3 from here on",
    "warning: the model ignored the schema",
  ]);
});

Deno.test("plain: the same is told once for each call, a warning once for all", () => {
  const script = [
    begin(2),
    ...["phase 1", "phase 2", "phase 1"].flatMap((label) => [retry(label), warning(label, "w")]),
  ];
  assert.deepEqual(said(script).slice(1), [
    "      phase 1: HTTP 503 (unavailable); asking again (2) in 3 s",
    "warning: w",
    "      phase 2: HTTP 503 (unavailable); asking again (2) in 3 s",
  ]);
});

Deno.test("plain: a storm of trouble is about one line a second, and the others are counted", () => {
  const storm = Array.from({ length: 600 }, (_, at) => [retry("phase 1", { attempt: at }), 0.1]).flat();
  const lines = said([begin(1), ask("phase 1"), ...storm]);
  assert.ok(lines.length <= 80, `${lines.length} lines in a minute`);
  const told = lines.filter((line) => line.includes("asking again")).length;
  const counts = lines.map((line) => /^ {6}\((\d+) more such lines?\)$/.exec(line)?.[1]).filter((held) => held);
  assert.equal(told + counts.reduce((sum, held) => sum + Number(held), 0), 600);
});

Deno.test("plain: stored answers are summed up in one line", () => {
  const calls = ["phase 1", "phase 2", "phase 3"];
  const stored = calls.slice(0, 2).flatMap((label, at) => [answer(label, { stored: true }), finish(label, at + 1, 3)]);
  const asked = [ask("phase 3"), answer("phase 3"), finish("phase 3", 3, 3)];
  assert.deepEqual(said([begin(3), ...stored, ...asked, end()]).slice(1), [
    "      2 of 3 answers were stored by an earlier run and are not asked for again",
    "calls: 3 (2 stored), 10,200 tokens in, 3,600 out, cost $0.0093 ($0.0062 of it paid by an earlier run)",
  ]);
  assert.equal(
    said([begin(1), answer("design", { stored: true }), finish("design", 1, 1), end()])[1],
    "      design: answered before, not asked again",
  );
  assert.match(
    said([begin(3), answer("phase 1", { stored: true })])[1] ?? "",
    /1 of 3 answers was stored/,
    "also where the run stops in between",
  );
  const corrected = [answer("phase 1", { stored: true }), repair("phase 1", "x"), ask("phase 1"), answer("phase 1")];
  assert.ok(!said([begin(3), ...corrected, end()]).join().includes("stored by"), "a correction was asked for");
});

Deno.test("plain: titles are told when streaming is asked for", () => {
  const script = [begin(2), part("phase 3", "Parse the archive header"), part("phase 3", "Parse the archive header")];
  assert.deepEqual(said(script, { streaming: true }).slice(1), ["  phase 3: Parse the archive header"]);
  assert.deepEqual(said(script).slice(1), []);
});

Deno.test("plain: --verbose tells of each request and answer with its id", () => {
  const usage = { inputTokens: 10, outputTokens: 1, totalTokens: 11 };
  const script = [
    begin(2),
    ask("phase 1"),
    answer("phase 1", { attempts: 2 }),
    finish("phase 1", 1, 2),
    answer("phase 2", { stored: true, provider: "ollama", model: "a/b", id: "", usage }),
  ];
  assert.deepEqual(said(script, { verbose: true }).slice(1, 5), [
    "      phase 1: asking openai/gpt-5 [1a2b3c4d]",
    "      phase 1: openai/gpt-5 answered [1a2b3c4d]: 2 attempts, 4.1 s, 3,400 tokens in, 1,200 out, $0.0031",
    "      phase 1: answered (1/2)",
    "      phase 2: ollama/a/b answered: stored by an earlier run, 10 tokens in, 1 out, cost unknown",
  ]);
});

Deno.test("plain: whatever a model or server says is one short line that controls nothing", () => {
  for (const hostile of HOSTILE) {
    const lines = said([
      begin(1, { title: hostile, model: hostile }),
      ask("phase 1", { model: hostile }),
      part("phase 1", hostile),
      retry("phase 1", { reason: hostile }),
      repair("phase 1", hostile),
      fallback("phase 1", { model: hostile, reason: hostile }),
      warning("phase 1", hostile),
    ], { streaming: true, verbose: true });
    for (const line of lines) {
      // deno-lint-ignore no-control-regex -- they are what must not be there
      assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      assert.ok(line.length < 6100, `${line.length} characters`);
    }
  }
});
