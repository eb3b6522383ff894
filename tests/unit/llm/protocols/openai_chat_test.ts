import assert from "node:assert/strict";
import fc from "fast-check";
import { openaiChat } from "../../../../src/llm/protocols/openai_chat.ts";
import type { Json } from "../../../../src/llm/json.ts";
import type { Delta } from "../../../../src/llm/provider.ts";
import { mergeUsage } from "../../../../src/llm/usage.ts";

const protocol = openaiChat();
const read = (chunk: Json): Delta => asDelta(protocol.reader()(chunk));
const asDelta = (said: Delta | string): Delta => typeof said === "string" ? { text: said } : said;

/** What a chunk with this first choice says. */
function choice(fields: Json): Delta {
  return read({ choices: [{ index: 0, ...fields }] });
}

/** What a chunk with this piece says. */
function piece(delta: unknown): Delta {
  return choice({ delta });
}

Deno.test("openaiChat() reads nothing where nothing is said", () => {
  const silent: Json[] = [
    {},
    { choices: [] },
    { choices: null },
    { choices: {} },
    { choices: [null] },
    { choices: ["x"] },
    { choices: [{}] },
    { choices: [{ index: 0, delta: null, finish_reason: null }] },
    { choices: [{ index: 0, delta: [], finish_reason: "" }] },
    { choices: [{ index: 0, delta: { role: "assistant", content: null, tool_calls: null, refusal: null } }] },
    { choices: [{ index: 1, delta: { content: "other" }, finish_reason: "stop" }] },
    { choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
    { choices: [], usage: null, error: null },
    { id: "", model: "", choices: [] },
    { object: "ping" },
  ];
  for (const chunk of silent) assert.deepEqual(read(chunk), {}, JSON.stringify(chunk));
});

Deno.test("openaiChat() reads the choice of index 0, wherever it stands", () => {
  const other = { index: 1, delta: { content: "no" }, finish_reason: "length" };
  const first = { index: 0, delta: { content: "yes" }, finish_reason: null };
  for (const choices of [[other, first], [first, other], [null, other, first]]) {
    assert.deepEqual(read({ choices }), { text: "yes" });
  }
  for (const index of [undefined, null]) assert.equal(read({ choices: [{ ...first, index }] }).text, "yes");
});

Deno.test("openaiChat() reads text in every form", () => {
  assert.equal(piece({ content: "a" }).text, "a");
  assert.equal(piece({ content: [{ type: "text", text: "a" }, null, "x", { type: "text", text: "b" }] }).text, "ab");
  assert.equal(choice({ message: { content: "a" } }).text, "a", "a whole message in a chunk");
  assert.equal(choice({ text: "a" }).text, "a", "the old completions");
  for (const content of [7, true, {}]) assert.equal(piece({ content }).text, undefined);
});

Deno.test("openaiChat() reads reasoning in every form, once", () => {
  const cases: [string, unknown][] = [
    ["reasoning_content", { reasoning_content: "r" }],
    ["reasoning", { reasoning: "r" }],
    ["both", { reasoning_content: "r", reasoning: "r" }],
    ["one of them null", { reasoning_content: null, reasoning: "r" }],
    ["details", { reasoning_details: [{ type: "reasoning.text", text: "r" }] }],
    ["details beside the text", { reasoning: "r", reasoning_details: [{ text: "r" }] }],
    ["a summary", {
      reasoning_details: [{ type: "reasoning.summary", summary: "r" }, { type: "reasoning.encrypted" }],
    }],
    ["Mistral", { content: [{ type: "thinking", thinking: [{ type: "text", text: "r" }] }] }],
    ["a part that is a text", { content: [{ type: "thinking", thinking: "r" }] }],
  ];
  for (const [name, delta] of cases) assert.deepEqual(piece(delta), { reasoning: "r" }, name);
  assert.deepEqual(piece({ content: [{ type: "thinking", thinking: "r" }, { type: "text", text: "t" }] }), {
    reasoning: "r",
    text: "t",
  });
  for (const nothing of [{ reasoning: "" }, { reasoning: null }, { reasoning_details: [] }, { reasoning: {} }]) {
    assert.equal(piece(nothing).reasoning ?? "", "");
  }
});

Deno.test("openaiChat() reads a refusal", () => {
  assert.deepEqual(piece({ content: null, refusal: "No." }), { refusal: "No." });
  assert.deepEqual(piece({ content: [{ type: "refusal", refusal: "No." }] }), { refusal: "No." });
});

Deno.test("openaiChat() reads why the answer ended", () => {
  const cases: [unknown, Delta["finish"]][] = [
    ["stop", "stop"],
    ["STOP", "stop"],
    ["eos", "stop"],
    ["length", "length"],
    ["model_length", "length"],
    ["max_tokens", "length"],
    ["content_filter", "filter"],
    ["insufficient_system_resource", "overloaded"],
    ["error", "error"],
    ["tool_calls", "tool"],
    ["function_call", "tool"],
    ["content_filter: RECITATION", "filter"],
    ["content_filter: PROHIBITED_CONTENT", "filter"],
    ["sensitive", "filter"],
    ["abort", "error"],
    ["network_error", "error"],
    ["something_new", "other"],
    ["constructor", "other"],
    ["__proto__", "other"],
    [null, undefined],
    ["", undefined],
    [0, undefined],
  ];
  for (const [reason, expected] of cases) {
    assert.equal(choice({ delta: {}, finish_reason: reason }).finish, expected, String(reason));
  }
});

Deno.test("openaiChat() reads usage from wherever it stands; the last one counts", () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 2 },
  };
  const expected = { input: 10, output: 5, total: 15, cached: 4, reasoning: 2, cost: undefined };
  assert.deepEqual(read({ choices: [], usage }).usage, expected);
  assert.deepEqual(read({ choices: [], x_groq: { usage } }).usage, expected);
  assert.equal(read({ usage: { prompt_cache_hit_tokens: 3 } }).usage?.cached, 3, "DeepSeek");
  assert.equal(read({ usage: { cost: 0.5 } }).usage?.cost, 0.5, "OpenRouter");
  assert.equal(read({ usage: { cost: { total_cost: 0.5 } } }).usage?.cost, 0.5, "Perplexity");
  const odd = read({
    usage: { prompt_tokens: "7", completion_tokens: -1, total_tokens: null, prompt_tokens_details: 1 },
  });
  assert.deepEqual(Object.values(odd.usage ?? {}).filter((value) => value !== undefined), []);
  const chunks: Json[] = [1, 2, 3].map((count) => ({ usage: { prompt_tokens: 10, completion_tokens: count } }));
  const merged = [...chunks, { usage: null }, {}].map((chunk) => read(chunk).usage).reduce(mergeUsage, undefined);
  assert.deepEqual([merged?.input, merged?.output], [10, 3]);
});

