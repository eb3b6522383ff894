import { ConfigError, LLMError } from "../errors.ts";
import { callModel } from "./call.ts";
import { closing } from "./closing.ts";
import { callEmbedded } from "./embedded.ts";
import type { Provider } from "./provider.ts";
import { targetOf } from "./target.ts";
import type { ClientOptions, Completion, GenerateOptions, LLMClient, Message, StreamEvent } from "./types.ts";

/**
 * Makes a client for a provider. All four ways to ask are one call underneath.
 *
 * @param provider Who answers.
 * @param options Settings of the client.
 * @throws {ConfigError} If a setting is missing or cannot be used.
 */
export function createClient(provider: Provider, options: ClientOptions = {}): LLMClient {
  const ask = askerOf(provider, options);
  const { name } = provider;
  const model = ask.model;

  async function complete(messages: readonly Message[], call: GenerateOptions = {}): Promise<Completion> {
    for await (const event of events(messages, call, true)) {
      call.onEvent?.(event);
      if (event.type === "finish") return event.completion;
    }
    throw new Error(`the call to "${name}" ended without its last event`);
  }
  function events(
    messages: readonly Message[],
    call: GenerateOptions,
    startOver: boolean,
  ): AsyncGenerator<StreamEvent> {
    checkCall(name, messages, call);
    return ask.events(messages, call, startOver);
  }
  async function* texts(messages: readonly Message[], call: GenerateOptions): AsyncGenerator<string> {
    for await (const event of events(messages, call, false)) {
      if (event.type === "text") yield event.text;
      else if (event.type === "finish") wholeOrThrow(event.completion);
    }
  }
  /** A string cannot say that it was cut. */
  function wholeOrThrow({ text, truncated, attempts, requestId }: Completion): string {
    if (!truncated) return text;
    throw new LLMError(`Cannot get the whole answer from "${name}" (model "${model}"): it stops at the token limit`, {
      kind: "incomplete_stream",
      provider: name,
      model,
      hint: "Raise maxTokens, or ask for less at once.",
      partial: text,
      attempts,
      ...(requestId === undefined ? {} : { requestId }),
    });
  }

  return {
    provider: name,
    model,
    stream: (messages, call = {}) => closing((signal) => events(messages, { ...call, signal }, false), call.signal),
    complete,
    async generate(messages, call) {
      return wholeOrThrow(await complete(messages, call));
    },
    generateStream: (messages, call = {}) => closing((signal) => texts(messages, { ...call, signal }), call.signal),
  };
}

/** How to ask a provider, over HTTP or embedded. */
interface Asker {
  model: string;
  events(messages: readonly Message[], call: GenerateOptions, startOver: boolean): AsyncGenerator<StreamEvent>;
}

function askerOf(provider: Provider, options: ClientOptions): Asker {
  if (typeof provider?.name !== "string" || !("answer" in provider || typeof provider.protocol === "object")) {
    throw new ConfigError(
      "Cannot use this provider: expected an object with a name and a protocol (or an answer function)",
      "See docs/ADDING_PROVIDERS.md.",
    );
  }
  if ("answer" in provider) {
    const model = options.model ?? provider.defaultModel;
    return { model, events: (messages, call) => callEmbedded(provider, model, messages, call) };
  }
  const target = targetOf(provider, options);
  return {
    model: target.model,
    events: (messages, call, startOver) => callModel(target, messages, call, startOver),
  };
}

/** Checks what a caller can get wrong before anything is sent. */
function checkCall(provider: string, messages: readonly Message[], { temperature, maxTokens }: GenerateOptions): void {
  const wrong = (what: string, expected: string, got: unknown) =>
    new ConfigError(
      `Cannot ask "${provider}" with this ${what}: expected ${expected}, got ${got}`,
      "Correct the call.",
    );
  if (!Array.isArray(messages)) throw wrong("list of messages", "an array", typeof messages);
  if (messages.length === 0) throw wrong("list of messages", "at least one", "none");
  for (const message of messages) {
    if (typeof message !== "object" || message === null) throw wrong("message", "an object", String(message));
    const { role, content } = message;
    if (typeof content !== "string") throw wrong("message", "content that is a string", typeof content);
    if (!["system", "user", "assistant"].includes(role)) throw wrong("role", "system, user or assistant", `"${role}"`);
  }
  if (temperature !== undefined && !(typeof temperature === "number" && temperature >= 0 && temperature <= 2)) {
    throw wrong("temperature", "0.0 to 2.0", temperature);
  }
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens > 0)) {
    throw wrong("maxTokens", "a whole number above 0", maxTokens);
  }
}
