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
  /** How many characters at the start other calls share: a provider that caches on demand (Anthropic) is told so. */
  sharedChars?: number;
}

/** Settings of one call; what is not set is not sent. */
export interface GenerateOptions {
  /** 0.0 to 2.0. */
  temperature?: number | undefined;
  /** The most tokens that the answer may have. */
  maxTokens?: number | undefined;
  /**
   * Asks for JSON that fits: natively where the provider can, else in words. The answer is not checked against it: it
   * may be fenced, or not fit at all.
   */
  schema?: JsonSchema | undefined;
  /** The schema's name. */
  schemaName?: string | undefined;
  /** Ends the call. */
  signal?: AbortSignal | undefined;
  /** Where it aborts, nothing more is sent for this call, no first request and no retry; what is under way may end. */
  stopSending?: AbortSignal | undefined;
  /** Is told by `complete` and `generate` what happens, as `stream` would yield it. */
  onEvent?: ((event: StreamEvent) => void) | undefined;
  /** What the call is for; model providers ignore it, an embedded provider works from it. */
  task?: { name: string; input: unknown } | undefined;
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
  /** Why the model declined. Clients over HTTP never set it: there a refusal is an error of kind `content_filter`. */
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
  generate(messages: readonly Message[], options?: GenerateOptions): Promise<string>;
  /** Asks and yields the text as it comes. Throws an `incomplete_stream` error at the end if it was cut. */
  generateStream(messages: readonly Message[], options?: GenerateOptions): AsyncIterable<string>;
  /** Asks and waits for the answer with everything known about it, also one that stops at the token limit (`truncated`). */
  complete(messages: readonly Message[], options?: GenerateOptions): Promise<Completion>;
  /**
   * Asks and yields all that happens. It tries again only until the first text was yielded; `complete` and `generate`,
   * whose text nobody has seen, may start over. The iterable can be read once.
   */
  stream(messages: readonly Message[], options?: GenerateOptions): AsyncIterable<StreamEvent>;
}

/** How long a client waits, in milliseconds; `Infinity` for no limit. */
export interface Timeouts {
  /** From the request to the first byte of the answer. Default: 60,000. */
  firstByteMs?: number | undefined;
  /** Between two pieces of the answer, comments and pings included. Default: 60,000. */
  idleMs?: number | undefined;
  /** Without content: comments and pings do not count. Default: 180,000. */
  progressMs?: number | undefined;
  /** The whole call, retries included. Default: 900,000. */
  totalMs?: number | undefined;
}

/** How a client tries again. */
export interface RetryOptions {
  /** The most requests for one answer, but for those that heal a refused parameter. Default: 4. */
  maxAttempts?: number | undefined;
  /** The longest first pause; it doubles with each attempt, and is twice as long where the provider is overloaded. Default: 500. */
  baseDelayMs?: number | undefined;
  /** The longest pause of our own choice. Default: 20,000. */
  maxDelayMs?: number | undefined;
  /** The longest pause that a provider may ask for; above it the call fails at once. Default: 60,000. */
  maxRetryAfterMs?: number | undefined;
}

/** How many retries are left to all clients that share it; each retry takes one. */
export interface RetryQuota {
  /** Those left. */
  left: number;
}

/** How much a client takes in; more is an error of kind `bad_response`. */
export interface AnswerLimits {
  /** Decoded bytes of one answer on the wire. Default: 32 MB. */
  wireBytes?: number | undefined;
  /** Characters of text and reasoning. Default: 4,000,000. */
  answerChars?: number | undefined;
  /** Characters of one event. Default: 1,000,000. */
  lineChars?: number | undefined;
}

/** How many requests a client starts. */
export interface RateOptions {
  /** Requests at the same time. Default: 16. */
  inFlight?: number | undefined;
  /** Requests in any 60 seconds. Default: no limit but what the provider's headers say. */
  requestsPerMinute?: number | undefined;
  /** Tokens in any 60 seconds, estimated before and corrected after each call. Default: as above. */
  tokensPerMinute?: number | undefined;
}

/** A price in US dollars, for providers that send none. */
export interface Price {
  /** For a million tokens of requests. */
  inputPerMillion: number;
  /** For a million tokens of answers. */
  outputPerMillion: number;
  /** For a million tokens of requests that came from a cache. Default: as `inputPerMillion`. */
  cachedInputPerMillion?: number | undefined;
  /** For a million tokens of requests that were written to a cache. Default: as `inputPerMillion`. */
  cacheWritePerMillion?: number | undefined;
}

/** Settings of a client; an embedded provider looks at `model` only. */
export interface ClientOptions {
  /** The key. It never appears in an error, a log or an inspected object. */
  apiKey?: string | undefined;
  /** The model to ask. Default: the provider's own. */
  model?: string | undefined;
  /** Where the provider is: with or without a slash, `/v1` or the full path. Default: the provider's own. */
  baseUrl?: string | undefined;
  /** More headers, e.g. `anthropic-version`; they win over ours. */
  headers?: Record<string, string> | undefined;
  /** More fields of the request's body, e.g. `reasoning_effort`; they win over ours. */
  extraBody?: Record<string, unknown> | undefined;
  /** How long to wait. */
  timeouts?: Timeouts | undefined;
  /** How to try again. */
  retry?: RetryOptions | undefined;
  /** Bounds the retries of all clients that share this object, e.g. those of one run. Default: no bound. */
  retryQuota?: RetryQuota | undefined;
  /** How much to take in. */
  limits?: AnswerLimits | undefined;
  /** How many requests to start. */
  rate?: RateOptions | undefined;
  /** Shares one limiter between clients of the same provider; `rate` is then not looked at. */
  limiter?: Limiter | undefined;
  /** What the model costs, where the provider does not say. */
  price?: Price | undefined;
  /** Allows a key over `http:` to a host that is not this machine. Default: false. */
  allowHttp?: boolean | undefined;
  /** Sends the requests. Default: the platform's `fetch`. */
  fetch?: typeof fetch | undefined;
  /** The time in milliseconds since 1970, for waits that a provider gives as a date. Default: `Date.now`. */
  now?: (() => number) | undefined;
  /** A number from 0 to 1 that spreads the pauses. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

/** Keeps requests within what a provider allows; made by `createLimiter`. */
export interface Limiter {
  /** Waits for a turn. `tokens` is the estimate of what the call takes. */
  acquire(tokens: number, signal: AbortSignal): Promise<Turn>;
  /** Learns from the headers of an answer. */
  learn(headers: Headers): void;
  /** Starts nothing for a while, because the provider asked for it. */
  pause(ms: number): void;
}

/** The right to one request. */
export interface Turn {
  /** Gives the turn back; `tokens` is what the call really took, where that is known. */
  release(tokens?: number): void;
}
