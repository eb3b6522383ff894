/**
 * How an answer looks on the wire, in the two protocols that the client speaks.
 * @module
 */

/** One server-sent event. */
export interface SseEvent {
  readonly event?: string;
  readonly data: string;
}

/** Why an answer ended, in neither protocol's words. */
export type Reason = "stop" | "length" | "filter";

/** An error in a provider's words. */
export interface Failure {
  readonly message: string;
  readonly type: string;
  readonly code?: string;
}

/** The words of one protocol. */
export interface Wire {
  /** The provider's name for `createLLMClient`. */
  readonly name: "openai" | "anthropic";
  /** Where its requests go. */
  readonly path: string;
  /** The header that carries the key, and the key's value there. */
  readonly auth: { readonly header: string; value(key: string): string };
  /** What comes before the first text. */
  readonly opening: readonly SseEvent[];
  /** One piece of text. */
  text(text: string): SseEvent;
  /** One piece of thinking, with all that has to stand around it; comes before `opening`'s text. */
  thinking(text: string): readonly SseEvent[];
  /** The end of the answer, without the mark that nothing follows. */
  closing(reason: Reason, usage?: unknown): readonly SseEvent[];
  /** The mark that nothing follows. */
  readonly done: SseEvent;
  /** An event of no meaning that keeps the connection alive. */
  readonly ping: string;
  /** The answer as one JSON body; `content` is what the protocol has in place of the text. */
  body(content: unknown, options?: { finish?: Reason | null; usage?: unknown }): string;
  /** An error as a JSON body. */
  failure(failure: Failure): string;
  /** An error in a stream. */
  failureEvent(failure: Failure): SseEvent;
}

const CHUNK = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_790_000_000, model: "test-model" };

function openaiChunk(choice: unknown, more: Record<string, unknown> = {}): SseEvent {
  return { data: JSON.stringify({ ...CHUNK, choices: choice === undefined ? [] : [choice], ...more }) };
}

const OPENAI_REASON = { stop: "stop", length: "length", filter: "content_filter" } as const;
const OPENAI_USAGE = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

/** OpenAI chat completions. */
export const openai: Wire = {
  name: "openai",
  path: "/v1/chat/completions",
  auth: { header: "authorization", value: (key) => `Bearer ${key}` },
  opening: [openaiChunk({ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null })],
  text: (text) => openaiChunk({ index: 0, delta: { content: text }, finish_reason: null }),
  thinking: (text) => [openaiChunk({ index: 0, delta: { reasoning_content: text }, finish_reason: null })],
  closing: (reason, usage = OPENAI_USAGE) => [
    openaiChunk({ index: 0, delta: {}, finish_reason: OPENAI_REASON[reason] }),
    ...(usage === null ? [] : [openaiChunk(undefined, { usage })]),
  ],
  done: { data: "[DONE]" },
  ping: ": keep-alive\n\n",
  body: (content, { finish = "stop", usage = OPENAI_USAGE } = {}) =>
    JSON.stringify({
      ...CHUNK,
      object: "chat.completion",
      choices: [{
        index: 0,
        message: { role: "assistant", content },
        finish_reason: finish === null ? null : OPENAI_REASON[finish],
      }],
      ...(usage === null ? {} : { usage }),
    }),
  failure: (failure) => JSON.stringify({ error: { param: null, code: null, ...failure } }),
  failureEvent: (failure) => ({ data: JSON.stringify({ error: { param: null, code: null, ...failure } }) }),
};

function anthropicEvent(type: string, more: Record<string, unknown> = {}): SseEvent {
  return { event: type, data: JSON.stringify({ type, ...more }) };
}

const ANTHROPIC_REASON = { stop: "end_turn", length: "max_tokens", filter: "refusal" } as const;
const ANTHROPIC_MESSAGE = { id: "msg_1", type: "message", role: "assistant", model: "test-model" };

/** Anthropic Messages. */
export const anthropic: Wire = {
  name: "anthropic",
  path: "/v1/messages",
  auth: { header: "x-api-key", value: (key) => key },
  opening: [
    anthropicEvent("message_start", {
      message: {
        ...ANTHROPIC_MESSAGE,
        content: [],
        stop_reason: null,
        usage: { input_tokens: 11, output_tokens: 1 },
      },
    }),
    anthropicEvent("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    anthropicEvent("ping"),
  ],
  text: (text) => anthropicEvent("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
  thinking: (text) => [
    anthropicEvent("content_block_start", { index: 1, content_block: { type: "thinking", thinking: "" } }),
    anthropicEvent("content_block_delta", { index: 1, delta: { type: "thinking_delta", thinking: text } }),
    anthropicEvent("content_block_delta", { index: 1, delta: { type: "signature_delta", signature: "c2ln" } }),
    anthropicEvent("content_block_stop", { index: 1 }),
  ],
  closing: (reason, usage = { output_tokens: 7 }) => [
    anthropicEvent("content_block_stop", { index: 0 }),
    anthropicEvent("message_delta", {
      delta: { stop_reason: ANTHROPIC_REASON[reason], stop_sequence: null },
      ...(usage === null ? {} : { usage }),
    }),
  ],
  done: anthropicEvent("message_stop"),
  ping: 'event: ping\ndata: {"type":"ping"}\n\n',
  body: (content, { finish = "stop", usage = { input_tokens: 11, output_tokens: 7 } } = {}) =>
    JSON.stringify({
      ...ANTHROPIC_MESSAGE,
      content: typeof content === "string" ? [{ type: "text", text: content }] : content,
      stop_reason: finish === null ? null : ANTHROPIC_REASON[finish],
      stop_sequence: null,
      ...(usage === null ? {} : { usage }),
    }),
  failure: ({ message, type, code }) =>
    JSON.stringify({
      type: "error",
      error: { type, message, ...(code === undefined ? {} : { details: { error_code: code } }) },
      request_id: "req_1",
    }),
  failureEvent: ({ message, type }) => anthropicEvent("error", { error: { type, message } }),
};

/** Both protocols. */
export const WIRES: readonly Wire[] = [openai, anthropic];

/** How events are put into lines, where a test needs another way than the usual one. */
export interface Framing {
  /** Default: `\n`. */
  eol?: string;
  /** A space after the colon. Default: true. */
  space?: boolean;
}

/** Events as the text of a stream. */
export function frame(events: readonly SseEvent[], { eol = "\n", space = true }: Framing = {}): string {
  const colon = space ? ": " : ":";
  return events.map(({ event, data }) =>
    (event === undefined ? "" : `event${colon}${event}${eol}`) +
    data.split("\n").map((line) => `data${colon}${line}${eol}`).join("") + eol
  ).join("");
}

/** All events of an answer. */
export function answerEvents(wire: Wire, pieces: readonly string[], reason: Reason = "stop"): SseEvent[] {
  return [...wire.opening, ...pieces.map((piece) => wire.text(piece)), ...wire.closing(reason), wire.done];
}
