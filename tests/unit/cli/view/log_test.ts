import assert from "node:assert/strict";
import { createView } from "../../../../src/cli/view/mod.ts";
import type { PipelineEvent } from "../../../../src/pipeline/stage.ts";
import { answer, ask, begin, CHECKED, end, fallback, part, repair, retry, STAGES, text, warning } from "./events.ts";
import { HandClock } from "./hand_clock.ts";

/** What stands in the log, and what was said beside it: numbers are seconds that pass. */
function logged(script: readonly (PipelineEvent | number)[], write?: (line: string) => void) {
  const lines: string[] = [];
  const said: string[] = [];
  const clock = new HandClock();
  const log = write ?? ((line: string) => void lines.push(line));
  const options = { stages: STAGES, streaming: true, verbose: false, log };
  const view = createView(options, { say: (line) => void said.push(line) }, clock);
  for (const entry of script) {
    if (typeof entry === "number") clock.pass(entry * 1000);
    else view.onEvent(entry);
  }
  view.close();
  return { lines, said, entries: lines.map((line) => JSON.parse(line)) };
}

Deno.test("log: every event is a line with its time and id, between a beginning and an end", () => {
  const { entries } = logged([begin(1), ask("design"), 2, answer("design"), end(), CHECKED]);
  assert.deepEqual(entries.map(({ time, type }) => [time, type]), [
    ["2026-11-22T12:00:00.000Z", "run-start"],
    ["2026-11-22T12:00:00.000Z", "stage-start"],
    ["2026-11-22T12:00:00.000Z", "call-start"],
    ["2026-11-22T12:00:02.000Z", "call-answer"],
    ["2026-11-22T12:00:02.000Z", "stage-finish"],
    ["2026-11-22T12:00:02.000Z", "checked"],
    ["2026-11-22T12:00:02.000Z", "run-end"],
  ]);
  assert.equal(entries[2].id, "1a2b3c4d5e6f");
  assert.deepEqual({ ...entries[3], time: undefined, usage: undefined }, {
    time: undefined,
    usage: undefined,
    type: "call-answer",
    stage: "detailed_devplan",
    label: "design",
    provider: "openai",
    model: "gpt-5",
    id: "1a2b3c4d5e6f",
    stored: false,
    ms: 4100,
    attempts: 1,
  });
  assert.deepEqual({ ...entries[6], time: undefined }, {
    time: undefined,
    type: "run-end",
    calls: 1,
    stored: 0,
    inputTokens: 3400,
    outputTokens: 1200,
    costUsd: 0.0031,
    pricedCalls: 1,
  });
});

Deno.test("log: neither what a model or server said nor a key is in it", () => {
  const secret = "the answer's own words";
  const key = "sk-live-0123456789abcdefghij";
  const { lines } = logged([
    begin(1),
    part("phase 1", secret),
    repair("phase 1", `expected JSON, got "${secret}"; and "${secret.slice(0, 12)}…`),
    retry("phase 1", { reason: `HTTP 503, "${secret} of "quoted" ${secret}" (${key})` }),
    fallback("phase 1", { reason: `${key} is refused: "${secret}` }),
    warning("phase 1", `the server says "${secret}"`),
    warning("phase 1", `Bearer ${key}`),
  ]);
  const text = lines.join("\n");
  assert.ok(!text.includes(secret.slice(0, 12)) && !text.includes(key), text);
  assert.match(text, /expected JSON, got \\"\.\.\.\\"/);
  assert.match(text, /HTTP 503/);
});

Deno.test("log: the growth of an answer is noted once a second", () => {
  const { entries } = logged([
    begin(1),
    ...Array.from({ length: 300 }, (_, at) => [text("phase 1", at), text("phase 2", at), 0.01]).flat(),
  ]);
  assert.equal(entries.filter(({ type }) => type === "call-text").length, 6);
});

Deno.test("log: where it cannot be begun, the run does not begin; where it cannot go on, that is said once", () => {
  const full = new Error('Cannot write the log "run.log": no space is left on the disk');
  let room = 1;
  const { said } = logged([begin(1), end(), CHECKED], () => {
    if (room-- <= 0) throw full;
  });
  assert.deepEqual(said, [
    'warning: Cannot write the log "run.log": no space is left on the disk; the log ends here',
    "[3/4] Detailed devplan",
    "checks: score 100, 0 errors, 1 warning",
  ]);
  assert.throws(() =>
    logged([], () => {
      throw full;
    }), full);
});
