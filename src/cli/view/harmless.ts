import type { PipelineEvent } from "../../pipeline/stage.ts";
import { oneLine, shorten } from "../../text.ts";

/** The most characters of one text of an event. */
const MOST = 1500;
/** The most characters of a title. */
const MOST_TITLE = 200;

/** An event whose texts, which may come from a model or a server, are short, on one line, and control nothing. */
export function harmless(event: PipelineEvent): PipelineEvent {
  const clean = Object.entries(event).map(([key, value]) =>
    typeof value === "string" ? [key, shorten(oneLine(value), key === "title" ? MOST_TITLE : MOST)] : [key, value]
  );
  // The same keys with the same kinds of values.
  return Object.fromEntries(clean) as PipelineEvent;
}
