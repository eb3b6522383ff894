/**
 * What a provider is: data and pure functions. The client does the rest.
 * @module
 */
import type { LLMErrorKind } from "../errors.ts";
import type { Json } from "./json.ts";
import type { GenerateOptions, JsonSchema, Message } from "./types.ts";

/** Whoever answers: over HTTP, or embedded in this process. */
export type Provider = HttpProvider | EmbeddedProvider;

/**
 * Somebody who answers by a function of their own: a planner, a test, another library.
 * Throw an `LLMError` where there is no answer.
 */
export interface EmbeddedProvider {
  /** Its name on the command line and in the plan. */
  readonly name: string;
  /** The model used where none is named. */
  readonly defaultModel: string;
  /** Answers a call. */
  answer(messages: readonly Message[], options: GenerateOptions): string | Promise<string>;
}

/** A provider over HTTP. */
export interface HttpProvider {
  /** Its name on the command line and in the plan; the key's variable is `NAME_API_KEY`. */
  readonly name: string;
  /** Its name for people. Default: `name`. */
  readonly title?: string;
  /** How it is spoken to, e.g. `openaiChat()`. */
  readonly protocol: Protocol;
  /** Where it is. Absent: the user must say. */
  readonly baseUrl?: string;
  /** The model used where none is named. Absent: the user must say. */
  readonly defaultModel?: string;
  /** The header that carries the key. Default: `bearer`. */
  readonly auth?: "bearer" | "x-api-key" | "api-key";
  /** Whether it may be asked without a key wherever it is, as servers of one's own are. On this machine any may. */
  readonly keyOptional?: boolean;
  /** Headers that every request carries. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that mean "no money left" here besides 402. */
  readonly billingStatuses?: readonly number[];
  /** A warning about a model's name that is probably wrong; absent where it looks right. */
  readonly checkModel?: (model: string) => string | undefined;
  /** How to get going, one sentence of Markdown for the README. */
  readonly setup?: string;
}

/** How to say and read things on the wire. Everything here is pure. */
export interface Protocol {
  /** Its name, e.g. `openai-chat`. */
  readonly name: string;
  /** The path behind the base URL, e.g. `/chat/completions`. */
  readonly path: string;
  /** Whether `/v1` belongs before the path whenever the base URL has no version, or only where it has no path at all. */
  readonly version: "always" | "without-path";
  /** Headers that every request carries. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the protocol does with a schema: sends it, asks for any JSON, or nothing. The client adds an instruction for the last two. */
  readonly schemas: "native" | "json" | "none";
  /** What to do about a parameter that the provider refuses. */
  readonly remedies: Readonly<Record<string, Remedy>>;
  /** The body of a request. */
  body(call: WireCall): Record<string, unknown>;
  /** Makes a reader for one streamed answer: a function from an event's JSON to what it says. A string is text alone. */
  reader(): (data: Json) => Delta | string;
  /** Reads an answer that came whole; absent if it is none. */
  readBody(body: Json): Delta | undefined;
}

/**
 * What to do about a refused parameter: leave it out, send it under another name, send the highest number that the
 * provider names, or put the schema into words.
 */
export type Remedy = "drop" | "lower" | "instruct" | { readonly rename: string };

/** One call, as a protocol sees it. */
export interface WireCall {
  /** The model. */
  model: string;
  /** What is said. */
  messages: readonly Message[];
  /** 0.0 to 2.0; absent: not sent. */
  temperature?: number;
  /** Absent: not sent, where that is allowed. */
  maxTokens?: number;
  /** The form of the answer, where it has one and the protocol can ask for it. */
  format?: { type: "json" } | { type: "schema"; name: string; schema: JsonSchema };
}

/** What one event, or a whole body, adds to the answer. */
export interface Delta {
  /** More of the answer. */
  text?: string;
  /** More of what the model thinks. */
  reasoning?: string;
  /** More of why it declines. */
  refusal?: string;
  /** Why the answer ended. */
  finish?: Finish;
  /** More about why it was filtered. */
  explanation?: string;
  /** Tokens and cost; later values replace earlier ones. */
  usage?: UsageFacts;
  /** The model that answers. */
  model?: string;
  /** The provider's id of the answer. */
  id?: string;
  /** Nothing follows. */
  done?: boolean;
  /** The provider failed. */
  error?: ErrorFacts;
}

/** Why an answer ended. */
export type Finish = "stop" | "length" | "filter" | "tool" | "overloaded" | "error" | "other";

/** What a provider says about tokens and cost; what it does not say is absent. */
export interface UsageFacts {
  /** Tokens of the request. */
  input?: number | undefined;
  /** Those of `input` that came from a cache. */
  cached?: number | undefined;
  /** Tokens read from a cache that `input` does not count. */
  cacheRead?: number | undefined;
  /** Tokens written to a cache that `input` does not count. */
  cacheWrite?: number | undefined;
  /** Tokens of the answer. */
  output?: number | undefined;
  /** Those of the answer that were reasoning. */
  reasoning?: number | undefined;
  /** All together. */
  total?: number | undefined;
  /** US dollars. */
  cost?: number | undefined;
}

/** What a provider says about a failure; what it does not say is absent. */
export interface ErrorFacts {
  /** In its words. */
  message?: string;
  /** Its code or type, e.g. `insufficient_quota`. */
  code?: string;
  /** The broader type beside a code. */
  type?: string;
  /** The parameter it is about. */
  param?: string;
  /** The HTTP status that the body names. */
  status?: number;
  /** How long to wait. */
  retryAfterMs?: number;
  /** The kind of error, where it is known for sure. */
  kind?: LLMErrorKind;
}
