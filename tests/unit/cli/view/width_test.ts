import assert from "node:assert/strict";
import fc from "fast-check";
import { cut, widthOf } from "../../../../src/cli/view/width.ts";
import { paint } from "../../../../src/cli/view/line.ts";
import { HOSTILE } from "./events.ts";

Deno.test("widthOf(): wide characters take two columns, marks and joiners none", () => {
  const cases: [string, number][] = [
    ["", 0],
    ["plain", 5],
    ["naïve", 5],
    ["e\u0301", 1],
    ["漢字", 4],
    ["カナ", 4],
    ["한글", 4],
    ["（）", 4],
    ["🚀", 2],
    // A terminal that cannot join them shows both.
    ["👩\u200d💻", 4],
    ["❤\ufe0f", 3],
    ["⠋ ✗ …", 5],
  ];
  for (const [given, expected] of cases) assert.equal(widthOf(given), expected, given);
});

Deno.test("cut(): a text that fits stays, one that does not ends with a mark", () => {
  assert.equal(cut("phase 3", 7), "phase 3");
  assert.equal(cut("phase 3", 6), "phase…");
  assert.equal(cut("漢字漢字", 8), "漢字漢字");
  assert.equal(cut("漢字漢字", 7), "漢字漢…");
  assert.equal(cut("漢字漢字", 6), "漢字…");
  assert.equal(cut("e\u0301e\u0301e\u0301", 2), "e\u0301…");
  assert.equal(cut("👩\u200d💻👩\u200d💻", 6), "👩\u200d💻…");
  assert.equal(cut("x", 0), "");
  assert.equal(cut("🚀🚀", 1), "…");
});

Deno.test("cut(): whatever the text, it fits, and is cut only where it must be", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
    const shown = cut(text, columns);
    assert.ok(widthOf(shown) <= columns);
    assert.equal(shown === text, widthOf(text) <= columns);
  }));
});

Deno.test("paint(): no sequence but that of its own style is in a line, whatever its texts hold", () => {
  const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" }));
  fc.assert(fc.property(fc.array(piece, { maxLength: 4 }), fc.integer({ min: 1, max: 80 }), (texts, columns) => {
    const line = texts.map((text) => ({ text, style: "dim" as const }));
    const bare = paint(line, true, columns).replaceAll("\x1b[2m", "").replaceAll("\x1b[0m", "");
    // deno-lint-ignore no-control-regex -- they are what must not be there
    assert.doesNotMatch(bare, /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    assert.ok(widthOf(bare) <= columns);
    assert.equal(paint(line, false, columns), bare);
  }));
});
