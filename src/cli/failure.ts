import {
  BudgetError,
  ConfigError,
  LLMError,
  LockError,
  PlanError,
  StageError,
  StoreError,
  UsageError,
} from "../errors.ts";
import { oneLine } from "../text.ts";

/** How a failure is told: the exit code, the cause, what to do. */
export interface Failure {
  exitCode: number;
  message: string;
  hint: string;
  /** Each place and what is wrong there, where there are several. */
  problems?: readonly string[];
  /** What is known of a failed call, for programs. */
  call?: { kind: string; provider: string; status?: number; retryAfterMs?: number };
  /** Only for bugs of ours. */
  stack?: string;
}

/** Why the process was asked to stop; the signal's number decides the exit code. */
export class Stopped extends Error {
  override readonly name = "Stopped";
  /** Makes the error; `left` is what is left behind, `by` what it was stopped by. */
  constructor(
    readonly exitCode: number,
    readonly hint = "Run the same command again.",
    readonly left = "no file was written",
    by = exitCode === 130 ? "Ctrl-C" : "a signal",
  ) {
    super(`Stopped by ${by}`);
  }
  /** The same, in a run whose answers are stored. */
  after(run: string): Stopped {
    return new Stopped(this.exitCode, `Run the same command again: it goes on with what ${run} has stored.`);
  }
}

/** A step that was said to be done does not hold what it promises. */
export class NotVerified extends Error {
  override readonly name = "NotVerified";
  constructor(message: string, readonly hint: string, readonly problems: readonly string[] = []) {
    super(message);
  }
}

/** Turns whatever was thrown into what a person needs to know. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  const stopped = error instanceof Stopped ? error : signal.aborted ? signal.reason : undefined;
  if (stopped instanceof Stopped) {
    return { exitCode: stopped.exitCode, message: `${stopped.message}: ${stopped.left}`, hint: stopped.hint };
  }
  const told = (exitCode: number, { message, hint }: { message: string; hint: string }): Failure => ({
    exitCode,
    message: oneLine(message),
    hint: oneLine(hint),
  });
  if (error instanceof UsageError) return told(2, error);
  if (error instanceof PlanError) return told(2, error);
  if (error instanceof ConfigError) return { ...told(2, error), problems: error.problems.map(oneLine) };
  if (error instanceof NotVerified) return { ...told(8, error), problems: error.problems.map(oneLine) };
  if (error instanceof LockError) return told(7, error);
  if (error instanceof BudgetError) return told(9, error);
  if (error instanceof StoreError) return told(6, error);
  if (error instanceof StageError) return told(5, error);
  if (error instanceof LLMError) return { ...told(exitCodeOf(error), error), call: callOf(error) };
  const bug = error instanceof Error ? error : new Error(String(error));
  if (NOT_FETCHED.test(bug.message)) {
    return {
      exitCode: 4,
      message: `Cannot load a part of devussy: ${oneLine(bug.message)}`,
      hint: "Deno fetches each part once: run it with a network, or use the one file, which needs none (see README).",
    };
  }
  return {
    exitCode: 1,
    message: `This is a bug of devussy: ${oneLine(bug.message)}`,
    hint: "Please report it with the lines below.",
    ...(bug.stack === undefined ? {} : { stack: bug.stack }),
  };
}

/** What Deno says of modules that are loaded when they are needed, and could not be fetched. */
const NOT_FETCHED =
  /^(?:Failed (?:caching npm package|loading https?:\/\/)|Import '[^']*' failed|(?:npm package|Specifier) .* not (?:found )?(?:in cache|cached)|Module not found "https?:)/;

function callOf({ kind, provider, status, retryAfterMs }: LLMError): NonNullable<Failure["call"]> {
  return {
    kind,
    provider,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** For good (3), for now (4), or an answer of no use (5). */
function exitCodeOf({ kind, retryable, status, code }: LLMError): number {
  switch (kind) {
    case "config":
      // A server that redirects has refused; a missing permission is ours to mend.
      return status === undefined ? 2 : 3;
    case "bad_response":
      return code === "html_page" ? 3 : code === "malformed_event" ? 4 : 5;
    case "auth":
    case "billing":
    case "bad_request":
    case "context_length":
    case "not_found":
      return 3;
    case "content_filter":
    case "empty_response":
      return 5;
    case "aborted":
      return 130;
    case "incomplete_stream":
    case "rate_limit":
    case "overloaded":
    case "server":
    case "network":
    case "timeout":
      return retryable ? 4 : kind === "incomplete_stream" ? 5 : 4;
  }
}
