import type { Answer } from "./answer.ts";
import { readText } from "./body.ts";
import { isObject, readError, saysError } from "./error_body.ts";
import { Fault } from "./fault.ts";
import { isHtml, pageTitle, words } from "./page.ts";
import type { Json, Protocol } from "./provider.ts";
import { type SseEvent, SseFramer } from "./sse.ts";
import type { AnswerLimits, StreamEvent } from "./types.ts";
import type { Watch } from "./watch.ts";

/** What a body turns out to be. */
type Shape = "events" | "json" | "html" | "text";

/** What reading needs besides the response. */
export interface Reading {
  protocol: Protocol;
  watch: Watch;
  limits: Required<AnswerLimits>;
}

/**
 * Reads the body of an answer into `answer`, and yields what it says as it comes. The shape is seen in the body itself:
 * content types lie, and some servers send one JSON object where a stream was asked for.
 *
 * @throws {Fault} If the body is no answer.
 */
export async function* readReply(response: Response, reading: Reading, answer: Answer): AsyncGenerator<StreamEvent> {
  const { protocol, watch, limits } = reading;
  const type = response.headers.get("content-type")?.toLowerCase() ?? "";
  const events = new EventReader(protocol, watch, answer, limits.lineChars);
  let shape: Shape | undefined;
  let whole: string[] = [];
  let chars = 0;
  for await (const piece of readText(response, watch, limits.wireBytes)) {
    let text = piece;
    answer.damaged ||= piece.includes("\ufffd");
    if (shape === undefined) {
      text = whole.join("") + piece;
      shape = shapeOf(text, type);
      whole = text.trim() === "" ? [] : [text];
      if (shape === undefined) continue;
    } else if (shape !== "events") whole.push(piece);
    if (shape === "events") {
      events.take(text);
      yield* answer.drain();
      if (answer.done) return;
    } else if (piece.trim() !== "") watch.progressed();
    // Of what is no answer, a page's title is all that matters.
    chars += piece.length;
    if ((shape === "html" || shape === "text") && chars > 20_000) break;
  }
  if (shape === "events") return events.end();
  if (response.body === null) throw noCompletion(`HTTP ${response.status} without a body`);
  readWhole(whole.join(""), shape ?? shapeAtEnd(whole.join("")), protocol, answer);
}

/** The shape by the first characters; undefined while they can still be anything. */
function shapeOf(text: string, type: string): Shape | undefined {
  const start = text.trimStart();
  if (start === "") return undefined;
  if (start.startsWith("{") || start.startsWith("[")) return "json";
  if (start.startsWith("<")) return "html";
  if (type.includes("event-stream") || /^(?::|(?:data|event|id|retry)[:\r\n])/.test(start)) return "events";
  if (start.length < 8) return undefined;
  return type.includes("json") ? "json" : "text";
}

/** The shape of a body too short to tell before: `null`, `oops`. */
function shapeAtEnd(text: string): Shape {
  return /^\s*(?:null|true|false|-?\d+|"[^"]*")\s*$/.test(text) ? "json" : "text";
}

/** Feeds an event stream to an answer. */
class EventReader {
  readonly #framer: SseFramer;
  readonly #read: (data: Json) => ReturnType<ReturnType<Protocol["reader"]>>;

  constructor(protocol: Protocol, readonly watch: Watch, readonly answer: Answer, lineChars: number) {
    this.#framer = new SseFramer(lineChars);
    this.#read = protocol.reader();
  }

  /** Takes more text; what follows the end mark is not looked at. */
  take(text: string): void {
    for (const event of this.#framer.feed(text)) {
      this.#add(event);
      if (this.answer.done) return;
    }
  }

  /** Reads an event that no empty line followed. One that is cut within says nothing. */
  end(): void {
    if (this.answer.done) return;
    for (const event of this.#framer.end()) if (isWhole(event.data)) this.#add(event);
  }

  #add({ event, data }: SseEvent): void {
    if (data === "") return;
    if (isEndMark(data)) {
      this.answer.done = true;
      return;
    }
    const json = parse(data);
    if (event === "error" && !saysError(json)) throw this.answer.fault(readError(json));
    if (this.answer.add(guarded(() => this.#read(json)))) this.watch.progressed();
    if (this.answer.finished) this.watch.finishing();
  }
}

/** Reads by a protocol, which may come from outside and throw what it likes. */
function guarded<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new Fault({
      kind: "bad_response",
      what: `the answer cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      hint: "Look into the provider's protocol.",
    });
  }
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

/** Reads a body that came as one piece. */
function readWhole(text: string, shape: Shape, protocol: Protocol, answer: Answer): void {
  if (text.trim() === "") {
    throw new Fault({
      kind: "incomplete_stream",
      what: "the answer's body is empty",
      hint: "Try again.",
      retry: "always",
    });
  }
  if (shape === "html" || (shape === "text" && isHtml(text))) {
    throw new Fault({
      kind: "bad_response",
      what: `expected an API, got a web page ("${pageTitle(text).slice(0, 120)}")`,
      hint: "Check the base URL; a proxy or a login page may stand between.",
      code: "html_page",
    });
  }
  const body = shape === "json" ? parseWhole(text) : undefined;
  if (saysError(body)) throw answer.fault(readError(body));
  const delta = isObject(body) ? guarded(() => protocol.readBody(body)) : undefined;
  if (delta === undefined || !hasContent(delta)) {
    const facts = isObject(body) || Array.isArray(body) ? readError(body) : {};
    if (facts.message !== undefined) throw answer.fault(facts);
    throw noCompletion(`"${words(text).slice(0, 120)}"`);
  }
  answer.add(delta);
  // The whole object is there, so the answer is complete even where it names no reason (old Ollama).
  answer.done = true;
}

function noCompletion(got: string): Fault {
  return new Fault({
    kind: "bad_response",
    what: `expected a completion, got ${got}`,
    hint: "Check the base URL and the model.",
    retry: "once",
  });
}

/** A completion without a choice in it is none. */
function hasContent(delta: object): boolean {
  return "text" in delta || "finish" in delta || "refusal" in delta || "reasoning" in delta;
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Fault({
      kind: "incomplete_stream",
      what: `the answer's JSON is cut: it ends with "${words(text.slice(-60))}"`,
      hint: "Try again.",
      retry: "always",
    });
  }
}
