import assert from "node:assert/strict";
import { createLLMClient, type LLMErrorKind } from "../../../mod.ts";
import { anthropicJsonOf, anthropicStreamOf, type Body, chatJsonOf, chatStreamOf } from "./bodies.ts";
import { completed, type Outcome, streamed } from "./outcome.ts";
import { ReplayServer } from "./replay_server.ts";

/** What must come out: a text with what was thought before, or a failure and what was thought before it. */
type Meaning = { text: string; reasoning: string; error?: undefined } | { error: LLMErrorKind; reasoning: string };

/** Asks for each body, by `stream` in small pieces and whole, and by `complete`, and compares with what is meant. */
async function expectMeaning(
  provider: "generic" | "anthropic",
  bodies: Iterable<Body>,
  meaning: Meaning,
): Promise<void> {
  await using server = new ReplayServer();
  const client = createLLMClient(provider, { model: "m", baseUrl: server.origin, retry: { maxAttempts: 1 } });
  for (const { body, headers } of bodies) {
    for (const pieces of [7, "whole"] as const) {
      server.answer = { body, headers, pieces };
      compare(await streamed(client), meaning, `${body}, pieces of ${pieces}`);
    }
    const { completion, error } = await completed(client);
    assert.equal(error?.kind, meaning.error, body);
    if (meaning.error === undefined) assert.equal(completion?.text, meaning.text, body);
  }
}

function compare({ text, reasoning, error }: Outcome, meaning: Meaning, how: string): void {
  assert.equal(error?.kind, meaning.error, `${how}: ${error?.message}`);
  assert.equal(text, meaning.error === undefined ? meaning.text : "", how);
  if (meaning.error === undefined) assert.equal(reasoning, meaning.reasoning, how);
  // What came in the same read as the failure need not be shown; nothing else may be.
  else assert.ok(meaning.reasoning.startsWith(reasoning), `${how}: "${reasoning}" was shown`);
}

/** An answer as one JSON document, as one delta, as one delta for each code unit, and as two deltas cut at every position. */
function* everyWay(content: string, finish?: string): Generator<Body> {
  const stream = (...parts: string[]) => chatStreamOf(parts.map((content) => ({ content })), finish);
  yield chatJsonOf({ content }, finish);
  yield stream(content);
  yield stream(...content.split(""));
  for (let at = 1; at < content.length; at++) yield stream(content.slice(0, at), content.slice(at));
}

const ANSWERS: [what: string, content: string, meaning: Meaning][] = [
  ["a thought before the text", "<think>Hm.</think>Yes", { text: "Yes", reasoning: "Hm." }],
  ["white space before the tag", "\n <think>Hm.</think>Yes", { text: "Yes", reasoning: "Hm." }],
  ["a thought with a line end at each end", "<think>\nHm.\n</think>Yes", { text: "Yes", reasoning: "\nHm.\n" }],
  ["an empty thought", "<think></think>Yes", { text: "Yes", reasoning: "" }],
  ["a thought that holds <", "<think>a < b, <b>, </b>, </thin</think>Yes", {
    text: "Yes",
    reasoning: "a < b, <b>, </b>, </thin",
  }],
  ["a thought that ends in <", "<think>a <</think>Yes", { text: "Yes", reasoning: "a <" }],
  ["a thought that ends in half a tag", "<think>a</think</think>Yes", { text: "Yes", reasoning: "a</think" }],
  ["a tag within a thought", "<think>a<think>b</think>Yes", { text: "Yes", reasoning: "a<think>b" }],
  ["a second thought", "<think>a</think>Yes <think>b</think>", { text: "Yes <think>b</think>", reasoning: "a" }],
  ["a tag that is not at the head", "Yes <think>b</think>", { text: "Yes <think>b</think>", reasoning: "" }],
  ["a closing tag alone", "Yes</think>No", { text: "Yes</think>No", reasoning: "" }],
  ["a closing tag at the head", "</think>Yes", { text: "</think>Yes", reasoning: "" }],
  ["another tag at the head", "<thinking>Hm.</thinking>", { text: "<thinking>Hm.</thinking>", reasoning: "" }],
  ["another tag after white space", "\n <b>Yes</b>", { text: "\n <b>Yes</b>", reasoning: "" }],
  ["a < at the head", "< 3", { text: "< 3", reasoning: "" }],
  ["a < alone", "<", { text: "<", reasoning: "" }],
  ["half a tag alone", "<think", { text: "<think", reasoning: "" }],
  ["half a tag after white space", " <thi", { text: " <thi", reasoning: "" }],
  ["a tag with a space", "<think >Hm.", { text: "<think >Hm.", reasoning: "" }],
  ["an unclosed thought", "<think>Hm.", { error: "empty_response", reasoning: "Hm." }],
  ["an unclosed thought that ends in half a tag", "<think>Hm.</thi", {
    error: "empty_response",
    reasoning: "Hm.</thi",
  }],
  ["a tag alone", "<think>", { error: "empty_response", reasoning: "" }],
  ["a thought without an answer", "<think>Hm.</think>", { error: "empty_response", reasoning: "Hm." }],
  ["a thought and white space", "<think>Hm.</think>\n\n", { error: "empty_response", reasoning: "Hm." }],
  ["white space alone", " \n ", { error: "empty_response", reasoning: "" }],
  ["characters of two code units", "<think>🤔🦀</think>🦀👍", { text: "🦀👍", reasoning: "🤔🦀" }],
];

