import { isObject, type Json } from "./json.ts";
import type { Answer } from "./answer.ts";
import { readError, saysError } from "./error_body.ts";
import { Fault } from "./fault.ts";
import { words } from "./page.ts";
import type { Delta, Protocol } from "./provider.ts";
import { type SseEvent, SseFramer } from "./sse.ts";
import type { Watch } from "./watch.ts";

/** Feeds an event stream to an answer. */
export class EventReader {
  readonly #framer: SseFramer;
  readonly #read: (data: Json) => Delta | string;
  readonly #watch: Watch;
  readonly #answer: Answer;

  constructor(protocol: Protocol, watch: Watch, answer: Answer, lineChars: number) {
    this.#framer = new SseFramer(lineChars);
    this.#read = protocol.reader();
    this.#watch = watch;
    this.#answer = answer;
  }

  /** Takes more text; what follows the end mark is not looked at. */
  take(text: string): void {
    const answer = this.#answer;
    for (const event of this.#framer.feed(text)) {
      this.#add(event);
      if (answer.done) return;
    }
  }

  /** Reads an event that no empty line followed. One that is cut within says nothing. */
  end(): void {
    if (this.#answer.done) return;
    for (const event of this.#framer.end()) if (isWhole(event.data)) this.#add(event);
  }

  #add({ event, data }: SseEvent): void {
    // Gateways send their keep-alives as events too: `data: : keepalive`, `data: ""`, an event named ping.
    if (data === "" || data === '""' || data.startsWith(":")) return;
    if (isEndMark(data)) {
      this.#answer.done = true;
      return;
    }
    if ((event === "ping" || event === "keepalive") && !data.startsWith("{")) return;
    const json = parse(data);
    if (event === "error" && !saysError(json)) throw this.#answer.fault(readError(json));
    let delta: Delta | string;
    try {
      // A protocol from outside may say nothing with nothing.
      delta = this.#read(json) ?? {};
    } catch (error) {
      throw unreadable(error);
    }
    // Nearly all events are text alone, and an object for each would cost.
    if (typeof delta === "string" ? this.#answer.addText(delta) : this.#answer.add(delta)) this.#watch.progressed();
    if (typeof delta !== "string" && delta.finish !== undefined) this.#watch.finishing();
  }
}

/** The fault of a protocol that throws: it may come from outside. */
export function unreadable(error: unknown): Fault {
  return new Fault({
    kind: "bad_response",
    what: `the answer cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Look into the provider's protocol.",
  });
}

function isEndMark(data: string): boolean {
  return data.charCodeAt(0) === 91 && data.trim() === "[DONE]";
}

function isWhole(data: string): boolean {
  if (isEndMark(data)) return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

function parse(data: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    json = undefined;
  }
  // Gemini wraps an error into an array.
  if (Array.isArray(json) && saysError(json)) json = json[0];
  if (isObject(json)) return json;
  throw new Fault({
    kind: "bad_response",
    what: `expected JSON in each event of the answer, got "${words(data).slice(0, 120)}"`,
    hint: "Try again.",
    retry: "always",
    code: "malformed_event",
  });
}
