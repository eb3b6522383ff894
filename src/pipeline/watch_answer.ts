import type { Completion, GenerateOptions, StreamEvent } from "../llm/types.ts";
import type { Call } from "./context.ts";
import { repeats } from "./repetition.ts";
import type { PipelineEvent } from "./stage.ts";
import { TitleReader } from "./titles.ts";

/** How much of an answer comes between two looks for repetition, in characters. */
const LOOK_EVERY = 8_192;

/**
 * Follows an answer as it comes: tells what is read, and ends a call that repeats itself without end. What had come of it
 * until then is its answer: whoever reads it sees what it is.
 *
 * @param store Stores the answer, before anything else can fail.
 */
export async function watchAnswer(
  { run, stage, ask, signal }: Call<unknown>,
  complete: (watching: Pick<GenerateOptions, "onEvent" | "signal">) => Promise<Completion>,
  store: (completion: Completion) => void,
): Promise<Completion> {
  const about = { stage: stage.name, label: ask.label };
  const stop = new AbortController();
  const titles = new TitleReader();
  let text = "";
  let chars = 0;
  let looked = 0;
  let attempts = 1;
  let repeating = false;
  let failure: { error: unknown } | undefined;
  const tell = (event: PipelineEvent) => {
    // Whoever is told may fail: that ends the call below, and not the process here.
    run.tell(event).catch((error) => {
      failure ??= { error };
      stop.abort();
    });
  };
  const onEvent = (event: StreamEvent) => {
    if (event.type === "retry") {
      text = "";
      chars = looked = 0;
      attempts = event.attempt;
      tell({ ...event, ...about });
    } else if (event.type !== "finish") {
      chars += event.text.length;
      tell({ type: "call-text", ...about, chars });
      if (event.type === "reasoning") return;
      text += event.text;
      for (const title of titles.read(event.text)) tell({ type: "part", ...about, title });
      if (text.length - looked < LOOK_EVERY) return;
      looked = text.length;
      repeating = repeats(text) !== undefined;
      if (repeating) stop.abort();
    }
  };
  let completion: Completion;
  try {
    completion = await complete({ onEvent, signal: AbortSignal.any([signal, stop.signal]) });
  } catch (error) {
    if (failure !== undefined) throw failure.error;
    if (!repeating || signal.aborted) throw error;
    completion = { text, finish: "other", truncated: false, attempts, warnings: [] };
  }
  store(completion);
  if (failure !== undefined) throw failure.error;
  return completion;
}
