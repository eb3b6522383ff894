import { type SseEvent, SseFramer } from "../../../src/llm/sse.ts";
import type { NaiveEvent } from "./naive_sse.ts";

/**
 * What our framer takes from pieces of bytes: what came in time, and what only the end of the stream gave.
 *
 * The decoder leaves a byte order mark where it is and the framer drops it, one at the very start. Left to drop it itself, the
 * streaming decoder of Deno 2.9 also drops U+FEFF from the middle of a text, where a piece begins with it.
 */
export function frame(pieces: Iterable<Uint8Array>): { events: NaiveEvent[]; atEnd: NaiveEvent[] } {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const framer = new SseFramer();
  const events: NaiveEvent[] = [];
  for (const piece of pieces) events.push(...named(framer.feed(decoder.decode(piece, { stream: true }))));
  events.push(...named(framer.feed(decoder.decode())));
  return { events, atEnd: named(framer.end()) };
}

/** What our framer takes from pieces of text. */
export function frameText(pieces: Iterable<string>): { events: NaiveEvent[]; atEnd: NaiveEvent[] } {
  const framer = new SseFramer();
  const events: NaiveEvent[] = [];
  for (const piece of pieces) events.push(...named(framer.feed(piece)));
  return { events, atEnd: named(framer.end()) };
}

/** Cuts bytes into pieces of one size. */
export function* cut(bytes: Uint8Array<ArrayBuffer>, size: number | "whole"): Generator<Uint8Array<ArrayBuffer>> {
  const step = size === "whole" ? Math.max(1, bytes.length) : size;
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

/** An event without a name is a `message`, as in the standard. */
function named(events: readonly SseEvent[]): NaiveEvent[] {
  return events.map(({ event, data }) => ({
    event: event === undefined || event === "" ? "message" : event,
    data,
  }));
}
