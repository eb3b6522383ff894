/**
 * Bodies of answers, built from what they say: event streams and whole JSON documents of both protocols.
 * @module
 */

/** A body with its type. */
export interface Body {
  /** The bytes as text. */
  body: string;
  /** Its headers. */
  headers: Record<string, string>;
}

const STREAM = { "content-type": "text/event-stream" };
const JSON_TYPE = { "content-type": "application/json" };

/** An OpenAI chat stream of some deltas. */
export function chatStreamOf(deltas: readonly Record<string, unknown>[], finish = "stop"): Body {
  const chunk = (delta: unknown, finish_reason: string | null) =>
    event({ choices: [{ index: 0, delta, finish_reason }] });
  const body = deltas.map((delta) => chunk(delta, null)).join("") + chunk({}, finish) + "data: [DONE]\n\n";
  return { body, headers: STREAM };
}

/** A whole OpenAI chat completion. */
export function chatJsonOf(message: Record<string, unknown>, finish = "stop"): Body {
  const choices = [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }];
  return { body: JSON.stringify({ object: "chat.completion", choices }), headers: JSON_TYPE };
}

/** An Anthropic stream; each block is how it starts and the deltas that follow. */
export function anthropicStreamOf(blocks: readonly (readonly [start: unknown, ...deltas: unknown[]])[]): Body {
  const start = { id: "msg_1", type: "message", role: "assistant", content: [], model: "m", stop_reason: null };
  const events: { type: string }[] = [
    { type: "message_start", ...{ message: { ...start, usage: { input_tokens: 3, output_tokens: 1 } } } },
    ...blocks.flatMap(([content_block, ...deltas], index) => [
      { type: "content_block_start", index, content_block },
      ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
      { type: "content_block_stop", index },
    ]),
    { type: "message_delta", ...{ delta: { stop_reason: "end_turn" }, usage: { output_tokens: 9 } } },
    { type: "message_stop" },
  ];
  return { body: events.map((content) => `event: ${content.type}\n${event(content)}`).join(""), headers: STREAM };
}

/** A whole Anthropic message. */
export function anthropicJsonOf(content: readonly unknown[]): Body {
  const usage = { input_tokens: 3, output_tokens: 9 };
  return {
    body: JSON.stringify({ type: "message", role: "assistant", model: "m", content, stop_reason: "end_turn", usage }),
    headers: JSON_TYPE,
  };
}

function event(content: unknown): string {
  return `data: ${JSON.stringify(content)}\n\n`;
}
