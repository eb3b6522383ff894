import assert from "node:assert/strict";
import fc from "fast-check";
import { wrap } from "../../../../src/output/page/wrap.ts";

Deno.test("a title is broken between words into at most two lines, and cut where it is longer", () => {
  assert.deepEqual(wrap("Route requests and shape answers", 23), ["Route requests and shape", "answers"]);
  assert.deepEqual(wrap("one two three four five six seven", 9), ["one two", "three four…"]);
  assert.deepEqual(wrap("W".repeat(500), 10), ["WWWWWWWW…"]);
  assert.deepEqual(wrap("", 10), []);
});

Deno.test("no character is cut in half, and no more than two lines come out", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 4, max: 30 }), (text, width) => {
    const lines = wrap(text, width);
    assert.ok(lines.length <= 2);
    assert.ok(lines.every((line) => line.isWellFormed() && line !== ""));
  }));
});
