// deno-lint-ignore-file no-control-regex -- escape sequences are what must not come from a model
import assert from "node:assert/strict";
import { createView, type View, type ViewOptions } from "../../../../src/cli/view/mod.ts";
import { closeViews } from "../../../../src/cli/view/open.ts";
import { answer, ask, begin, CHECKED, end, finish, HOSTILE, part, retry, STAGES, text, warning } from "./events.ts";
import { fallback, repair } from "./events.ts";
import { HandClock } from "./hand_clock.ts";
import { Terminal } from "./terminal.ts";

interface Stage {
  terminal: Terminal;
  clock: HandClock;
  view: View;
  said: string[];
}

/** A view on a terminal. */
function open(options: Partial<ViewOptions> = {}, terminal = new Terminal(80, 12)): Stage {
  const clock = new HandClock();
  const said: string[] = [];
  const io = { say: (line: string) => void said.push(line), screen: terminal };
  const view = createView({ stages: STAGES, streaming: false, verbose: false, ...options }, io, clock);
  return { terminal, clock, view, said };
}

Deno.test("live view: a run from its first stage to its cost line", () => {
  const { terminal, clock, view, said } = open();
  view.onEvent(begin(2));
  assert.deepEqual(terminal.lines, ["⠋ [3/4] Detailed devplan  openai/gpt-5, 0 of 2 answered, 0 s"]);
  assert.equal(terminal.cursor, false);
  view.onEvent(ask("phase 1"));
  view.onEvent(ask("phase 2"));
  view.onEvent(text("phase 1", 4000));
  clock.pass(1000);
  assert.deepEqual(terminal.lines, [
    "⠋ [3/4] Detailed devplan  openai/gpt-5, 0 of 2 answered, 1,000 tokens, 1 s",
    "  ⠋ phase 1  1,000 tokens, 0/s, 1 s",
    "  ⠋ phase 2  waits for an answer, 1 s",
  ]);
  view.onEvent(retry("phase 2"));
  view.onEvent(answer("phase 1"));
  view.onEvent(finish("phase 1", 1, 2));
  clock.pass(1000);
  assert.deepEqual(terminal.lines, [
    "      phase 2: HTTP 503 (unavailable); asking again (2) in 3 s",
    "⠋ [3/4] Detailed devplan  openai/gpt-5, 1 of 2 answered, 1,200 tokens, 2 s",
    "  ⠋ phase 2  asks again in 2 s, 1 retry, 2 s",
    "calls: 1, 3,400 tokens in, 1,200 out, cost $0.0031, 2 s",
  ]);
  view.onEvent(answer("phase 2"));
  view.onEvent(finish("phase 2", 2, 2));
  view.onEvent(end());
  view.onEvent(CHECKED);
  view.close();
  assert.deepEqual(terminal.lines, [
    "      phase 2: HTTP 503 (unavailable); asking again (2) in 3 s",
    "✓ [3/4] Detailed devplan  openai/gpt-5, 2 calls, 2,400 tokens, 1 retry, 2 s",
    "checks: score 100, 0 errors, 1 warning",
    "calls: 2, 6,800 tokens in, 2,400 out, cost $0.0062",
  ]);
  assert.equal(terminal.cursor, true);
  assert.equal(clock.timers, 0);
  assert.deepEqual(said, [], "all of it went to the screen");
});

Deno.test("live view: a run that ends in the middle leaves what was reached, and the cursor", () => {
  const { terminal, clock, view } = open();
  view.onEvent(begin(8));
  view.onEvent(ask("phase 1"));
  clock.pass(3000);
  view.close();
  const lines = terminal.lines;
  assert.deepEqual(lines, ["✗ [3/4] Detailed devplan  openai/gpt-5, 0 of 8 answered, 3 s"]);
  assert.equal(terminal.cursor, true);
  assert.equal(clock.timers, 0);
  view.close();
  view.onEvent(begin(8));
  clock.pass(3000);
  assert.deepEqual(terminal.lines, lines, "late events draw nothing");
});

