/**
 * Random valid answers of both protocols, with all the freedom that recorded streams take: comments, pings, empty chunks,
 * other choices, fields that are null or absent, line ends of three kinds, and a missing last blank line.
 * @module
 */
import fc from "fast-check";

/** An answer: its bytes, and what a client must take from them. */
export interface RandomAnswer {
  /** The protocol. */
  wire: "chat" | "anthropic";
  /** The bytes of the body. */
  body: Uint8Array<ArrayBuffer>;
  /** The body's type. */
  contentType: string;
  /** The text. */
  text: string;
  /** What the model thought. */
  reasoning: string;
  /** How it ended. */
  finish: "stop" | "length" | "other";
  /** Tokens of the request and of the answer. */
  tokens: [input: number, output: number];
}

/** Pieces of text that are hard to cut: characters of two to four bytes, what frames a stream, and what escapes in JSON. */
const SNIPPETS = [
  "a",
  "Hello ",
  " ",
  "\n",
  "\r\n",
  "é",
  "我現在",
  "🦀",
  "👩‍👩‍👧",
  "\u2028",
  "<",
  "</think>",
  "data: [DONE]\n\n",
  "event: error",
  '"}]}',
  "\\n",
  "\\",
  "\ufeff",
];

const snippet = fc.constantFrom(...SNIPPETS);
const snippets = fc.array(snippet, { maxLength: 5 }).map((parts) => parts.join(""));
/** No 0: a count of nothing is as good as none. */
const count = fc.integer({ min: 1, max: 9999 });

/** One step of an answer: more text, more thought, or something without meaning. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant("text" as const), value: snippets }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("reasoning" as const), value: snippets }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("noise" as const), value: fc.nat(7) }) },
);
type Step = { type: "text" | "reasoning"; value: string } | { type: "noise"; value: number };

const form = fc.record({
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  space: fc.constantFrom("", " "),
  lastBlankLine: fc.boolean(),
  named: fc.boolean(),
  escaped: fc.boolean(),
  done: fc.boolean(),
  field: fc.constantFrom("reasoning", "reasoning_content"),
});
type Form = typeof form extends fc.Arbitrary<infer Value> ? Value : never;

const CHAT_ENDS = { stop: "stop", length: "length", tool_calls: "other" } as const;
const ANTHROPIC_ENDS = { end_turn: "stop", stop_sequence: "stop", max_tokens: "length", tool_use: "other" } as const;

/** Streams of OpenAI chat completions. */
export const chatStream: fc.Arbitrary<RandomAnswer> = fc.record({
  steps: fc.array(step, { maxLength: 12 }),
  form,
  end: fc.constantFrom(...keysOf(CHAT_ENDS)),
  input: count,
  output: count,
}).map(({ steps, form, end, input, output }) => {
  const chunk = (delta: unknown, finish_reason: string | null = null) => ({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    model: "random",
    choices: [{ index: 0, delta, finish_reason }],
  });
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  const noise = [
    ": keep-alive",
    { choices: [], usage: null },
    { choices: [{ index: 1, delta: { content: "another choice" }, finish_reason: "stop" }] },
    chunk({ content: null, refusal: null, tool_calls: null }),
    chunk({}),
    { ...chunk({ content: "" }), error: null, obfuscation: "xyz" },
    chunk({ role: "assistant", content: "", refusal: "" }),
    ": data: [DONE]",
  ];
  const events = [
    ...steps.flatMap((step) => {
      if (step.type === "noise") return [noise[step.value]];
      const field = step.type === "text" ? "content" : form.field;
      return halves(step.value).map((half) => chunk({ [field]: half }));
    }),
    chunk({}, end),
    { choices: [], usage },
    ...(form.done ? ["data: [DONE]"] : []),
  ];
  const body = frame(events.map((event) => ({ event, name: undefined })), form);
  return {
    wire: "chat",
    body,
    contentType: "text/event-stream",
    ...meaning(steps),
    finish: CHAT_ENDS[end],
    tokens: [input, output],
  };
});