for (const [what, content, meaning] of ANSWERS) {
  Deno.test(`<think> tags: ${what}: ${JSON.stringify(content)}, split everywhere`, async () => {
    await expectMeaning("generic", everyWay(content), meaning);
  });
}

Deno.test("<think> tags: white space after the thought is the answer's, and not shown before its text", async () => {
  await using server = new ReplayServer();
  const client = createLLMClient("generic", { model: "m", baseUrl: server.origin, retry: { maxAttempts: 1 } });
  for (const { body, headers } of everyWay("<think>\nHm.\n</think>\n\nYes\n")) {
    server.answer = { body, headers, pieces: 7 };
    const { text, reasoning } = await streamed(client);
    assert.deepEqual([text.trim(), reasoning.trim()], ["Yes", "Hm."], body);
  }
});

Deno.test("<think> tags: an unclosed thought that is cut at the limit asks for more tokens", async () => {
  await using server = new ReplayServer();
  const client = createLLMClient("generic", { model: "m", baseUrl: server.origin });
  for (const { body, headers } of everyWay("<think>Hm", "length")) {
    server.answer = { body, headers };
    const { error } = await completed(client);
    assert.equal(error?.kind, "empty_response");
    assert.match(error.hint, /max.?tokens/i);
    assert.equal(error.attempts, 1, "asking again would end at the same limit");
  }
});

const DETAILS = [
  { type: "reasoning.text", text: "Hm.", format: "unknown", index: 0, signature: null },
];
const SUMMARY = [{ type: "reasoning.summary", summary: "Hm.", index: 0 }];
const ENCRYPTED = [{ type: "reasoning.encrypted", data: "AAAA", index: 0 }];

for (
  const [what, fields, reasoning] of [
    ["reasoning_content", { reasoning_content: "Hm." }, "Hm."],
    ["reasoning", { reasoning: "Hm." }, "Hm."],
    ["reasoning and reasoning_content, both equal", { reasoning: "Hm.", reasoning_content: "Hm." }, "Hm."],
    ["reasoning with an empty reasoning_content", { reasoning: "Hm.", reasoning_content: "" }, "Hm."],
    ["reasoning_content with a reasoning of null", { reasoning: null, reasoning_content: "Hm." }, "Hm."],
    ["reasoning_details of text", { reasoning_details: DETAILS }, "Hm."],
    ["reasoning_details of a summary", { reasoning_details: SUMMARY }, "Hm."],
    ["reasoning_details that are encrypted", { reasoning_details: ENCRYPTED }, ""],
    ["reasoning and reasoning_details", { reasoning: "Hm.", reasoning_details: DETAILS }, "Hm."],
    ["all three", { reasoning: "Hm.", reasoning_content: "Hm.", reasoning_details: DETAILS }, "Hm."],
    ["none of them, but null", { reasoning: null, reasoning_content: null, reasoning_details: null }, ""],
  ] as const
) {
  Deno.test(`reasoning fields: ${what} is what was thought, once`, async () => {
    const bodies = [
      chatJsonOf({ content: "Yes", ...fields }),
      chatStreamOf([{ content: "", ...fields }, { content: "Yes" }]),
      chatStreamOf([{ role: "assistant", content: null, ...fields }, { content: "Yes", reasoning: null }]),
      chatStreamOf([{ content: "Yes", ...fields }]),
    ];
    await expectMeaning("generic", bodies, { text: "Yes", reasoning });
  });
}

Deno.test("reasoning fields: reasoning alone is no answer", async () => {
  const fields = { content: "", reasoning_content: "Hm." };
  await expectMeaning("generic", [chatJsonOf(fields), chatStreamOf([fields])], {
    error: "empty_response",
    reasoning: "Hm.",
  });
});

