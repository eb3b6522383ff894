/**
 * What a scripted model says, in the words of either protocol. The usual events come from the conformance suite's wires;
 * here is only what those do not say: reasoning, a refusal, an answer without an end.
 * @module
 */
import type { Wire } from "../../llm/conformance/model_server.ts";

/** An answer of a model. */
export interface Reply {
  text: string;
  /** Why it ends. Default: `stop`. */
  finish?: "stop" | "length" | "refusal";
  /** What it thinks before, in the protocol's own field. */
  reasoning?: string;
  /** Says the text again and again, up to so many bytes, unless the client goes away. */
  repeatTo?: number;
}

/** How many bytes of an endless answer go out at once: a client must get the time to leave. */
const BURST = 16_384;

/** Puts an answer on the wire. `onEnd` is told at the end of an endless answer whether the client went away before. */
export async function respond(wire: Wire, reply: Reply, onEnd: (left: boolean) => void): Promise<Response> {
  const { text, finish = "stop", reasoning, repeatTo } = reply;
  const pieces = repeatTo === undefined ? text.match(/[^]{1,400}/gu) ?? [] : [text];
  const said = wire.stream(pieces, finish === "length" ? "length" : "stop");
  let events = (await said.text()).split(/(?<=\n\n)/);
  if (finish === "refusal") events = events.map(refusing);
  if (reasoning !== undefined) events = thinking(wire, reasoning, events);
  if (repeatTo === undefined) return new Response(events.join(""), { headers: said.headers });
  const at = events.findIndex((event) => event.includes(JSON.stringify(text)));
  const again = events[at] ?? "";
  return new Response(
    endless(events.slice(0, at).join(""), again, events.slice(at + 1).join(""), repeatTo, onEnd),
    { headers: said.headers },
  );
}

/** The end of an answer as its protocol says that the model declines. */
function refusing(event: string): string {
  return event.replace('"finish_reason":"stop"', '"finish_reason":"content_filter"')
    .replace('"stop_reason":"end_turn"', '"stop_reason":"refusal"');
}

/** Puts thoughts before the text. */
function thinking(wire: Wire, reasoning: string, events: readonly string[]): string[] {
  const data = (event: unknown) => `data: ${JSON.stringify(event)}\n\n`;
  if (wire.path !== "/messages") {
    return [data({ choices: [{ index: 0, delta: { reasoning_content: reasoning }, finish_reason: null }] }), ...events];
  }
  const [start = "", ...rest] = events;
  return [
    start,
    data({ type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "" } }),
    data({ type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: reasoning } }),
    data({ type: "content_block_stop", index: 0 }),
    ...rest.map((event) => event.replace('"index":0', '"index":1')),
  ];
}

function endless(
  head: string,
  again: string,
  tail: string,
  bytes: number,
  onEnd: (left: boolean) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const burst = encoder.encode(again.repeat(Math.ceil(BURST / again.length)));
  let sent = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(head)),
    async pull(controller) {
      await new Promise((resolve) => timer = setTimeout(resolve, 0));
      if (sent < bytes) {
        controller.enqueue(burst);
        sent += burst.length;
      } else {
        controller.enqueue(encoder.encode(tail));
        controller.close();
        onEnd(false);
      }
    },
    cancel() {
      clearTimeout(timer);
      onEnd(true);
    },
  }, { highWaterMark: 0 });
}
