import assert from "node:assert/strict";
import fc from "fast-check";
import type { Requirement } from "../../../../src/plan/types.ts";
import { briefNames, briefTest, readBrief } from "../../briefs.ts";
import { fromBrief } from "../builders.ts";

function assertSound(found: readonly Requirement[], text: string): void {
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").split("\n").length;
  assert.deepEqual(found.map(({ id }) => id), found.map((_, index) => `R${index + 1}`));
  for (const { text, acceptance, group, source } of found) {
    for (const part of [text, ...acceptance, group ?? "-"]) {
      assert.notEqual(part.trim(), "");
      assert.doesNotMatch(part, /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
      assert.equal(part.isWellFormed(), true);
    }
    const line = source.line ?? 0;
    assert.ok(line >= 1 && line <= lines, `line ${line} of ${lines}`);
  }
}

const piece = fc.constantFrom(
  "# ",
  "## Features",
  "## Out of scope",
  "## Acceptance criteria",
  "- ",
  "  - ",
  "1. ",
  "| a | b |",
  "|---|---|",
  "```",
  "~~~",
  "<!--",
  "-->",
  "---",
  "===",
  "> ",
  "**",
  "`",
  "[x](y)",
  "Users must add notes.",
  "Given a",
  "Then b",
  "e.g.",
  ":",
  "\\|",
  "\x1b[31m",
  "\u202e",
  "\ud800",
  "你好。",
  " ",
  "\n",
  "\n",
  "\n\n",
  "\t",
  "\r\n",
);

Deno.test("extractRequirements() never throws and keeps its promises whatever the text", () => {
  const text = fc.array(fc.oneof({ weight: 5, arbitrary: piece }, fc.string({ unit: "binary", maxLength: 8 })), {
    maxLength: 40,
  }).map((pieces) => pieces.join(""));
  fc.assert(fc.property(text, (text) => assertSound(fromBrief(text), text)), { numRuns: 1500 });
});

Deno.test("extractRequirements() gives the same requirements when asked twice", () => {
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    assert.deepEqual(fromBrief(pieces.join("")), fromBrief(pieces.join("")));
  }));
});

Deno.test({
  name: "extractRequirements() ends within seconds when one line is hostile",
  timeout: 20_000,
  fn() {
    const long = 200_000;
    const lines = [
      `# ${":".repeat(long)}x`,
      `a | b\n${" ".repeat(long)}x`,
      `- ${"a".repeat(long)}\n- ${"a".repeat(long)}`,
      `- Use ${"A".repeat(long)} to`,
      `- Users can add\n${"then x\n".repeat(long / 8)}`,
      `**${"a ".repeat(long / 2)}`,
      `[${"[".repeat(long)}`,
      `<${"a ".repeat(long / 2)}`,
    ];
    for (const text of lines) assertSound(fromBrief(text), text);
  },
});

Deno.test("extractRequirements() loses nothing behind code in a line or an open comment", () => {
  const brief =
    "- Users add notes\n\n```npm test``` must pass\n\n- Emit the `<!-- START` anchor\n- Users search notes <!-- done -->\n";
  assert.equal(fromBrief(brief).length, 4);
  assert.doesNotMatch(fromBrief(brief).at(-1)?.text ?? "", /done/);
});

briefTest("extractRequirements() keeps its promises for every shared brief", () => {
  for (const name of briefNames) {
    const text = readBrief(name);
    const found = fromBrief(text);
    assert.ok(found.length > 0, name);
    assertSound(found, text);
  }
});

const SIZE = 900_000;

Deno.test({
  name: "extractRequirements() ends within seconds when a huge text repeats one thing",
  timeout: 20_000,
  fn() {
    const units = [
      ..."#|<[(`_:>\t\n\\",
      "- ",
      "- a\n",
      "<!--",
      "** ",
      "**",
      " ",
      "e.g. ",
      "A. ",
      "a b. ",
      "> ",
      "| a |\n|---|\n",
      "\x1b]8;;",
      "文。",
      "then x\n",
      "has following ",
      "users can change x and ",
      `- Use ${"A".repeat(60)} b c d e f g h i j\n`,
      "| a | b |\n|---|---|\n| x y | z |\n\n",
    ];
    for (const unit of units) {
      const text = unit.repeat(Math.floor(SIZE / unit.length));
      assertSound(fromBrief(text), text);
    }
  },
});
