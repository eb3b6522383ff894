import type { LLMErrorKind, Usage } from "../../../mod.ts";
import type { RecordedCase } from "./recordings.ts";

/** What our client must make of a recorded exchange. */
export type Expected = ExpectedAnswer | ExpectedError;

/** An answer. */
export interface ExpectedAnswer {
  error?: undefined;
  text: string;
  reasoning: string;
  /** More than one where our rules leave it open. */
  finish: readonly string[];
  truncated: boolean;
  usage: Usage | undefined;
}

/** A failure. */
export interface ExpectedError {
  error: LLMErrorKind;
  /** What the message must quote. */
  says: string;
  /** What the hint must speak of. */
  hints?: RegExp;
  /** The text that must be kept. */
  partial: string;
  /** The provider's own code, where it is a text. */
  code?: string;
  retryable?: boolean;
}

/** Where a recording says something else than our rules want, with the reason. */
const EXCEPTIONS: Readonly<Record<string, Partial<ExpectedAnswer>>> = {
  // The thought stands only in `reasoning_details`, which the recording's summary does not look at.
  "cassettes__test_snowflake__test_snowflake_thinking.json": { reasoning: "Let me get the weather for Mexico City." },
};

/** Derives what must come out from what a recording is known to hold. */
export function expectedOf(recorded: RecordedCase, body: string): Expected {
  const { status, expect } = recorded;
  if (status >= 400 || expect.error !== undefined) return failure(recorded);
  if (expect.refusal !== undefined || expect.finish === "content_filter" || expect.finish === "refusal") {
    const explanation = /"explanation":\s*"([^"]*)"/.exec(body)?.[1] ?? "";
    return { error: "content_filter", says: expect.refusal ?? explanation, partial: meaningful(expect.text) };
  }
  const { text, reasoning } = withoutThinkTags(expect.text, expect.reasoning ?? "");
  const truncated = ["length", "max_tokens", "model_length", "model_context_window_exceeded"].includes(
    expect.finish ?? "",
  );
  if (text.trim() === "") {
    return {
      error: "empty_response",
      says: "",
      partial: "",
      ...(truncated ? { hints: /max.?tokens/i, retryable: false } : {}),
    };
  }
  return {
    text,
    reasoning,
    finish: truncated ? ["length"] : finishOf(recorded),
    truncated,
    usage: usageOf(recorded),
    ...EXCEPTIONS[recorded.file.split("/").at(-1) ?? ""],
  };
}

function failure({ status, expect }: RecordedCase): ExpectedError {
  const details: Record<string, unknown> = typeof expect.error === "object" ? expect.error : {};
  const stated = status >= 400 ? status : Number(details["status_code"]);
  const message = expect.errorMessage ?? "";
  const error = kindOf(stated);
  const code = details["code"];
  return {
    error,
    says: message,
    partial: meaningful(expect.text),
    ...(typeof code === "string" ? { code } : {}),
    retryable: error === "server",
  };
}

function kindOf(status: number): LLMErrorKind {
  if (status === 401 || status === 403) return "auth";
  if (status === 404) return "not_found";
  if (status >= 500) return "server";
  return "bad_request";
}

/** White space alone counts as no text. */
function meaningful(text: string): string {
  return text.trim() === "" ? "" : text;
}

/** The tags at the head of an answer, which a summary of a recording does not know. */
function withoutThinkTags(text: string, reasoning: string): { text: string; reasoning: string } {
  const head = /^\s*<think>/.exec(text)?.[0];
  if (head === undefined) return { text, reasoning };
  const [thought = "", ...rest] = text.slice(head.length).split("</think>");
  return { text: rest.join("</think>"), reasoning: reasoning + thought };
}

function finishOf({ kind, expect }: RecordedCase): readonly string[] {
  switch (expect.finish) {
    case "stop":
    case "end_turn":
    case "stop_sequence":
      return ["stop"];
    case null:
      // `[DONE]` without a reason is a stop; our rules do not say what a whole JSON answer without one is.
      return kind === "sse" ? ["stop"] : ["stop", "other"];
    default:
      return ["other"];
  }
}

function usageOf({ wire, expect: { usage } }: RecordedCase): Usage | undefined {
  if (usage === null) return undefined;
  if (wire === "anthropic") {
    const cached = count(usage, "cache_read_input_tokens");
    const inputTokens = count(usage, "input_tokens") + cached + count(usage, "cache_creation_input_tokens");
    const outputTokens = count(usage, "output_tokens");
    return {
      inputTokens,
      outputTokens,
      totalTokens: inputTokens + outputTokens,
      reasoningTokens: count(usage, "output_tokens_details", "thinking_tokens"),
      cachedInputTokens: cached,
    };
  }
  const inputTokens = count(usage, "prompt_tokens");
  const outputTokens = Math.max(count(usage, "completion_tokens"), count(usage, "total_tokens") - inputTokens);
  const cost = usage["cost"];
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    reasoningTokens: count(usage, "completion_tokens_details", "reasoning_tokens"),
    cachedInputTokens: count(usage, "prompt_tokens_details", "cached_tokens"),
    ...(typeof cost === "number" ? { costUsd: cost } : {}),
  };
}

/** A number inside an object, 0 where there is none. */
function count(from: unknown, ...path: string[]): number {
  for (const name of path) {
    from = typeof from === "object" && from !== null ? Object.getOwnPropertyDescriptor(from, name)?.value : undefined;
  }
  return typeof from === "number" ? from : 0;
}