Deno.test("reasoning fields: what was thought comes in order, over several deltas", async () => {
  const bodies = [
    chatStreamOf([{ reasoning: "H" }, { reasoning: "m" }, { content: "Y" }, { reasoning: "." }, { content: "es" }]),
  ];
  await expectMeaning("generic", bodies, { text: "Yes", reasoning: "Hm." });
});

Deno.test("Mistral: content that is a list of thinking and text is told apart", async () => {
  const thinking = (text: string) => ({ type: "thinking", thinking: [{ type: "text", text }] });
  const text = (text: string) => ({ type: "text", text });
  const bodies = [
    chatJsonOf({ content: [thinking("Hm."), text("Yes")] }),
    chatJsonOf({ content: [thinking("H"), thinking("m."), text("Y"), text("es")] }),
    chatStreamOf([{ content: [thinking("Hm.")] }, { content: [text("Yes")] }]),
    chatStreamOf([{ content: [thinking("H")] }, { content: [thinking("m.")] }, { content: "Y" }, { content: "es" }]),
    chatStreamOf([{ content: [thinking("Hm."), text("Y")] }, { content: [text("es")] }, { content: [] }]),
  ];
  await expectMeaning("generic", bodies, { text: "Yes", reasoning: "Hm." });
});

Deno.test("Mistral: parts of a list that are not known are left out", async () => {
  const parts = [{ type: "image_url", image_url: "no" }, { type: "reference", reference_ids: [1] }, {
    type: "text",
    text: "Yes",
  }];
  await expectMeaning("generic", [chatJsonOf({ content: parts }), chatStreamOf([{ content: parts }])], {
    text: "Yes",
    reasoning: "",
  });
});

Deno.test("Anthropic: thinking blocks are what was thought, and only text blocks are text", async () => {
  const bodies = [
    anthropicJsonOf([
      { type: "thinking", thinking: "Hm.", signature: "s" },
      { type: "redacted_thinking", data: "AAAA" },
      { type: "text", text: "Y" },
      { type: "tool_use", id: "t", name: "n", input: { text: "no" } },
      { type: "text", text: "es" },
    ]),
    anthropicStreamOf([
      [
        { type: "thinking", thinking: "", signature: "" },
        { type: "thinking_delta", thinking: "H" },
        { type: "thinking_delta", thinking: "m." },
        { type: "signature_delta", signature: "no" },
      ],
      [{ type: "redacted_thinking", data: "AAAA" }],
      [{ type: "text", text: "" }, { type: "text_delta", text: "Y" }, { type: "delta_of_tomorrow", text: "no" }],
      [{ type: "tool_use", id: "t", name: "n", input: {} }, {
        type: "input_json_delta",
        partial_json: '{"text":"no"}',
      }],
      [{ type: "text", text: "e" }, { type: "text_delta", text: "s" }],
    ]),
    anthropicStreamOf([[{ type: "thinking", thinking: "Hm." }], [{ type: "text", text: "Yes" }]]),
  ];
  await expectMeaning("anthropic", bodies, { text: "Yes", reasoning: "Hm." });
});

Deno.test("Anthropic: thinking without text is no answer", async () => {
  const bodies = [
    anthropicJsonOf([{ type: "thinking", thinking: "Hm.", signature: "s" }]),
    anthropicStreamOf([[{ type: "thinking", thinking: "" }, { type: "thinking_delta", thinking: "Hm." }]]),
  ];
  await expectMeaning("anthropic", bodies, { error: "empty_response", reasoning: "Hm." });
});

Deno.test("surrogate pairs: a character split over two deltas is one character, in text and in reasoning", async () => {
  const meaning = { text: "a🦀b👍", reasoning: "x🤔y" };
  await expectMeaning("generic", [
    chatStreamOf([
      { reasoning_content: "x\ud83e" },
      { reasoning_content: "\udd14y" },
      { content: "a\ud83e" },
      { content: "\udd80b\ud83d" },
      { content: "\udc4d" },
    ]),
  ], meaning);
  await expectMeaning("anthropic", [
    anthropicStreamOf([
      [
        { type: "thinking", thinking: "" },
        { type: "thinking_delta", thinking: "x\ud83e" },
        { type: "thinking_delta", thinking: "\udd14y" },
      ],
      [
        { type: "text", text: "" },
        { type: "text_delta", text: "a\ud83e" },
        { type: "text_delta", text: "\udd80b\ud83d" },
        { type: "text_delta", text: "\udc4d" },
      ],
    ]),
  ], meaning);
});
