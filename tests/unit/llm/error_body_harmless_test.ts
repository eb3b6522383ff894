import assert from "node:assert/strict";
import fc from "fast-check";
import { readError, readErrorText, saysError } from "../../../src/llm/error_body.ts";
import { words } from "../../../src/llm/page.ts";
import { anyText } from "./any_text.ts";

Deno.test("readErrorText() makes one short, harmless line of anything", () => {
  const part = fc.oneof(
    anyText(30),
    fc.constantFrom("\x1b[31m", "\x1b]0;t\x07", "\u202e", "\n", "<b>", "{", '"'),
  );
  const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(""));
  const bodies = fc.oneof(text, text.map((message) => JSON.stringify({ error: { message } })), fc.json());
  fc.assert(
    fc.property(bodies, (body) => {
      const { message } = readErrorText(body);
      if (message === undefined) return;
      assert.ok(message.length <= 300);
      assert.ok(message.isWellFormed());
      // deno-lint-ignore no-control-regex -- control characters are what must be gone
      assert.doesNotMatch(message, /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u200b\ufeff]/);
    }),
    { numRuns: 150 },
  );
});

Deno.test("readErrorText() takes control sequences out", () => {
  for (
    const body of [
      "\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07",
      '{"error":"\\u001b[31mred\\u001b[0m link"}',
    ]
  ) {
    assert.equal(readErrorText(body).message, "red link");
  }
});

Deno.test("readErrorText() cuts what is long", () => {
  const message = readErrorText(JSON.stringify({ error: { message: "word ".repeat(10_000) } })).message ?? "";
  assert.ok(message.length <= 300 && message.endsWith("word…"), message);
  assert.equal(words("x".repeat(300)).length, 300);
});

Deno.test("readErrorText() cuts codes as well: they stand in messages too", () => {
  const long = "A".repeat(60_000);
  const facts = readErrorText(JSON.stringify({ error: { message: "M", code: long, type: long, param: long } }));
  for (const [name, value] of Object.entries(facts)) {
    assert.ok(String(value).length <= 300, `${name} has ${String(value).length}`);
  }
});

Deno.test("readErrorText() never gives an empty message", () => {
  for (
    const body of [
      "<html><head><title></title></head><body>Bad gateway</body></html>",
      "<br>",
      '{"error":"\\u200b"}',
      "\x1b[0m",
    ]
  ) {
    assert.notEqual(readErrorText(body).message, "", body);
  }
});

Deno.test("readError() and saysError() bear any depth: a server must not overflow the stack", () => {
  const deep = (open: string, close: string) => JSON.parse(open.repeat(30_000) + "1" + close.repeat(30_000));
  for (
    const body of [
      deep("[", "]"),
      deep('{"message":', "}"),
      deep('{"errors":[', "]}"),
      deep('{"detail":[{"msg":', "}]}"),
    ]
  ) {
    assert.doesNotThrow(() => saysError(body));
    assert.doesNotThrow(() => readError(body));
    assert.doesNotThrow(() => readError({ error: body }));
  }
});
