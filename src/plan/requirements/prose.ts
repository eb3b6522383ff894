/**
 * What lines of prose are: entries without dashes, background, wishes.
 * @module
 */
import { isDemand } from "./classify.ts";

/**
 * Whether lines without a blank one between them stand for themselves all the same, as people type a list: each begins
 * anew and none but the last is ended, or all are short.
 */
export function linesApart(lines: readonly string[]): boolean {
  if (lines.length < 2 || !lines.every((line) => /\s/.test(line.trim()) && !GOES_ON.test(line))) return false;
  const begun = lines.every((line) => /^[\p{Lu}\d]/u.test(line) && line.length <= 80);
  return begun ? lines.slice(0, -1).every((line) => !/[.!?]$/.test(line)) : lines.length > 2 && lines.every(isShort);
}

/** A sentence that ends within a line, or a line that is not ended. */
const GOES_ON =
  /[.!?:] |[,;:(-]$|\b(?:an?|and|are|as|at|be|by|can|for|from|has|in|is|it|must|of|on|or|should|that|the|their|to|when|which|will|with)$/i;

function isShort(line: string): boolean {
  return line.length <= 45;
}

/** Whether a sentence that stands before the demands is one itself, and no background. */
export function isWish(sentence: string): boolean {
  return isDemand(sentence, "context") ||
    /^(?:please )?(?:add|build|create|design|develop|implement|make|write)\b/i.test(sentence) ||
    /\b(?:allows?|can|could|lets?|may|users?|wants?|will|would)\b/i.test(sentence);
}
