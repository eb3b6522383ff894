/**
 * What talking to a model looks like, whoever answers.
 * @module
 */

/** A JSON Schema as plain data. */
export type JsonSchema = { [key: string]: unknown };

/** Who says something. */
export type Role = "system" | "user" | "assistant";

/** One message of a conversation. */
export interface Message {
  /** Who says it. */
  role: Role;
  /** What is said. */
  content: string;
}

/** Settings of one call; what is not set is not sent. */
export interface GenerateOptions {
  /** 0.0 to 2.0. */
  temperature?: number;
  /** The most tokens that the answer may have. */
  maxTokens?: number;
  /** Asks for JSON that fits. */
  schema?: JsonSchema;
  /** The schema's name. */
  schemaName?: string;
  /** Ends the call. */
  signal?: AbortSignal;
  /** What the call is for; model providers ignore it, an embedded provider works from it. */
  task?: { name: string; input: unknown };
}

/** The tokens and money that a call took. */
export interface Usage {
  /** Tokens of the request. */
  inputTokens: number;
  /** Tokens of the answer, reasoning included. */
  outputTokens: number;
  /** Both together. */
  totalTokens: number;
  /** Tokens of the answer that were reasoning. */
  reasoningTokens?: number;
  /** Tokens of the request that came from a cache. */
  cachedInputTokens?: number;
  /** The price in US dollars, where somebody named it. */
  costUsd?: number;
}

/** A whole answer with everything known about it. */
export interface Completion {
  /** The answer. */
  text: string;
  /** What the model thought before, where it is shown. */
  reasoning?: string;
  /** Why the model declined. */
  refusal?: string;
  /** Why the answer ended. */
  finish: "stop" | "length" | "other";
  /** Whether the answer stops at the token limit. */
  truncated: boolean;
  /** What it took. */
  usage?: Usage;
  /** The model that answered. */
  model?: string;
  /** The provider's id of the request. */
  requestId?: string;
  /** How many requests it took. */
  attempts: number;
  /** What else the caller should know. */
  warnings: string[];
}

/** A piece of a streamed answer. */
export type StreamEvent =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  | { type: "retry"; attempt: number; delayMs: number; reason: string }
  | { type: "finish"; completion: Completion };

/** One way to ask, whoever answers. */
export interface LLMClient {
  /** The provider's name. */
  readonly provider: string;
  /** The model's name. */
  readonly model: string;
  /** Asks and waits for the whole text. Throws an `incomplete_stream` error if it was cut. */
  generate(messages: Message[], options?: GenerateOptions): Promise<string>;
  /** Asks and yields the text as it comes. Throws an `incomplete_stream` error at the end if it was cut. */
  generateStream(messages: Message[], options?: GenerateOptions): AsyncIterable<string>;
  /** Asks and waits for the answer with everything known about it. */
  complete(messages: Message[], options?: GenerateOptions): Promise<Completion>;
  /** Asks and yields all that happens. */
  stream(messages: Message[], options?: GenerateOptions): AsyncIterable<StreamEvent>;
}

/**
 * Somebody who answers without a network: a pure function from the call to the text of its answer.
 * Throw an {@linkcode LLMError} where there is no answer.
 */
export interface Provider {
  /** Its name on the command line and in the plan. */
  readonly name: string;
  /** The model used where none is named. */
  readonly defaultModel: string;
  /** Answers a call. */
  answer(messages: readonly Message[], options: GenerateOptions): string;
}

/** Settings of a client. */
export interface ClientOptions {
  /** The model to ask; default: the provider's own. */
  model?: string;
}
