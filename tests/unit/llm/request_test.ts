import assert from "node:assert/strict";
import fc from "fast-check";
import { anthropicMessages } from "../../../src/llm/protocols/anthropic_messages.ts";
import { openaiChat } from "../../../src/llm/protocols/openai_chat.ts";
import type { Protocol } from "../../../src/llm/provider.ts";
import { buildBody, estimateTokens } from "../../../src/llm/request.ts";
import { type Target, targetOf } from "../../../src/llm/target.ts";
import type { ClientOptions, GenerateOptions, Message } from "../../../src/llm/types.ts";
import { anyText } from "./any_text.ts";

const MESSAGES: readonly Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "First." },
  { role: "assistant", content: "Yes." },
  { role: "user", content: "Second." },
  { role: "assistant", content: "{" },
];
const SCHEMA = { type: "object", properties: { a: { type: "string" } } };
const WORDS = `Answer with one JSON value that fits this JSON Schema, and with nothing else:\n${
  JSON.stringify(SCHEMA)
}`;

function target(protocol: Protocol, options: ClientOptions = {}): Target {
  return targetOf({ name: "own", protocol, baseUrl: "http://127.0.0.1:9", defaultModel: "m" }, options);
}

function build(protocol: Protocol, options: GenerateOptions, client: ClientOptions = {}, messages = MESSAGES) {
  return buildBody(target(protocol, client), messages, options);
}

/** A target whose provider has refused the schema as a parameter. */
function refusing(protocol: Protocol, name: string, client: ClientOptions = {}): Target {
  const refused = target(protocol, client);
  const learned = refused.remedies.learn(
    { kind: "bad_request", status: 400, what: `${name} is not supported`, hint: "" },
    { [name]: {} },
  );
  assert.ok(learned);
  return refused;
}

Deno.test("buildBody() sends only what is set", () => {
  assert.deepEqual(build(openaiChat(), {}).body, {
    model: "m",
    messages: MESSAGES,
    stream: true,
    stream_options: { include_usage: true },
  });
  const { body } = build(openaiChat(), { temperature: 0, maxTokens: 5, task: { name: "t", input: 1 } });
  assert.deepEqual([body["temperature"], body["max_tokens"], "task" in body], [0, 5, false]);
});

Deno.test("buildBody() sends Anthropic the limit that it demands, and the system's words apart", () => {
  const { body } = build(anthropicMessages(), {});
  assert.deepEqual(body, {
    model: "m",
    max_tokens: 32_000,
    system: "Be brief.",
    messages: MESSAGES.slice(1),
    stream: true,
  });
  assert.equal(build(anthropicMessages(), { maxTokens: 7 }).body["max_tokens"], 7);
  const two: Message[] = [{ role: "system", content: "A" }, { role: "user", content: "B" }, {
    role: "system",
    content: "C",
  }];
  assert.equal(build(anthropicMessages(), {}, {}, two).body["system"], "A\n\nC");
});

Deno.test("buildBody() sends a schema natively where the protocol can", () => {
  const options = { schema: SCHEMA, schemaName: "plan" };
  assert.deepEqual(build(openaiChat(), options).body["response_format"], {
    type: "json_schema",
    json_schema: { name: "plan", schema: SCHEMA, strict: false },
  });
  const { body } = build(anthropicMessages(), options);
  assert.deepEqual(body["output_config"], {
    format: { type: "json_schema", schema: { ...SCHEMA, additionalProperties: false } },
  });
  assert.deepEqual(body["messages"], MESSAGES.slice(1), "no words about it");
});

Deno.test("buildBody() makes the schema's name one that every provider takes", () => {
  const nameOf = (schemaName: string): unknown => {
    const format = build(openaiChat(), { schema: SCHEMA, schemaName }).body["response_format"];
    return JSON.parse(JSON.stringify(format)).json_schema.name;
  };
  assert.deepEqual(["plan", "a b.c/d", "é", "", "😀"].map(nameOf), ["plan", "a_b_c_d", "_", "answer", "__"]);
  fc.assert(fc.property(anyText(200), (name) => {
    assert.match(String(nameOf(name)), /^[a-zA-Z0-9_-]{1,64}$/);
  }));
});

Deno.test("buildBody() puts the schema into words, at the end of what the user says last", () => {
  for (const [schemas, format] of [["none", undefined], ["json", { type: "json_object" }]] as const) {
    const { body, warnings } = build(openaiChat({ schemas }), { schema: SCHEMA });
    assert.deepEqual(body["response_format"], format);
    assert.deepEqual(body["messages"], MESSAGES.with(3, { role: "user", content: `Second.\n\n${WORDS}` }));
    assert.deepEqual(warnings, []);
  }
  const alone: Message[] = [{ role: "system", content: "S" }];
  const { body } = build(openaiChat({ schemas: "none" }), { schema: SCHEMA }, {}, alone);
  assert.deepEqual(body["messages"], [...alone, { role: "user", content: WORDS }]);
  assert.deepEqual(alone.length, 1, "the caller's list is not touched");
});

Deno.test("buildBody() puts the schema into words when the provider has refused it", () => {
  for (
    const [protocol, name] of [
      [openaiChat(), "response_format"],
      [openaiChat({ schemas: "json" }), "response_format"],
      [
        anthropicMessages(),
        "output_config",
      ],
    ] as const
  ) {
    const { body, warnings } = buildBody(refusing(protocol, name), MESSAGES, { schema: SCHEMA });
    assert.ok(!(name in body));
    assert.ok(JSON.stringify(body["messages"]).includes(JSON.stringify(`Second.\n\n${WORDS}`)));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /schema/);
  }
});

Deno.test("buildBody() warns about a refused schema only calls that have one", () => {
  const { body, warnings } = buildBody(refusing(openaiChat(), "response_format"), MESSAGES, {});
  assert.deepEqual(body["messages"], MESSAGES);
  assert.deepEqual(warnings, []);
});

Deno.test("buildBody() lets the user's own fields win", () => {
  const extraBody = {
    model: "other",
    stream_options: { include_usage: false },
    max_tokens: 1,
    reasoning_effort: "low",
  };
  const { body } = build(openaiChat(), { maxTokens: 99, temperature: 1 }, { extraBody });
  assert.deepEqual(body, { messages: MESSAGES, stream: true, temperature: 1, ...extraBody });
});

Deno.test("buildBody() applies what was learned to the user's own fields too", () => {
  const own = target(openaiChat(), { extraBody: { reasoning_effort: "low" } });
  const fault = { kind: "bad_request", status: 400, what: "reasoning_effort", hint: "" } as const;
  assert.ok(own.remedies.learn(fault, buildBody(own, MESSAGES, {}).body));
  const { body, warnings } = buildBody(own, MESSAGES, {});
  assert.ok(!("reasoning_effort" in body));
  assert.equal(warnings.length, 1);
});

Deno.test("buildBody() does not touch its messages, and gives the same body twice", () => {
  const frozen = MESSAGES.map((message) => Object.freeze({ ...message }));
  for (const protocol of [openaiChat(), openaiChat({ schemas: "none" }), anthropicMessages()]) {
    const options = { schema: SCHEMA, temperature: 1 };
    assert.deepEqual(build(protocol, options, {}, frozen), build(protocol, options, {}, frozen));
  }
  assert.deepEqual(frozen, MESSAGES);
});

Deno.test("estimateTokens() counts the request, and the answer where it has a limit", () => {
  assert.equal(estimateTokens("", undefined), 0);
  assert.equal(estimateTokens("x".repeat(401), undefined), 101);
  assert.equal(estimateTokens("x".repeat(400), 50), 150);
});
