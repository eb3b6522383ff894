/**
 * Answers as they are stored. What is read back may be anybody's text: only known fields of the right type are taken.
 * @module
 */
import type { Completion, Usage } from "../llm/types.ts";

/** An answer as JSON; broken surrogates become U+FFFD, as they would in a file. */
export function formatCompletion(completion: Completion): string {
  return JSON.stringify(pick(completion), (_key, value) => typeof value === "string" ? value.toWellFormed() : value);
}

/** Reads an answer; undefined where the text is none. */
export function parseCompletion(json: string): Completion | undefined {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return undefined;
  }
  return isCompletion(data) ? pick(data) : undefined;
}

function pick(from: Completion): Completion {
  const { text, reasoning, refusal, finish, truncated, usage, model, requestId, attempts, warnings } = from;
  return {
    text,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(refusal === undefined ? {} : { refusal }),
    finish,
    truncated,
    ...(usage === undefined ? {} : { usage: pickUsage(usage) }),
    ...(model === undefined ? {} : { model }),
    ...(requestId === undefined ? {} : { requestId }),
    attempts,
    warnings: [...warnings],
  };
}

function pickUsage(from: Usage): Usage {
  const { inputTokens, outputTokens, totalTokens, reasoningTokens, cachedInputTokens, costUsd } = from;
  return {
    inputTokens,
    outputTokens,
    totalTokens,
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

function isCompletion(data: unknown): data is Completion {
  if (!isObject(data)) return false;
  const own = (name: string) => Object.hasOwn(data, name) ? data[name] : undefined;
  return typeof own("text") === "string" &&
    ["reasoning", "refusal", "model", "requestId"].every((name) => isAbsentOr(own(name), "string")) &&
    ["stop", "length", "other"].includes(String(own("finish"))) && typeof own("finish") === "string" &&
    typeof own("truncated") === "boolean" && isCount(own("attempts")) &&
    (own("usage") === undefined || isUsage(own("usage"))) &&
    Array.isArray(own("warnings")) && (own("warnings") as unknown[]).every((text) => typeof text === "string");
}

function isUsage(data: unknown): data is Usage {
  return isObject(data) && ["inputTokens", "outputTokens", "totalTokens"].every((name) => isCount(data[name])) &&
    ["reasoningTokens", "cachedInputTokens", "costUsd"].every((name) =>
      data[name] === undefined || isCount(data[name])
    );
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

function isAbsentOr(value: unknown, type: string): boolean {
  return value === undefined || typeof value === type;
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
