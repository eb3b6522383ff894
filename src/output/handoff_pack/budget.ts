import { UsageError } from "../../errors.ts";
import { excerpt } from "../../text.ts";

const LEAST = 200;
const MOST = 1_000_000;

/** How many tokens a text takes, about: four characters are a token, as the pipeline counts. */
export function tokensOf(chars: number): number {
  return Math.ceil(chars / 4);
}

/** The most characters of so many tokens. */
export function charsOf(tokens: number): number {
  return tokens * 4;
}

/**
 * Reads a budget of tokens.
 *
 * @throws {UsageError} If it is no whole number from 200 to 1,000,000.
 */
export function readBudget(given: number | string): number {
  const budget = typeof given === "number" ? given : /^\d{1,7}$/.test(given.trim()) ? Number(given) : NaN;
  if (Number.isInteger(budget) && budget >= LEAST && budget <= MOST) return budget;
  throw new UsageError(
    `Cannot use a budget of "${excerpt(String(given), 40)}" tokens: expected a whole number from ${LEAST} to ${MOST}`,
    "Say how many tokens the pack may take, for example --budget 4000; leave it out for all there is to tell.",
  );
}
