/**
 * Building blocks of the server's replies: the good answer, and streams that end in every way there is.
 * @module
 */
import { Buffer } from "node:buffer";
import type { HeaderMap, Reply } from "./fault_server.ts";
import { answerEvents, frame, type Wire } from "./wires.ts";

/** The pieces of the good answer: letters of one to four bytes, quotes, backslashes and line ends. */
export const PIECES: readonly string[] = ["Grüße, ", "世界! 👋\n", 'A "quoted" \\ word.\n\n', "Ende — ", "ok"];

/** The good answer. */
export const TEXT: string = PIECES.join("");

/** The part of the good answer that arrives where a stream breaks. */
export const HALF: string = PIECES.slice(0, 2).join("");

/** Long enough that what was sent before has been read before the next thing happens. */
export const SETTLE = 20;

const SSE: HeaderMap = { "content-type": "text/event-stream; charset=utf-8" };

/** How a stream ends: the right way, by FIN or reset in the middle, or not at all until the client leaves. */
export type Ending = "finish" | "cut" | "reset" | "hold";

/** What a stream is made of: bytes, and pauses in milliseconds. */
export type Part = string | Uint8Array | number;

/** A response with a body of known length. */
export function whole(status: number, body: string | Uint8Array, headers: HeaderMap = {}): Reply {
  return (exchange) => exchange.send(status, headers, body);
}

/** A response that says it is JSON. */
export function json(status: number, body: string | Uint8Array, headers: HeaderMap = {}): Reply {
  return whole(status, body, { "content-type": "application/json", ...headers });
}

/** A streamed response; each string is one write. */
export function streamed(parts: readonly Part[], ending: Ending = "finish", headers: HeaderMap = SSE): Reply {
  return async (exchange) => {
    await exchange.head(200, { "transfer-encoding": "chunked", ...headers });
    for (const part of parts) {
      if (typeof part === "number") await exchange.sleep(part);
      else await exchange.chunk(part);
    }
    if (ending === "finish") await exchange.finish();
    else if (ending === "cut") exchange.end();
    else if (ending === "reset") exchange.reset();
    else await exchange.hold();
  };
}

/** A streamed response whose end is the end of the connection. */
export function untilClose(parts: readonly Part[], headers: HeaderMap = SSE): Reply {
  return async (exchange) => {
    await exchange.head(200, headers);
    for (const part of parts) {
      if (typeof part === "number") await exchange.sleep(part);
      else await exchange.raw(part);
    }
    exchange.end();
  };
}

/** A streamed response that goes on until the client leaves: `first`, then `again` for ever, `pauseMs` apart. */
export function endless(
  first: string | Uint8Array,
  again: string | Uint8Array,
  { pauseMs = 0, headers = SSE, status = 200 }: { pauseMs?: number; headers?: HeaderMap; status?: number } = {},
): Reply {
  return async (exchange) => {
    await exchange.head(status, { "transfer-encoding": "chunked", ...headers });
    await exchange.chunk(first);
    while (!exchange.over) {
      if (pauseMs > 0) await exchange.sleep(pauseMs);
      await exchange.chunk(again);
    }
  };
}

/** The good answer, streamed. */
export function good(wire: Wire, pieces: readonly string[] = PIECES): Reply {
  return streamed(answerEvents(wire, pieces).map((event) => frame([event])));
}

/** The beginning of the good answer, as far as `HALF`. */
export function half(wire: Wire): string {
  return frame([...wire.opening, ...PIECES.slice(0, 2).map((piece) => wire.text(piece))]);
}

/** Bytes in pieces of a size, wherever letters begin and end. */
export function split(data: string | Uint8Array, size: number): Uint8Array[] {
  const bytes = Buffer.from(data);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
}
