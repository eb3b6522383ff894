import assert from "node:assert/strict";
import fc from "fast-check";
import { anthropicMessages } from "../../../../src/llm/protocols/anthropic_messages.ts";
import type { Json } from "../../../../src/llm/json.ts";
import type { Delta } from "../../../../src/llm/provider.ts";
import { mergeUsage } from "../../../../src/llm/usage.ts";

const protocol = anthropicMessages();

/** What a new reader makes of these events. */
function read(...events: Json[]): Delta[] {
  const reader = protocol.reader();
  return events.map((event) => {
    const said = reader(event);
    return typeof said === "string" ? { text: said } : said;
  });
}

/** The answer's text after these events. */
function textOf(...events: Json[]): string {
  return read(...events).map(({ text = "" }) => text).join("");
}

const start = (index: unknown, block: unknown): Json => ({ type: "content_block_start", index, content_block: block });
const delta = (index: unknown, fields: unknown): Json => ({ type: "content_block_delta", index, delta: fields });
const TEXT = { type: "text_delta", text: "Hi" };

Deno.test("anthropicMessages() reads text, also what a block starts with", () => {
  assert.equal(textOf(start(0, { type: "text", text: "" }), delta(0, TEXT), delta(0, TEXT)), "HiHi");
  assert.equal(textOf(start(0, { type: "text", text: "Oh, " }), delta(0, TEXT)), "Oh, Hi");
  assert.equal(textOf(delta(0, TEXT)), "Hi", "a gateway dropped the start");
});

Deno.test("anthropicMessages() takes text only from blocks of text", () => {
  for (const type of ["thinking", "redacted_thinking", "tool_use", "server_tool_use", "compaction", "something_new"]) {
    assert.equal(
      textOf(start(0, { type, text: "no" }), delta(0, TEXT), start(1, { type: "text" }), delta(1, TEXT)),
      "Hi",
      type,
    );
  }
  const types = [
    "signature_delta",
    "input_json_delta",
    "citations_delta",
    "compaction_delta",
    "thinking_delta",
    "new_delta",
  ];
  for (const type of types) {
    assert.equal(textOf(start(0, { type: "text" }), delta(0, { type, text: "no", partial_json: "no" })), "", type);
  }
});

Deno.test("anthropicMessages() goes by the last start where a gateway uses an index twice", () => {
  assert.equal(
    textOf(
      start(0, { type: "thinking", thinking: "" }),
      delta(0, { type: "thinking_delta", thinking: "Hm" }),
      { type: "content_block_stop", index: 0 },
      start(0, { type: "text", text: "" }),
      delta(0, TEXT),
    ),
    "Hi",
  );
});

Deno.test("anthropicMessages() reads what the model thinks", () => {
  const events = [start(0, { type: "thinking", thinking: "A" }), delta(0, { type: "thinking_delta", thinking: "B" })];
  assert.deepEqual(read(...events), [{ reasoning: "A" }, { reasoning: "B" }]);
});

Deno.test("anthropicMessages() reads nothing where nothing is said", () => {
  const silent: Json[] = [
    {},
    { type: "ping" },
    { type: "content_block_stop", index: 0 },
    { type: "something_new", delta: TEXT },
    { type: null },
    { type: "message_start" },
    { type: "message_start", message: null },
    { type: "message_start", message: { stop_reason: null, usage: null, model: null } },
    { type: "message_delta" },
    { type: "message_delta", delta: { stop_reason: null }, usage: null },
    { type: "message_delta", delta: { stop_reason: "" } },
    start(0, null),
    start(0, { type: "text", text: null }),
    delta(0, null),
    delta(0, "Hi"),
    delta(0, { type: "text_delta", text: null }),
    delta(0, { text: "no type" }),
    { type: "ping", error: null },
  ];
  for (const event of silent) assert.deepEqual(read(event), [{}], JSON.stringify(event));
});

