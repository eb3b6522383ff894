import { UsageError } from "../errors.ts";
import type { Values } from "./command.ts";

/**
 * The plans that a command was given as words, or as `--plan`.
 *
 * @throws {UsageError} If it was given both.
 */
export function namedPlans(values: Values, words: readonly string[]): readonly string[] {
  const plan = values.text("plan");
  if (plan === undefined) return words;
  if (words.length === 0) return [plan];
  throw new UsageError("Cannot read both FILE and --plan: they mean the same", "Leave one of them out.");
}
