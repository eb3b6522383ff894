import type { Delta, UsageFacts } from "./provider.ts";
import type { Price, Usage } from "./types.ts";

/** A number that can be a count of tokens or a price; anything else is not known. */
export function amount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** Adds what an event says; later values replace earlier ones, since providers repeat sums and not parts. */
export function mergeUsage(before: UsageFacts | undefined, more: Delta["usage"]): UsageFacts | undefined {
  if (before === undefined || more === undefined) return more ?? before;
  const known = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  return { ...before, ...known };
}

/**
 * Brings a provider's counts to one meaning: reasoning is part of the output (xAI and Gemini leave it out of
 * `completion_tokens` but not of the total), cached tokens are part of the input (Anthropic counts them apart).
 * What is not known stays unknown.
 */
export function usageOf(facts: UsageFacts | undefined, price: Price | undefined): Usage | undefined {
  if (facts?.input === undefined) return undefined;
  const input = facts.input + (facts.cacheRead ?? 0) + (facts.cacheWrite ?? 0);
  const rest = facts.total === undefined || facts.total < input ? undefined : facts.total - input;
  if (facts.output === undefined && rest === undefined) return undefined;
  const output = Math.max(facts.output ?? 0, rest ?? 0);
  if (!Number.isFinite(input + output)) return undefined;
  const cached = facts.cached ?? facts.cacheRead;
  const cost = facts.cost ?? costOf(input, output, cached ?? 0, facts.cacheWrite ?? 0, price);
  return {
    inputTokens: input,
    outputTokens: output,
    totalTokens: input + output,
    ...(facts.reasoning === undefined ? {} : { reasoningTokens: facts.reasoning }),
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
    ...(cost === undefined ? {} : { costUsd: cost }),
  };
}

function costOf(
  input: number,
  output: number,
  cached: number,
  written: number,
  price: Price | undefined,
): number | undefined {
  if (price === undefined) return undefined;
  const read = Math.min(cached, input);
  const write = Math.min(written, input - read);
  const millions = (input - read - write) * price.inputPerMillion +
    read * (price.cachedInputPerMillion ?? price.inputPerMillion) +
    write * (price.cacheWritePerMillion ?? price.inputPerMillion) +
    output * price.outputPerMillion;
  return millions / 1_000_000;
}
