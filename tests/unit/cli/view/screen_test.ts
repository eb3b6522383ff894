import assert from "node:assert/strict";
import fc from "fast-check";
import type { Line } from "../../../../src/cli/view/line.ts";
import { Block } from "../../../../src/cli/view/screen.ts";
import { HOSTILE } from "./events.ts";
import { Terminal } from "./terminal.ts";

const lines = (...texts: string[]): Line[] => texts.map((text) => [text]);

Deno.test("Block: lines are drawn, changed, added and taken away in their place", () => {
  const terminal = new Terminal();
  const block = new Block(terminal);
  block.draw([], lines("a", "b", "c"));
  assert.deepEqual(terminal.lines, ["a", "b", "c"]);
  assert.equal(terminal.cursor, false);
  block.draw([], lines("a", "B", "c", "d", "e"));
  assert.deepEqual(terminal.lines, ["a", "B", "c", "d", "e"]);
  block.draw([], lines("x", "B"));
  assert.deepEqual(terminal.lines, ["x", "B"]);
  block.draw(lines("stays"), lines("x", "y"));
  assert.deepEqual(terminal.lines, ["stays", "x", "y"]);
  block.close(lines("the end"));
  assert.deepEqual(terminal.lines, ["stays", "the end"]);
  assert.equal(terminal.cursor, true);
  assert.equal(terminal.wraps, true);
});

Deno.test("Block: only what has changed is written", () => {
  const terminal = new Terminal();
  const block = new Block(terminal);
  block.draw([], lines("first", "second", "third"));
  const before = terminal.written.length;
  block.draw([], lines("first", "second", "third"));
  assert.equal(terminal.written.length, before);
  block.draw([], lines("first", "2nd", "third"));
  const last = terminal.written.at(-1) ?? "";
  assert.ok(last.includes("2nd") && !last.includes("first") && !last.includes("third"), JSON.stringify(last));
});

Deno.test("Block: the cursor comes back, once, and nothing is drawn after that", () => {
  const terminal = new Terminal();
  const block = new Block(terminal);
  block.draw([], lines("a"));
  block.close();
  block.close();
  block.draw(lines("late"), lines("late"));
  assert.deepEqual(terminal.lines, []);
  assert.equal(terminal.written.join("").split("\x1b[?25h").length, 2);
  const unused = new Terminal();
  new Block(unused).close();
  assert.deepEqual(unused.written, []);
});

Deno.test("Block: lines are cut to the width, and those that stay may wrap", () => {
  const terminal = new Terminal(12, 6);
  const block = new Block(terminal);
  block.draw(lines("words that stay on"), lines("a line of the block", "表表表表表表表"));
  assert.deepEqual(terminal.lines, ["words that s", "tay on", "a line of …", "表表表表表…"]);
  block.draw([], lines("short", "表"));
  assert.deepEqual(terminal.lines.slice(2), ["short", "表"]);
  assert.equal(terminal.overflowed, false);
});

Deno.test("Block: a line stays one row also where the terminal measures otherwise than we", () => {
  const terminal = new Terminal(12, 6);
  const block = new Block(terminal);
  for (const last of ["a", "b"]) block.draw([], lines("﷽".repeat(11), last));
  assert.equal(terminal.overflowed, true, "the line was too long, as this test wants it");
  assert.equal(terminal.cursorRow, 2);
  assert.equal(terminal.lines[1], "b");
});

Deno.test("Block: a terminal of another size is drawn anew", () => {
  const terminal = new Terminal(20, 6);
  const block = new Block(terminal);
  block.draw([], lines("one", "two"));
  terminal.width = 30;
  block.draw([], lines("one", "a line that is longer now"));
  assert.deepEqual(terminal.lines, ["one", "a line that is longer now"]);
});

Deno.test("Block: a terminal that becomes narrower keeps what was printed, and nothing of the old block", () => {
  const terminal = new Terminal(40, 12);
  const block = new Block(terminal);
  const long = lines("a line of more than twenty columns", "short", "another line that is so long");
  block.draw(lines("printed"), long);
  terminal.shrink(16);
  block.draw([], long);
  assert.deepEqual(terminal.lines, ["printed", "a line of more…", "short", "another line t…"]);
});

Deno.test("Block: what is colourful on the screen is so by our own sequences", () => {
  const terminal = new Terminal();
  terminal.colour = true;
  const block = new Block(terminal);
  block.draw([], [[{ text: "✓", style: "green" }, " done"]]);
  assert.ok(terminal.written.join("").includes("\x1b[32m✓\x1b[0m done"));
  assert.deepEqual(terminal.lines, ["✓ done"]);
});

Deno.test("Block: whatever is drawn, the screen shows it below all that was printed", () => {
  const word = fc.oneof(fc.string({ maxLength: 9 }), fc.constantFrom("表表", "🚀", ...HOSTILE));
  const step = fc.record({
    above: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 2 }),
    block: fc.array(word, { maxLength: 5 }),
  });
  fc.assert(fc.property(fc.array(step, { maxLength: 8 }), fc.boolean(), (steps, colour) => {
    const terminal = new Terminal(24, 8);
    terminal.colour = colour;
    const block = new Block(terminal);
    const printed: string[] = [];
    for (const { above, block: texts } of steps) {
      printed.push(...above);
      block.draw(lines(...above), texts.map((text) => [{ text, style: "dim" }]));
      assert.deepEqual(terminal.lines.slice(0, printed.length), printed);
      assert.equal(terminal.cursorRow, printed.length + texts.length);
      assert.equal(terminal.overflowed, false);
      assert.equal(terminal.wraps, true);
    }
    block.close();
    assert.deepEqual(terminal.lines, printed);
    assert.equal(terminal.cursor, true);
  }));
});
