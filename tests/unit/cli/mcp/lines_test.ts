import assert from "node:assert/strict";
import fc from "fast-check";
import { Lines } from "../../../../src/cli/mcp/lines.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** The lines of a text that comes in pieces of some sizes. */
function cut(text: string, sizes: readonly number[], most = 1000): (string | undefined)[] {
  const lines = new Lines(most);
  const found: (string | undefined)[] = [];
  const all = bytes(text);
  for (let from = 0, at = 0; from < all.length; at++) {
    const size = sizes[at % sizes.length] ?? 1;
    found.push(...lines.push(all.subarray(from, from + size)));
    from += size;
  }
  return [...found, ...lines.end()];
}

Deno.test("lines are the same however their bytes come", () => {
  const text = fc.array(fc.string({ unit: "grapheme", maxLength: 20 })).map((parts) => parts.join("\n"));
  fc.assert(fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (text, sizes) => {
    const expected = text.split("\n");
    // Nothing behind the last end of a line is no line.
    if (expected.at(-1) === "") expected.pop();
    assert.deepEqual(cut(text, sizes), expected);
  }));
});

Deno.test("a line that is too long is told as such, and those after it are read", () => {
  for (const sizes of [[1], [7], [1000]]) {
    assert.deepEqual(cut("12345\n123456\n\n12345", sizes, 5), ["12345", undefined, "", "12345"]);
    assert.deepEqual(cut("1234567", sizes, 5), [undefined]);
  }
});