Deno.test("openaiChat() reads an error within the answer, also beside a choice", () => {
  const chunk = {
    choices: [{ index: 0, delta: { content: "x" }, finish_reason: "error" }],
    error: { code: 502, message: "Provider failed" },
  };
  assert.deepEqual(read(chunk), { error: { message: "Provider failed", status: 502 } });
  assert.equal(read({ object: "error", message: "M", code: 400 }).error?.message, "M");
});

Deno.test("openaiChat() reads a whole answer, and knows what is none", () => {
  const body = {
    id: "i",
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: 2 },
  };
  const { usage, ...delta } = protocol.readBody(body) ?? {};
  assert.deepEqual(delta, { text: "Hi", finish: "stop", model: "m", id: "i" });
  assert.deepEqual([usage?.input, usage?.output], [1, 2]);
  for (const nothing of [{}, { choices: null }, { data: [] }, { content: [] }]) {
    assert.equal(protocol.readBody(nothing), undefined);
  }
});

Deno.test("openaiChat() throws at no JSON, whatever its form", () => {
  const reader = protocol.reader();
  const part = fc.record({ content: fc.jsonValue(), reasoning: fc.jsonValue(), reasoning_details: fc.jsonValue() });
  const entry = fc.record({
    index: fc.jsonValue(),
    delta: fc.oneof(part, fc.jsonValue()),
    finish_reason: fc.jsonValue(),
  });
  const chunk = fc.record(
    {
      choices: fc.oneof(fc.array(entry), fc.jsonValue()),
      usage: fc.jsonValue(),
      x_groq: fc.jsonValue(),
      error: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(chunk, (chunk) => {
    for (const delta of [asDelta(reader({ ...chunk })), protocol.readBody({ ...chunk }) ?? {}]) {
      for (const name of ["text", "reasoning", "refusal", "finish"] as const) {
        assert.ok(["string", "undefined"].includes(typeof delta[name]), `${name}: ${typeof delta[name]}`);
      }
    }
  }));
});