Deno.test("anthropicMessages() reads why the answer ended", () => {
  const cases: [string, Delta["finish"]][] = [
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["refusal", "filter"],
    ["tool_use", "tool"],
    ["pause_turn", "other"],
    ["something_new", "other"],
    ["constructor", "other"],
    ["__proto__", "other"],
  ];
  for (const [reason, expected] of cases) {
    assert.deepEqual(read({ type: "message_delta", delta: { stop_reason: reason } }), [{ finish: expected }], reason);
  }
  const refused = (details: unknown) =>
    read({ type: "message_delta", delta: { stop_reason: "refusal", stop_details: details } })[0]?.explanation;
  assert.equal(refused({ category: "cyber", explanation: "I can't." }), "I can't.");
  assert.equal(refused({ category: "cyber", explanation: null }), "cyber");
  assert.equal(refused(null), undefined);
  assert.deepEqual(read({ type: "message_stop" }), [{ done: true }]);
});

Deno.test("anthropicMessages() reads usage; the last one counts", () => {
  const first = { input_tokens: 10, cache_read_input_tokens: 4, cache_creation_input_tokens: 2, output_tokens: 1 };
  const events: Json[] = [
    { type: "message_start", message: { id: "i", model: "m", usage: first } },
    { type: "message_delta", delta: {}, usage: { output_tokens: 7, output_tokens_details: { thinking_tokens: 3 } } },
    { type: "message_delta", delta: {}, usage: { output_tokens: 9 } },
  ];
  const deltas = read(...events);
  assert.deepEqual([deltas[0]?.id, deltas[0]?.model], ["i", "m"]);
  const { cost: _, ...usage } = deltas.map((delta) => delta.usage).reduce(mergeUsage, undefined) ?? {};
  assert.deepEqual(usage, { input: 10, cacheRead: 4, cacheWrite: 2, output: 9, reasoning: 3 });
  const odd = read({
    type: "message_delta",
    usage: { input_tokens: "1", output_tokens: -1, cache_read_input_tokens: null },
  });
  assert.deepEqual(Object.values(odd[0]?.usage ?? {}).filter((value) => value !== undefined), []);
});

Deno.test("anthropicMessages() reads an error within the answer", () => {
  assert.deepEqual(read({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }), [
    { error: { message: "Overloaded", type: "overloaded_error" } },
  ]);
  assert.equal(read({ error: { message: "from a gateway" } })[0]?.error?.message, "from a gateway");
  assert.ok(read({ type: "error", error: null })[0]?.error !== undefined);
});

Deno.test("anthropicMessages() reads a whole answer, and knows what is none", () => {
  const content = [
    { type: "thinking", thinking: "Hm" },
    { type: "text", text: "A" },
    { type: "tool_use", text: "no" },
    null,
    {
      type: "text",
      text: "B",
    },
  ];
  const whole = protocol.readBody({ id: "i", model: "m", content, stop_reason: "max_tokens" });
  assert.deepEqual(whole, { text: "AB", reasoning: "Hm", model: "m", id: "i", finish: "length" });
  for (const nothing of [{}, { content: "text" }, { content: null }, { choices: [] }]) {
    assert.equal(protocol.readBody(nothing), undefined);
  }
});

Deno.test("anthropicMessages() throws at no JSON, whatever its form", () => {
  const types = [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "message_delta",
    "message_stop",
    "error",
  ];
  const event = fc.record({
    type: fc.oneof(fc.constantFrom(...types), fc.jsonValue()),
    index: fc.jsonValue(),
    message: fc.jsonValue(),
    delta: fc.jsonValue(),
    content_block: fc.jsonValue(),
    usage: fc.jsonValue(),
    content: fc.jsonValue(),
  }, { requiredKeys: [] });
  fc.assert(fc.property(fc.array(event), (events) => {
    for (const said of read(...events.map((event) => ({ ...event })))) {
      for (const name of ["text", "reasoning", "finish"] as const) {
        assert.ok(["string", "undefined"].includes(typeof said[name]), `${name}: ${typeof said[name]}`);
      }
    }
    for (const event of events) protocol.readBody({ ...event });
  }));
});
