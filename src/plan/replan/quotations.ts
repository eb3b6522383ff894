/**
 * Where texts quote requirements: whole, cut short, or by their beginning, with or without the words about who wants it.
 * @module
 */
import { oneLine } from "../../text.ts";
import { withoutOpeners } from "../openers.ts";
import type { Requirement } from "../types.ts";
import { ownText, withoutNumber } from "./wording.ts";

/** What is shorter must stand alone: between marks, or as the whole text. */
const LEAST_WORDS = 3;
const WORD = /[\p{L}\p{N}]+/gu;

/** Words that are looked for. */
export interface Sought<Of> {
  words: string;
  of: Of;
}

/** A place where words are quoted. */
export interface Quotation<Of> {
  of: Of;
  start: number;
  end: number;
  /** All of the words, as many as stand before a "…", or the first of them. */
  extent: "whole" | "cut" | "beginning";
  /** Whether marks or ends of the text stand on both sides: elsewhere it may be the same words by chance. */
  isAlone: boolean;
  /** Whether it stands in quotation marks. */
  isMarked: boolean;
}

/** A requirement's words without the mark at their end. */
export function bareText(requirement: Pick<Requirement, "text" | "group">): string {
  return ownText(requirement).replace(/[.;:,!。！]{1,9}$/, "");
}

/** A requirement's bare words without its number in another system and those about who wants it. */
export function coreOf(requirement: Pick<Requirement, "text" | "group">): string {
  return withoutOpeners(withoutNumber(bareText(requirement)));
}

/** Prepares a search; it costs what the text is long, however much is sought. */
export function quotationsOf<Of>(sought: readonly Sought<Of>[]): (text: string) => Quotation<Of>[] {
  const byWords = Map.groupBy(
    sought.map(({ words, of }) => {
      const lower = lowered(words);
      return { lower, of, lead: lower.search(/[\p{L}\p{N}]/u) };
    }).filter(({ lead }) => lead !== -1),
    ({ lower }) => (lower.slice(0, 500).match(WORD) ?? []).slice(0, 2).join(" "),
  );
  if (byWords.size === 0) return () => [];
  return (text) => {
    const lower = lowered(text);
    const words = [...lower.matchAll(WORD)];
    const found: Quotation<Of>[] = [];
    let from = 0;
    for (const [at, { 0: word, index }] of words.entries()) {
      const next = words[at + 1]?.[0];
      const likely = [word, ...(next === undefined ? [] : [`${word} ${next}`])].flatMap((key) =>
        byWords.get(key) ?? []
      );
      const [longest] = likely.flatMap((each) => {
        const start = index - each.lead;
        return start < from ? [] : quotationAt(text, lower, start, each) ?? [];
      }).sort((a, b) => b.end - a.end || Number(b.extent === "whole") - Number(a.extent === "whole"));
      if (longest === undefined) continue;
      found.push(longest);
      from = longest.end;
    }
    return found;
  };
}

function quotationAt<Of>(
  text: string,
  lower: string,
  start: number,
  { lower: words, of }: { lower: string; of: Of },
): Quotation<Of> | undefined {
  let length = 0;
  while (length < words.length && lower.charAt(start + length) === words.charAt(length)) length++;
  const end = start + length;
  const isWhole = length === words.length && !/[\p{L}\p{N}]/u.test(text.charAt(end));
  const isCut = !isWhole && text.charAt(end) === "…";
  const mayBeAlone = endsAlone(text, end);
  if (!isWhole && !isCut && !mayBeAlone) return undefined;
  const mark = markBefore(text, start);
  const isAlone = mark !== undefined && mayBeAlone;
  const count = lower.slice(start, end).match(WORD)?.length ?? 0;
  const isMarked = mark === '"';
  const extent = isWhole && (count >= LEAST_WORDS || (isAlone && (count > 1 || isMarked || mark === "")))
    ? "whole"
    : isCut && (count >= LEAST_WORDS || (mark !== undefined && count > 1))
    ? "cut"
    : !isWhole && isAlone && count > 1 && !/[\p{L}\p{N}]/u.test(words.charAt(length))
    ? "beginning"
    : undefined;
  return extent === undefined ? undefined : { of, start, end, extent, isAlone, isMarked };
}

/** The mark behind which a quotation begins, "" at the beginning of a text; absent where other words stand before it. */
function markBefore(text: string, start: number): string | undefined {
  const before = text.slice(Math.max(0, start - 120), start);
  const [marked = "", mark = ""] = /^[^]*(["(*\n。；：、]|[:;,.] )/.exec(before) ?? [];
  const stretch = before.slice(marked.length);
  return stretch.trim() === "" || withoutOpeners(stretch).trim() === "" ? mark : undefined;
}

function endsAlone(text: string, end: number): boolean {
  return /^(?:$|["…)*\n。；：、！？]|[.,;:!?]{1,3}(?:["\s]|$)| \(| and \d{1,6} more)/.test(text.slice(end, end + 16));
}

/** In small letters, where that keeps the places. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/** The parts of a text that are known by these words. */
export function wordsOf(requirement: Pick<Requirement, "text" | "group">): string[] {
  return [...new Set([bareText(requirement), coreOf(requirement)].map(oneLine))];
}
