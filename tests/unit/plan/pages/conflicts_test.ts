import assert from "node:assert/strict";
import { conflictLine } from "../../../../src/plan/pages/conflicts.ts";

Deno.test("conflictLine() finds what git leaves in a file", () => {
  const at: [text: string, line: number | undefined][] = [
    ["a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n", 2],
    ["a\r\n=======\r\nb", 2],
    [">>>>>>> 1a2b3c4 (fix: it)", 1],
    ["a\n||||||| base\n", 2],
    ["<<<<<<<\n", 1],
    ["a\n========\nb\n======\n ======= \n> >>>>>>> b\n", undefined],
    ["  <<<<<<< HEAD\n<<<<<<<< HEAD\n<<<<<<<HEAD\n", undefined],
    ["", undefined],
  ];
  for (const [text, line] of at) assert.equal(conflictLine(text), line, text);
});

Deno.test("conflictLine() is linear", () => {
  for (const piece of ["=", "=======", "<", " ", "\n", "\r"]) {
    assert.equal(conflictLine(`a${piece.repeat(1_000_000)}`), undefined);
  }
});
