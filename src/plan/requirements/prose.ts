/**
 * What lines of prose are: entries without dashes, background, wishes.
 * @module
 */
import { isDemand, kindOf } from "./classify.ts";

/**
 * Whether lines without a blank one between them stand for themselves all the same, as people type a list: each begins
 * anew and none but the last is ended, or all are short.
 */
export function linesApart(lines: readonly string[]): boolean {
  // A word alone may end a sentence; among three entries it is one.
  const words = lines.filter((line) => /\s/.test(line.trim())).length;
  if (lines.length < 2 || (words < lines.length && lines.length < 3) || words * 2 < lines.length) return false;
  if (lines.some((line) => GOES_ON.test(line))) return false;
  if (isWrapped(lines) && !lines.every((line) => BEGINS.test(line))) return false;
  const begun = lines.every((line) => /^[\p{Lu}\d]/u.test(line) && line.length <= 80);
  return begun
    ? lines.slice(0, -1).every((line) => !/[.!?]$/.test(line))
    : lines.length > 2 && lines.every((line) => isShort(line) && !GOES_BACK.test(line));
}

/** A sentence that ends within a line, or a line that is not ended; "log in" is. */
const GOES_ON =
  /[.!?:] |[,;:(-]$|(?<!\p{L})(?:an?|and|are|as|at|be|because|by|can|for|from|has|if|into|is|it|must|of|or|our|should|than|that|the|their|to|using|via|when|which|will|with|(?<!\b(?:check|clock|go|log|opt|sign|switch|turn|zoom)(?:s|es|ed|ged)? )(?:in|on)|auf|aus|das|dem|der|des|eine?|einem|einen|einer|eines|für|mit|oder|und|vom|von|zum|zur|dans|du|et|les|pour|une|con|para|por)$/iu;
/** In small letters, what only goes on with the line before. */
const GOES_BACK = /^(?:and|but|or|that|to|where|which|who|with|et|mais|ou|qui|und|oder|y)\s/;
/** Who types a list begins its lines so; nouns, which German writes large, do not tell. */
const BEGINS =
  /^(?:as an? |(?:add|allow|build|create|delete|edit|export|import|keep|let|list|make|print|read|save|search|send|show|store|support|track|write)\s|\p{L}+ (?:can|cannot|may|must|shall|should|will|darf|dürfen|kann|können|muss|müssen|soll|sollen)\s)/iu;
/** Nobody's margin is narrower than this. */
const NARROWEST = 40;

/** Whether each line is as long as it can be, so that the next one's first word found no place in it. */
function isWrapped(lines: readonly string[]): boolean {
  const width = lines.reduce((most, { length }) => Math.max(most, length), 0);
  return width >= NARROWEST &&
    lines.slice(1).every((line, at) => (lines[at] ?? "").length + 1 + line.split(" ", 1).join().length > width);
}

function isShort(line: string): boolean {
  return line.length <= 45;
}

/** Whether a sentence that stands before the demands is one itself, and no background. */
export function isWish(sentence: string): boolean {
  return isDemand(sentence, "context") || DOES.test(sentence) || IS_THING.test(sentence) ||
    kindOf(sentence, "feature") !== "functional" ||
    /^(?:please )?(?:add|build|create|design|develop|implement|make|write)\b/i.test(sentence) ||
    /\b(?:allows?|can|could|lets?|may|users?|wants?|will|would)\b/i.test(sentence);
}

/** "Sends a digest", "It runs on SQLite", "The page works on phones". */
const DOES =
  /^(?:(?:it|the \p{L}+(?: \p{L}+)?) (?:also |then )?)?(?:accepts|asks|calculates|checks|collects|connects|converts|counts|creates|deletes|deploys|detects|displays|downloads|exports|fetches|filters|finds|generates|handles|imports|integrates|keeps|lists|loads|offers|parses|plays|prints|processes|provides|reads|records|reminds|removes|renders|returns|runs|saves|scans|searches|sends|serves|shows|sorts|stores|supports|syncs|tells|tracks|translates|uploads|uses|validates|warns|watches|works|writes)\b/iu;
/** "A web shop for tea with a cart and coupons". */
const IS_THING =
  /^(?:an? |the )?(?:[\p{L}-]+ ){0,4}?(?:api|app|application|bot|cli|dashboard|extension|game|library|page|platform|plugin|portal|program|script|server|service|shop|site|system|tool|website)\b.{0,200}?\b(?:that|where|which|with)\b/iu;
