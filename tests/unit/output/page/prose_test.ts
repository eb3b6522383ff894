import assert from "node:assert/strict";
import { inline, list, path, prose } from "../../../../src/output/page/prose.ts";

Deno.test("code and bold words show as such, other Markdown and HTML stay text", () => {
  assert.equal(
    inline("Run `a <b>` in **all** places, [x](http://y) * and ** and `").text,
    "Run <code>a &lt;b&gt;</code> in <strong>all</strong> places, [x](http://y) * and ** and `",
  );
});

Deno.test("Markdown of several paragraphs keeps paragraphs, lists and code", () => {
  const text = "# Parts\nOne\nline.\n\n- a\n  more\n- b\n\n```ts\nif (a < b) {\n  c();\n```\nEnd.";
  assert.equal(
    prose(text).text,
    '<p dir="auto"><strong>Parts</strong></p><p dir="auto">One line.</p>' +
      '<ul><li dir="auto">a more</li><li dir="auto">b</li></ul>' +
      '<pre tabindex="0"><code>if (a &lt; b) {\n  c();</code></pre><p dir="auto">End.</p>',
  );
});

Deno.test("code that nobody ends goes to the end of the text", () => {
  assert.equal(prose("~~~\n</pre>").text, '<pre tabindex="0"><code>&lt;/pre&gt;</code></pre>');
});

Deno.test("a path may break behind its slashes, and an empty list is nothing", () => {
  assert.equal(path("src/a/").text, "<code>src/<wbr>a/</code>");
  assert.equal(list([]), undefined);
});
