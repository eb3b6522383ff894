/**
 * A second reader of Server-Sent Events, written straight from the standard and as naive as can be, to compare ours with.
 *
 * It reads a whole stream at once, so it cannot have the faults that come from pieces.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * @module
 */

/** An event as the standard dispatches it; without a name of its own it is a `message`. */
export interface NaiveEvent {
  /** The event's type. */
  event: string;
  /** The event's data. */
  data: string;
}

/** The events that a strict reader takes from a stream. What stands after the last blank line is dropped. */
export function readStrictly(stream: string): NaiveEvent[] {
  const events: NaiveEvent[] = [];
  let data = "";
  let event = "";
  const lines = stream.split(/\r\n|\n|\r/);
  // What follows the last line end is not a line.
  lines.pop();
  for (const line of lines) {
    if (line === "") {
      if (data !== "") events.push({ event: event === "" ? "message" : event, data: data.slice(0, -1) });
      data = "";
      event = "";
      continue;
    }
    if (line.startsWith(":")) continue;
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    const raw = colon === -1 ? "" : line.slice(colon + 1);
    const value = raw.startsWith(" ") ? raw.slice(1) : raw;
    if (field === "data") data += `${value}\n`;
    else if (field === "event") event = value;
  }
  return events;
}

/** The events that a lenient reader takes: the end of the stream ends the line and the event, as many servers would have it. */
export function readLeniently(stream: string): NaiveEvent[] {
  return readStrictly(`${stream}\n\n`);
}
