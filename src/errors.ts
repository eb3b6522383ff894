/**
 * The errors that callers may want to tell apart. Every message is one line that says what could not be done,
 * what was expected and what came; `hint` says what to do about it.
 * @module
 */

/** What went wrong with a call to a model. */
export type LLMErrorKind =
  | "config"
  | "auth"
  | "billing"
  | "rate_limit"
  | "overloaded"
  | "server"
  | "network"
  | "timeout"
  | "aborted"
  | "bad_request"
  | "context_length"
  | "not_found"
  | "content_filter"
  | "empty_response"
  | "incomplete_stream"
  | "bad_response";

/** The facts that an {@linkcode LLMError} carries. */
export interface LLMErrorInit {
  /** What went wrong. */
  kind: LLMErrorKind;
  /** The provider's name, e.g. `openai`. */
  provider: string;
  /** The model that was asked, where one is known. */
  model?: string;
  /** What to do about it, one sentence. */
  hint: string;
  /** The HTTP status, where there was an answer. */
  status?: number;
  /** The provider's own error code. */
  code?: string;
  /** The provider's id of the request. */
  requestId?: string;
  /** Whether the same request may succeed later. Default: false. */
  retryable?: boolean;
  /** How long the provider asked to wait, in milliseconds. */
  retryAfterMs?: number;
  /** The text that had arrived before the failure. */
  partial?: string;
  /** How many requests were sent. Default: 1. */
  attempts?: number;
  /** The original error. */
  cause?: unknown;
}

/**
 * A call to a model failed.
 *
 * @example
 * ```ts
 * import { LLMError } from "@devussy/devussy";
 * const error = new LLMError("Cannot reach \"local\": the connection was refused", {
 *   kind: "network", provider: "local", hint: "Start the server.", retryable: true,
 * });
 * if (error.kind !== "network" || !error.retryable) throw error;
 * ```
 */
export class LLMError extends Error {
  /** The class, for logs. */
  override readonly name = "LLMError";
  /** What went wrong. */
  readonly kind: LLMErrorKind;
  /** The provider's name. */
  readonly provider: string;
  /** What to do about it. */
  readonly hint: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** How many requests were sent. */
  readonly attempts: number;
  /** The model that was asked. */
  declare readonly model?: string;
  /** The HTTP status, where there was an answer. */
  declare readonly status?: number;
  /** The provider's own error code. */
  declare readonly code?: string;
  /** The provider's id of the request. */
  declare readonly requestId?: string;
  /** How long the provider asked to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** The text that had arrived before the failure. */
  declare readonly partial?: string;

  /** Makes the error from one line of text and the facts. */
  constructor(message: string, init: LLMErrorInit) {
    super(message, init.cause === undefined ? {} : { cause: init.cause });
    this.kind = init.kind;
    this.provider = init.provider;
    this.hint = init.hint;
    this.retryable = init.retryable ?? false;
    this.attempts = init.attempts ?? 1;
    if (init.model !== undefined) this.model = init.model;
    if (init.status !== undefined) this.status = init.status;
    if (init.code !== undefined) this.code = init.code;
    if (init.requestId !== undefined) this.requestId = init.requestId;
    if (init.retryAfterMs !== undefined) this.retryAfterMs = init.retryAfterMs;
    if (init.partial !== undefined) this.partial = init.partial;
  }
}

/**
 * A setting is missing, unknown or out of range.
 *
 * @example
 * ```ts
 * import { ConfigError, createLLMClient } from "@devussy/devussy";
 * try {
 *   createLLMClient("opanai", {});
 * } catch (error) {
 *   if (!(error instanceof ConfigError) || error.hint !== 'Did you mean "openai"?') throw error;
 * }
 * ```
 */
export class ConfigError extends Error {
  /** The class, for logs. */
  override readonly name = "ConfigError";
  /** Makes the error; `hint` says what to do, `problems` names each place and what is wrong there, where there are several. */
  constructor(message: string, readonly hint: string, readonly problems: readonly string[] = []) {
    super(message);
  }
}