Deno.test("live view: closeViews() gives every cursor back", () => {
  const stages = [open(), open()];
  for (const { view } of stages) view.onEvent(begin(1));
  closeViews();
  for (const { terminal, clock } of stages) {
    assert.equal(terminal.cursor, true);
    assert.equal(clock.timers, 0);
  }
});

Deno.test("live view: it draws at most ten times a second, however much happens", () => {
  const { terminal, clock, view } = open({ streaming: true });
  view.onEvent(begin(4));
  for (let ms = 0; ms < 10_000; ms++) {
    view.onEvent(text(`phase ${ms % 4}`, ms));
    if (ms % 50 === 0) view.onEvent(part(`phase ${ms % 4}`, `Step ${ms}`));
    clock.pass(1);
  }
  assert.ok(terminal.written.length <= 102, `${terminal.written.length} drawings in 10 s`);
  view.close();
  assert.equal(terminal.lines.filter((line) => /^ {2}phase \d: Step \d+$/.test(line)).length, 200);
});

Deno.test("live view: a run without a pause is shown too", () => {
  // The embedded planner computes: no timer runs meanwhile.
  const { terminal, view } = open();
  for (const stage of STAGES) {
    view.onEvent(begin(1, { stage, title: stage, provider: "offline", model: "offline" }));
    view.onEvent(end({ stage }));
  }
  view.close();
  assert.deepEqual(terminal.lines, STAGES.map((stage, at) => `✓ [${at + 1}/4] ${stage}  offline, 0 s`));
});

Deno.test("live view: more calls than rows", () => {
  const { terminal, clock, view } = open({}, new Terminal(60, 8));
  view.onEvent(begin(40));
  for (let at = 1; at <= 30; at++) view.onEvent(ask(`phase ${at}`));
  clock.pass(1000);
  assert.equal(terminal.lines.length, 7);
  assert.equal(terminal.lines[1], "  ... 25 more");
  for (let at = 1; at <= 30; at++) {
    view.onEvent(retry(`phase ${at}`));
    clock.pass(100);
  }
  view.close();
  assert.equal(terminal.lines.filter((line) => line.startsWith("⠋")).length, 0, "no piece of the block is left");
});

Deno.test("live view: a terminal that is too small, or of unknown size, has plain lines", () => {
  for (const [columns, rows] of [[0, 0], [10, 24], [80, 3]]) {
    const { terminal, view, said } = open({}, new Terminal(columns, rows));
    view.onEvent(begin(2));
    view.close();
    assert.deepEqual(terminal.written, []);
    assert.deepEqual(said, ["[3/4] Detailed devplan (2 calls)"]);
  }
});

Deno.test("live view: say() prints above the block, also after the end", () => {
  const { terminal, clock, view } = open();
  view.onEvent(begin(1));
  view.say("stopping: one moment");
  clock.pass(200);
  assert.equal(terminal.lines[0], "stopping: one moment");
  assert.match(terminal.lines[1] ?? "", /Detailed devplan/);
  view.close();
  view.say("the \x1b[31mend");
  assert.equal(terminal.lines.at(-1), "the end");
});

Deno.test("live view: nothing that a model says reaches the terminal but as harmless text", () => {
  for (const hostile of HOSTILE) {
    // The terminal fails on every sequence that it does not know.
    const { terminal, clock, view } = open({ streaming: true, verbose: true });
    terminal.colour = true;
    view.onEvent(begin(2, { title: hostile, model: hostile }));
    view.onEvent(ask("phase 1", { model: hostile }));
    view.onEvent(part("phase 1", hostile));
    view.onEvent(retry("phase 1", { reason: hostile }));
    view.onEvent(repair("phase 1", hostile));
    view.onEvent(fallback("phase 1", { model: hostile, reason: hostile }));
    view.onEvent(warning("phase 1", hostile));
    view.onEvent(answer("phase 2", { model: hostile, id: hostile }));
    clock.pass(1000);
    view.close();
    assert.equal(terminal.cursor, true);
    assert.equal(terminal.wraps, true);
    assert.equal(terminal.overflowed, false);
    const own = /\x1b\[(?:\?25[hl]|\?7[hl]|\d*[ABJKm])/g;
    assert.doesNotMatch(
      terminal.written.join("").replace(own, ""),
      /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]/,
    );
  }
});
