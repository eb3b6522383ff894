import { createParser, type EventSourceParser } from "../packages/eventsource_parser.ts";
import { tooLarge } from "./fault.ts";

/** One event of an event stream. */
export interface SseEvent {
  /** Its name, where it has one. */
  event?: string | undefined;
  /** Its data lines, joined by line feeds. */
  data: string;
}

/**
 * Cuts decoded text into Server-Sent Events (WHATWG HTML 9.2.6), whatever pieces the text comes in. The standard drops
 * an event that no empty line follows; {@linkcode SseFramer.end} gives it, because providers end their streams that way.
 */
export class SseFramer {
  readonly #parser: EventSourceParser;
  #events: SseEvent[] = [];

  /** @param mostChars The most characters of one event. */
  constructor(mostChars = 1_000_000) {
    this.#parser = createParser({
      onEvent: (event) => this.#events.push(event),
      onError: (error) => {
        if (error.type === "max-buffer-size-exceeded") {
          throw tooLarge(`one event is longer than ${mostChars} characters`);
        }
      },
      maxBufferSize: mostChars,
    });
  }

  /** Takes more text and gives the events that it completes. */
  feed(text: string): SseEvent[] {
    this.#parser.feed(text);
    return this.#take();
  }

  /** Ends the text and gives the event that was not completed, if there is one. */
  end(): SseEvent[] {
    // Two line ends complete whatever is open: a line, a carriage return that waited for its line feed, an event.
    return this.feed("\n\n");
  }

  #take(): SseEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
