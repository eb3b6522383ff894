/**
 * A loopback model that speaks both protocols: a test says what it answers to each request, and looks at what it got.
 * @module
 */
import type { HttpProvider } from "../../../mod.ts";

/** A request as it arrived. */
export interface Received {
  path: string;
  headers: Headers;
  body: Record<string, unknown>;
}

/** What the model answers to the request of a number, from 0. */
export type Script = (request: Received, number: number, wire: Wire) => Response | Promise<Response>;

/** How a protocol writes what a test wants to say. */
export interface Wire {
  path: string;
  /** A streamed answer. */
  stream(pieces: readonly string[], finish?: "stop" | "length"): Response;
  /** An error with a status. */
  error(status: number, code: string, message: string, headers?: Record<string, string>): Response;
  /** The events that begin an answer, and never end it. */
  hanging(piece: string, onClose: () => void): Response;
  /** The text of what the user says in a request. */
  userText(body: Record<string, unknown>): string;
}

const USAGE = { input: 11, output: 7 };

function sse(events: readonly string[]): Response {
  return new Response(events.join(""), { headers: { "content-type": "text/event-stream", "x-request-id": "req-1" } });
}

function data(event: unknown): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** Begins to answer and waits for the client to go away. */
function open(first: string, onClose: () => void): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(first));
    },
    cancel: onClose,
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

const chat: Wire = {
  path: "/chat/completions",
  stream: (pieces, finish = "stop") =>
    sse([
      ...pieces.map((content) => data({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
      data({ choices: [{ index: 0, delta: {}, finish_reason: finish }] }),
      data({
        choices: [],
        usage: {
          prompt_tokens: USAGE.input,
          completion_tokens: USAGE.output,
          total_tokens: USAGE.input + USAGE.output,
        },
      }),
      "data: [DONE]\n\n",
    ]),
  error: (status, code, message, headers = {}) =>
    Response.json({ error: { message, type: code, code } }, { status, headers }),
  hanging: (content, onClose) => open(data({ choices: [{ index: 0, delta: { content } }] }), onClose),
  userText: (body) => textOf(body["messages"]),
};

const messages: Wire = {
  path: "/messages",
  stream: (pieces, finish = "stop") =>
    sse([
      data({ type: "message_start", message: { usage: { input_tokens: USAGE.input, output_tokens: 1 } } }),
      data({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
      ...pieces.map((text) => data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
      data({ type: "content_block_stop", index: 0 }),
      data({
        type: "message_delta",
        delta: { stop_reason: finish === "stop" ? "end_turn" : "max_tokens" },
        usage: { output_tokens: USAGE.output },
      }),
      data({ type: "message_stop" }),
    ]),
  error: (status, code, message, headers = {}) =>
    Response.json({ type: "error", error: { type: code, message } }, { status, headers }),
  hanging: (text, onClose) =>
    open(
      data({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }) +
        data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
      onClose,
    ),
  userText: (body) => textOf(body["messages"]),
};

function textOf(list: unknown): string {
  return (Array.isArray(list) ? list : []).filter((entry) => entry.role === "user").map(({ content }) =>
    // What is cached comes as a block of its own.
    typeof content === "string" ? content : content.map((block: { text: string }) => block.text).join("")
  ).join("\n");
}

/** The wire that a provider speaks. */
export function wireOf({ protocol }: HttpProvider): Wire {
  return protocol.name === "anthropic-messages" ? messages : chat;
}

/** A running model. */
export interface ModelServer extends AsyncDisposable {
  origin: string;
  received: Received[];
}

/** Starts a model that speaks a provider's protocol on a path that ends as the protocol wants. */
export function serveModel(provider: HttpProvider, script: Script): ModelServer {
  const wire = wireOf(provider);
  const received: Received[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const entry = {
      path: new URL(request.url).pathname,
      headers: request.headers,
      body: await request.json() as Record<string, unknown>,
    };
    received.push(entry);
    return entry.path.endsWith(wire.path)
      ? await script(entry, received.length - 1, wire)
      : new Response("no such path", { status: 404 });
  });
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    received,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
    },
  };
}