/** Streams of Anthropic messages. */
export const anthropicStream: fc.Arbitrary<RandomAnswer> = fc.record({
  steps: fc.array(step, { maxLength: 12 }),
  form,
  end: fc.constantFrom(...keysOf(ANTHROPIC_ENDS)),
  input: count,
  output: count,
}).map(({ steps, form, end, input, output }) => {
  const usage = { input_tokens: input, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 1 };
  const events: unknown[] = [
    {
      type: "message_start",
      message: { id: "msg_1", type: "message", model: "random", content: [], stop_reason: null, usage },
    },
  ];
  const noise = (index: number): unknown[] => [
    [{ type: "ping" }],
    [": comment"],
    [{ type: "an_event_of_tomorrow", text: "no" }],
    block(index, { type: "tool_use", id: "t", name: "n", input: {} }, {
      type: "input_json_delta",
      partial_json: '{"text":"no"}',
    }),
    block(index, { type: "redacted_thinking", data: "no" }),
    block(index, { type: "text", text: "" }, { type: "a_delta_of_tomorrow", text: "no" }),
    block(index, { type: "thinking", thinking: "" }, { type: "signature_delta", signature: "no" }),
    [{ type: "ping" }, { type: "ping" }],
  ];
  for (const [index, step] of steps.entries()) {
    if (step.type === "noise") events.push(...(noise(index)[step.value] as unknown[]));
    else if (step.type === "text") {
      events.push(
        ...block(
          index,
          { type: "text", text: "" },
          ...halves(step.value).map((text) => ({ type: "text_delta", text })),
        ),
      );
    } else {
      const deltas = halves(step.value).map((thinking) => ({ type: "thinking_delta", thinking }));
      events.push(...block(index, { type: "thinking", thinking: "", signature: "" }, ...deltas));
    }
  }
  events.push({
    type: "message_delta",
    delta: { stop_reason: end, stop_sequence: null },
    usage: { output_tokens: output },
  });
  if (form.done) events.push({ type: "message_stop" });
  const body = frame(events.map((event) => ({ event, name: typeOf(event) })), form);
  return {
    wire: "anthropic",
    body,
    contentType: "text/event-stream",
    ...meaning(steps),
    finish: ANTHROPIC_ENDS[end],
    tokens: [input, output],
  };
});

/** Whole answers as one JSON document, of both protocols. */
export const jsonAnswer: fc.Arbitrary<RandomAnswer> = fc.record({
  wire: fc.constantFrom("chat" as const, "anthropic" as const),
  text: snippets,
  reasoning: snippets,
  space: fc.constantFrom("", "\n", "  \r\n\r\n"),
  escaped: fc.boolean(),
  input: count,
  output: count,
}).map(({ wire, text, reasoning, space, escaped, input, output }) => {
  const document = wire === "chat"
    ? {
      model: "random",
      choices: [{
        index: 0,
        message: { role: "assistant", content: text, reasoning_content: reasoning },
        finish_reason: "stop",
      }],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    }
    : {
      type: "message",
      model: "random",
      content: [{ type: "thinking", thinking: reasoning, signature: "s" }, { type: "text", text }],
      stop_reason: "end_turn",
      usage: { input_tokens: input, output_tokens: output },
    };
  const body = new TextEncoder().encode(space + json(document, escaped) + space);
  return { wire, body, contentType: "application/json", text, reasoning, finish: "stop", tokens: [input, output] };
});

/** The events of one content block. */
function block(index: number, start: unknown, ...deltas: unknown[]): unknown[] {
  return [
    { type: "content_block_start", index, content_block: start },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

/** A text in two, cut between code units and so sometimes within a surrogate pair, as providers do. */
function halves(text: string): string[] {
  const middle = Math.floor(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

function meaning(steps: readonly Step[]): { text: string; reasoning: string } {
  const of = (type: Step["type"]) => steps.map((step) => step.type === type ? step.value : "").join("");
  return { text: of("text"), reasoning: of("reasoning") };
}

/** The bytes of a stream; an event that is text stands there as it is. */
function frame(events: readonly { event: unknown; name: string | undefined }[], form: Form): Uint8Array<ArrayBuffer> {
  const { lineEnd, space } = form;
  const blocks = events.map(({ event, name }) => {
    if (typeof event === "string") return event;
    const data = `data:${space}${json(event, form.escaped)}`;
    return form.named && name !== undefined ? `event:${space}${name}${lineEnd}${data}` : data;
  });
  return new TextEncoder().encode(blocks.join(lineEnd + lineEnd) + (form.lastBlankLine ? lineEnd + lineEnd : ""));
}

/** JSON with all that is not ASCII as `\u` escapes, as Python writes it, or as it is. Half a pair is escaped always. */
function json(value: unknown, escaped: boolean): string {
  const text = JSON.stringify(value);
  if (!escaped) return text;
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function typeOf(event: unknown): string | undefined {
  return typeof event === "object" && event !== null && "type" in event ? String(event.type) : undefined;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
