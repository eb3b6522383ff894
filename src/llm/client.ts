import { LLMError } from "../errors.ts";
import type { ClientOptions, Completion, GenerateOptions, LLMClient, Message, Provider, StreamEvent } from "./types.ts";

/** How much of a text one `text` event holds when the whole answer is there at once. */
const PIECE = 4096;

/**
 * Makes a client for a provider. All four ways to ask are one call underneath.
 *
 * @param provider Who answers.
 * @param options The model, where it is not the provider's default.
 */
export function createClient(provider: Provider, options: ClientOptions = {}): LLMClient {
  const model = options.model ?? provider.defaultModel;

  async function* stream(messages: Message[], call: GenerateOptions = {}): AsyncGenerator<StreamEvent> {
    await turn();
    throwIfAborted(call.signal);
    const text = provider.answer(messages, call);
    for (let at = 0; at < text.length; at += PIECE) {
      throwIfAborted(call.signal);
      yield { type: "text", text: text.slice(at, at + PIECE) };
    }
    const usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };
    yield {
      type: "finish",
      completion: { text, finish: "stop", truncated: false, usage, model, attempts: 1, warnings: [] },
    };
  }
  async function complete(messages: Message[], call?: GenerateOptions): Promise<Completion> {
    for await (const event of stream(messages, call)) {
      if (event.type === "finish") return wholeOrThrow(event.completion);
    }
    throw new LLMError(`Cannot finish the answer from "${provider.name}": it ended before its last event`, {
      kind: "incomplete_stream",
      provider: provider.name,
      model,
      hint: "Ask again.",
      retryable: true,
    });
  }
  /** Nothing at all is no answer. */
  function wholeOrThrow(completion: Completion): Completion {
    if (completion.text.trim() !== "") return completion;
    throw new LLMError(`Cannot use the answer from "${provider.name}": it is empty`, {
      kind: "empty_response",
      provider: provider.name,
      model,
      hint: "Ask again.",
      retryable: true,
    });
  }
  function throwIfAborted(signal: AbortSignal | undefined): void {
    if (signal?.aborted !== true) return;
    throw new LLMError(`Cannot finish the call to "${provider.name}": it was aborted`, {
      kind: "aborted",
      provider: provider.name,
      model,
      hint: "Run the same command again.",
      cause: signal.reason,
    });
  }

  return {
    provider: provider.name,
    model,
    stream,
    complete,
    async generate(messages, call) {
      return (await complete(messages, call)).text;
    },
    async *generateStream(messages, call) {
      for await (const event of stream(messages, call)) if (event.type === "text") yield event.text;
    },
  };
}

/** Lets timers and signals have their turn, so that an abort is seen before work begins. A timer of 0 ms would take 4. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
