import assert from "node:assert/strict";
import fc from "fast-check";
import { escape, markup, type Part } from "../../../../src/output/page/html.ts";

Deno.test("a text that is put into HTML becomes plain characters, in attributes too", () => {
  const text = `</a><script>alert("1")</script>' onclick='x' & &lt;`;
  const plain = "&lt;/a&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onclick=&#39;x&#39; &amp; &amp;lt;";
  assert.equal(markup`<a title="${text}">${text}</a>`.text, `<a title="${plain}">${plain}</a>`);
});

Deno.test("HTML in HTML stays, lists are joined, and what is not there leaves no trace", () => {
  const parts: readonly Part[] = ["<1>", undefined, false, 2];
  const items = parts.map((part) => markup`<li>${part}</li>`);
  assert.equal(markup`<ul>${items}</ul>`.text, "<ul><li>&lt;1&gt;</li><li></li><li></li><li>2</li></ul>");
});

Deno.test("what would hide or reorder text does not come into the page", () => {
  assert.equal(escape("a\u202eb\u200bc\u0000d\u001b[31me\u{e0041}"), "abcde");
});

Deno.test("no text gets out of an element or an attribute", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.doesNotMatch(escape(text), /[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
  }));
});
