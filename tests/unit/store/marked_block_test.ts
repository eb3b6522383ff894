import assert from "node:assert/strict";
import fc from "fast-check";
import { StoreError } from "../../../src/errors.ts";
import { findBlock, putBlock, removeBlock } from "../../../src/store/marked_block.ts";

const START = "<!-- DEVUSSY_START -->";
const END = "<!-- DEVUSSY_END -->";
const BLOCK = ["## Plan", "", "- `devussy next`"];
const put = (text: string, lines: readonly string[] = BLOCK) => putBlock(text, lines, "AGENTS.md");
const remove = (text: string) => removeBlock(text, "AGENTS.md");

Deno.test("putBlock() puts the block behind an empty line at the end, with the file's line ends", () => {
  assert.equal(put("", ["a"]), `${START}\na\n${END}\n`);
  assert.equal(put("# Mine\n", ["a"]), `# Mine\n\n${START}\na\n${END}\n`);
  assert.equal(put("# Mine", ["a"]), `# Mine\n\n${START}\na\n${END}`);
  assert.equal(put("\ufeff# Mine\r\n", ["a"]), `\ufeff# Mine\r\n\r\n${START}\r\na\r\n${END}\r\n`);
});

Deno.test("putBlock() changes only what is between the marks, wherever they were moved", () => {
  const text = `before\n  ${START}  \nold\n${END} \nafter`;
  assert.equal(put(text, ["new"]), `before\n  ${START}\nnew\n${END}\nafter`);
  assert.equal(remove(text), "before\nafter");
  assert.equal(remove(`one\n\n${START}\nold\n${END}\n\ntwo\n`), "one\n\ntwo\n");
});

Deno.test("findBlock() takes marks in fenced code and beside other text for words", () => {
  for (
    const text of [
      `\`\`\`\n${START}\nx\n${END}\n\`\`\`\n`,
      `~~~~md\r\n${START}\r\n~~~\r\n${END}\r\n~~~~\r\n`,
      `> write ${START} and ${END}\n`,
      `    ${START}\n`,
      `\`\`\`markdown\n${START}\n\`\`\`\n`,
    ]
  ) {
    assert.equal(findBlock(text, "AGENTS.md"), undefined, text);
    assert.equal(remove(put(text)), text);
  }
});

Deno.test("findBlock() finds marks behind a fence that nothing closes", () => {
  const text = put("```sh\nls\n");
  assert.deepEqual(findBlock(text, "AGENTS.md")?.lines, BLOCK);
  assert.equal(put(text), text);
});

Deno.test("putBlock() and removeBlock() refuse marks that are no pair and name their lines", () => {
  const failures: [text: string, got: RegExp][] = [
    [`a\n${START}\nb\n`, /got START in line 2 alone$/],
    [`a\r\n\r\n${END}\r\n`, /got END in line 3 alone$/],
    [`${END}\n${START}\n`, /got END in line 1, START in line 2$/],
    [`${START}\n${END}\n${START}\n${END}\n`, /got START in line 1, END in line 2, START in line 3, END in line 4$/],
    [`${START}\n${START}\n${END}\n`, /got START in line 1, START in line 2, END in line 3$/],
    [`${START}\n`.repeat(9), /START in line 6, \.\.\.$/],
  ];
  for (const [text, got] of failures) {
    for (const change of [() => put(text), () => remove(text)]) {
      assert.throws(change, (error) => {
        assert.ok(error instanceof StoreError);
        assert.match(error.message, /^Cannot change "AGENTS\.md": expected one /);
        assert.match(error.message, got);
        assert.match(error.hint, /the file is untouched/);
        return true;
      });
    }
  }
});

Deno.test("removeBlock() leaves a text without the block as it is", () => {
  assert.equal(remove("# Mine\n"), "# Mine\n");
});

/** Pieces of files, so that odd ends of lines, fences and words about marks meet. */
const piece = fc.constantFrom(
  "\n",
  "\r\n",
  "\r",
  "\n\n",
  " ",
  "\ufeff",
  "# a",
  "`",
  "```",
  "~~~",
  "```md",
  `x ${END}`,
  "é",
  "",
);
const foreign = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const lines = fc.array(fc.constantFrom("", "## Plan", "- a", "<!-- note -->"), { maxLength: 4 });

Deno.test("putBlock() then removeBlock() gives the same text back, and a second put changes nothing", () => {
  fc.assert(
    fc.property(foreign, lines, lines, (text, first, second) => {
      const once = put(text, first);
      assert.ok(once.startsWith(text));
      assert.deepEqual(findBlock(once, "AGENTS.md")?.lines, first);
      assert.equal(put(once, first), once);
      const updated = put(once, second);
      assert.equal(updated, put(text, second));
      assert.equal(remove(updated), text);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("putBlock() leaves each character around a block that is there", () => {
  fc.assert(
    fc.property(foreign, foreign, lines, (before, after, changed) => {
      const head = before === "" || before.endsWith("\n") ? before : `${before}\n`;
      const tail = `\n${after}`;
      const text = `${head}${START}\nold\n${END}${tail}`;
      let there;
      try {
        there = findBlock(text, "AGENTS.md");
      } catch (error) {
        // A fence around one of the marks.
        assert.ok(error instanceof StoreError);
        return;
      }
      if (there === undefined) return;
      const now = put(text, changed);
      assert.ok(now.startsWith(head + START) && now.endsWith(END + tail));
      const gone = remove(text);
      assert.ok(head.startsWith(gone.slice(0, gone.length - after.length).trimEnd()) && gone.endsWith(after));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("findBlock() reads a large file of fences and marks in them", () => {
  const shown = `\`\`\`\n${START}\n\`\`\`\n`.repeat(50_000);
  const text = `${shown}${"`".repeat(200_000)}\n${"~~~a\n".repeat(50_000)}${START}\n${END}\n`;
  assert.deepEqual(findBlock(text, "AGENTS.md")?.lines, []);
});
