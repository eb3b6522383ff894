import { abortFault, errorOf, Fault } from "./fault.ts";
import type { EmbeddedProvider } from "./provider.ts";
import type { GenerateOptions, Message, StreamEvent } from "./types.ts";

/** How much of a text one `text` event holds when the whole answer is there at once. */
const PIECE = 4096;

/** Asks an embedded provider: the same events as from any other, and no network. */
export async function* callEmbedded(
  provider: EmbeddedProvider,
  model: string,
  messages: readonly Message[],
  options: GenerateOptions,
): AsyncGenerator<StreamEvent> {
  const fail = (fault: Fault) => errorOf(fault, { provider: provider.name, model, attempts: 1 }, (text) => text);
  const throwIfAborted = () => {
    if (options.signal?.aborted === true) throw fail(abortFault(options.signal.reason));
  };
  await turn();
  throwIfAborted();
  const text = await provider.answer(messages, options);
  if (text.trim() === "") {
    throw fail(new Fault({ kind: "empty_response", what: "it holds no text", hint: "Ask again.", retry: "once" }));
  }
  for (let at = 0; at < text.length;) {
    throwIfAborted();
    // A surrogate pair stays whole.
    const length = (text.charCodeAt(at + PIECE - 1) & 0xfc00) === 0xd800 ? PIECE + 1 : PIECE;
    yield { type: "text", text: text.slice(at, at + length) };
    at += length;
  }
  const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
  yield {
    type: "finish",
    completion: { text, finish: "stop", truncated: false, usage, model, attempts: 1, warnings: [] },
  };
}

/** Lets timers and signals have their turn, so that an abort is seen before work begins. A timer of 0 ms would take 4. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