/**
 * The command line or the project's inputs (name, brief) cannot be used.
 *
 * @example
 * ```ts
 * import { startPlan, UsageError } from "@devussy/devussy";
 * try {
 *   startPlan({ name: "" });
 * } catch (error) {
 *   if (!(error instanceof UsageError) || error.hint === "") throw error;
 * }
 * ```
 */
export class UsageError extends Error {
  /** The class, for logs. */
  override readonly name = "UsageError";
  /** Makes the error; `hint` says what to do. */
  constructor(message: string, readonly hint: string) {
    super(message);
  }
}

/**
 * A stage of the pipeline got an answer that cannot be used.
 *
 * @example
 * ```ts
 * import { createLLMClient, runPipeline, StageError, startPlan } from "@devussy/devussy";
 * const parrot = createLLMClient({ name: "parrot", defaultModel: "v1", answer: () => "Hello!" }, {});
 * try {
 *   await runPipeline(startPlan({ name: "Notes" }), { client: parrot });
 * } catch (error) {
 *   if (!(error instanceof StageError) || error.label !== "design" || error.answer !== "Hello!") throw error;
 * }
 * ```
 */
export class StageError extends Error {
  /** The class, for logs. */
  override readonly name = "StageError";
  /** Makes the error; `stage` is the stage's name, `answer` the text that came, `label` what it was about: `phase 3`. */
  constructor(
    message: string,
    readonly stage: string,
    readonly hint: string,
    readonly answer?: string,
    readonly label?: string,
  ) {
    super(message);
  }
}

/**
 * A plan (`plan.json`) cannot be read: it is not JSON, or does not fit the schema.
 *
 * @example
 * ```ts
 * import { parsePlan, PlanError } from "@devussy/devussy";
 * try {
 *   parsePlan('{ "project": {} }');
 * } catch (error) {
 *   if (!(error instanceof PlanError) || !error.problems.some((problem) => problem.includes("project.name"))) throw error;
 * }
 * ```
 */
export class PlanError extends Error {
  /** The class, for logs. */
  override readonly name = "PlanError";
  /** Makes the error; `problems` names each place and what is wrong there. */
  constructor(message: string, readonly hint: string, readonly problems: readonly string[] = []) {
    super(message);
  }
}

/**
 * A run reached its budget; what was answered until then is stored.
 *
 * @example
 * ```ts
 * import { BudgetError, createLLMClient, runPipeline, startPlan } from "@devussy/devussy";
 * const client = createLLMClient("openai", { apiKey: "sk-...", model: "gpt-5.5" });
 * try {
 *   // No call fits into ten tokens: none is made.
 *   await runPipeline(startPlan({ name: "Notes" }), { client, budget: { maxTokens: 10 } });
 * } catch (error) {
 *   if (!(error instanceof BudgetError) || error.hint === "") throw error;
 * }
 * ```
 */
export class BudgetError extends Error {
  /** The class, for logs. */
  override readonly name = "BudgetError";
  /** Makes the error; `hint` says what to do. */
  constructor(message: string, readonly hint: string) {
    super(message);
  }
}

/**
 * Another run holds what this one needs.
 *
 * @example
 * ```ts
 * import { LockError } from "@devussy/devussy";
 * const error = new LockError("Cannot use the output folder: process 12 works in it", "docs", "Wait until it is done.");
 * if (error.path !== "docs") throw error;
 * ```
 */
export class LockError extends Error {
  /** The class, for logs. */
  override readonly name = "LockError";
  /** Makes the error; `path` is the folder that is held. */
  constructor(message: string, readonly path: string, readonly hint: string) {
    super(message);
  }
}

/**
 * A file or directory cannot be read or written.
 *
 * @example
 * ```ts
 * import { StoreError } from "@devussy/devussy";
 * const error = new StoreError('Cannot write "docs": the disk is full', "docs", "Make room and run it again.");
 * if (error.path !== "docs" || error.hint === "") throw error;
 * ```
 */
export class StoreError extends Error {
  /** The class, for logs. */
  override readonly name = "StoreError";
  /** Makes the error; `path` is the file or directory. */
  constructor(message: string, readonly path: string, readonly hint: string, options?: { cause?: unknown }) {
    super(message, options);
  }
}
