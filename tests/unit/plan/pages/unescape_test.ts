import assert from "node:assert/strict";
import fc from "fast-check";
import { code, inline } from "../../../../src/output/markdown.ts";
import { leadingCode, plainOf } from "../../../../src/plan/pages/unescape.ts";
import { oneLine } from "../../../../src/text.ts";
import { anyText } from "./texts.ts";

/** What both lose: comments in code get a space, which nobody can tell from one that stood there. */
const comparable = (text: string) => oneLine(text).replaceAll("<! --", "<!--").replaceAll("-- >", "-->");

Deno.test("plainOf() gives back what inline() was given", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string(), fc.string({ unit: "binary" })), (text) => {
      assert.equal(comparable(plainOf(inline(oneLine(text)))), comparable(text));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("leadingCode() gives back what code() was given, and what follows", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string()).filter((text) => oneLine(text) !== ""), (text) => {
      const read = leadingCode(`${code(oneLine(text))} and more`);
      assert.deepEqual([comparable(read?.code ?? ""), read?.rest], [comparable(text), " and more"]);
    }),
    { numRuns: 3000 },
  );
});

Deno.test("plainOf() takes what people and editors write instead", () => {
  assert.equal(plainOf("a \\* b \\_ c &gt; &quot;d&quot; &nbsp; e"), 'a * b _ c > "d" &nbsp; e');
  assert.equal(plainOf("`a\\*b` \\`c"), "`a\\*b` `c");
});

Deno.test("leadingCode() finds none where none is closed", () => {
  for (const text of ["", "a", "`a", "``a`", "` `", "``"]) assert.equal(leadingCode(text), undefined, text);
});
