import type { Settled } from "./settings.ts";
import type { Answer } from "./answer.ts";
import { BodyText } from "./body.ts";
import { EventReader } from "./events.ts";
import type { Protocol } from "./provider.ts";
import type { AnswerLimits, StreamEvent } from "./types.ts";
import type { Watch } from "./watch.ts";
import { noCompletion, readWhole, type Shape } from "./whole.ts";

/** What reading needs besides the response. */
export interface Reading {
  protocol: Protocol;
  watch: Watch;
  limits: Settled<AnswerLimits>;
}

/**
 * Reads the body of an answer into an `Answer`, read by read. The shape is seen in the body itself: content types lie,
 * and some servers send one JSON object where a stream was asked for.
 */
export class Reply {
  readonly #response: Response;
  readonly #body: BodyText;
  readonly #answer: Answer;
  readonly #reading: Reading;
  readonly #events: EventReader;
  readonly #type: string;
  #shape: Shape | undefined;
  /** What was read of a body that is no event stream, or may become one. */
  #whole: string[] = [];
  #chars = 0;
  #ended = false;

  constructor(response: Response, reading: Reading, answer: Answer) {
    const { protocol, watch, limits } = reading;
    this.#response = response;
    this.#body = new BodyText(response, watch, limits.wireBytes);
    this.#answer = answer;
    this.#reading = reading;
    this.#events = new EventReader(protocol, watch, answer, limits.lineChars);
    this.#type = response.headers.get("content-type")?.toLowerCase() ?? "";
  }

  /**
   * Waits for the next read that says something; undefined at the end.
   *
   * @throws {Fault} If the body is no answer.
   */
  async next(): Promise<StreamEvent[] | undefined> {
    while (!this.#ended) {
      const piece = await this.#body.next();
      if (piece === undefined) this.#end();
      else if (this.#shape === "events") this.#takeEvents(piece);
      else this.#take(piece);
      const events = this.#answer.drain();
      if (events.length > 0) return events;
    }
    return undefined;
  }

  #takeEvents(text: string): void {
    this.#answer.damaged ||= text.includes("\ufffd");
    this.#events.take(text);
    this.#ended = this.#answer.done;
  }

  #take(piece: string): void {
    let text = piece;
    if (this.#shape === undefined) {
      text = this.#whole.join("") + piece;
      this.#shape = shapeOf(text, this.#type);
      if (this.#shape === "events") return this.#takeEvents(text);
      // White space alone keeps a connection alive; it is not kept.
      this.#whole = text.trim() === "" ? [] : [text];
    } else this.#whole.push(piece);
    this.#answer.damaged ||= piece.includes("\ufffd");
    if (piece.trim() !== "") this.#reading.watch.progressed();
    // Of what is no answer, a page's title is all that matters.
    this.#chars += piece.length;
    if ((this.#shape === "html" || this.#shape === "text") && this.#chars > 20_000) this.#end();
  }

  #end(): void {
    this.#ended = true;
    if (this.#shape === "events") return this.#events.end();
    if (this.#response.body === null) throw noCompletion(`HTTP ${this.#response.status} without a body`);
    const text = this.#whole.join("");
    readWhole(text, this.#shape ?? shapeAtEnd(text), this.#reading.protocol, this.#answer);
  }
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
