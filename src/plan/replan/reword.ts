/**
 * Texts that quote requirements, brought in line with what these say now: by code, where nobody writes them anew.
 * @module
 */
import { oneLine, shorten } from "../../text.ts";
import type { Requirement } from "../types.ts";
import { stemsIn } from "../stems.ts";
import type { Rewrite } from "./types.ts";
import { briefly, ownText } from "./wording.ts";

/** A quotation that was cut short is known by so many of its first characters. */
const LEAST_QUOTED = 24;
/** A part of a text speaks of a requirement if so large a share of its words stand there. */
const MOSTLY = 0.75;
/** Fewer characters are no beginning of anything, and a part has usually at most so many. */
const LEAST_PART = 6;
const USUAL_PART = 45;

/** What replaces old words by new ones. */
export interface Rewording {
  /** The text with the new words in the place of the old. */
  text: string;
  /** The ids of the requirements whose new words stand in it. */
  said: Set<string>;
}

/** Puts the new words of changed requirements in the place of the old ones, also where these are cut short. */
export function reworded(text: string, changed: Rewrite["changed"]): Rewording {
  const said = new Set<string>();
  for (const { before, after } of changed) {
    const [old, now] = [bare(before), bare(after)];
    if (old === "" || old === now) continue;
    const place = placeOf(text, old);
    if (place === undefined) continue;
    const cut = text.charAt(place.end) === "…";
    const limit = cut ? Math.max(place.end - place.start, 40) : Infinity;
    const first = text.charAt(place.start);
    const words = first === first.toUpperCase() ? now.charAt(0).toUpperCase() + now.slice(1) : now;
    const put = shorten(words, limit);
    text = text.slice(0, place.start) + put + text.slice(place.end + (cut ? 1 : 0));
    if (!put.endsWith("…") || put.length > 100) said.add(after.id);
  }
  return { text, said };
}

/** A requirement's own words without the mark at their end. */
function bare(requirement: Requirement): string {
  return ownText(requirement).replace(/[.;:,!]+$/, "");
}

/** Where a text quotes another, whatever the size of the first letter; the quotation may end in "…". */
function placeOf(text: string, old: string): { start: number; end: number } | undefined {
  for (const words of [old, old.charAt(0).toUpperCase() + old.slice(1), old.charAt(0).toLowerCase() + old.slice(1)]) {
    const start = text.indexOf(words);
    if (start !== -1 && !inWord(text, start, start + words.length)) return { start, end: start + words.length };
    const beginning = words.slice(0, LEAST_QUOTED);
    const at = words.length > LEAST_QUOTED ? text.indexOf(beginning) : -1;
    if (at === -1) continue;
    let end = at + beginning.length;
    while (end - at < words.length && text.charAt(end) === words.charAt(end - at)) end++;
    if (text.charAt(end) === "…") return { start: at, end };
  }
  return undefined;
}

function inWord(text: string, start: number, end: number): boolean {
  const isLetter = (character: string) => /[\p{L}\p{N}]/u.test(character);
  return isLetter(text.charAt(start - 1)) || isLetter(text.charAt(end));
}

/** Whether a text speaks of a retired requirement alone: it names its id, or quotes its words, and those of no other. */
export function speaksOnlyOf(text: string, retired: readonly Requirement[], others: readonly Requirement[]): boolean {
  const names = (requirement: Requirement) =>
    new RegExp(`(?<![\\p{L}\\p{N}_-])${requirement.id}(?![\\p{L}\\p{N}_-])`, "u").test(text) ||
    placeOf(text, bare(requirement)) !== undefined;
  return retired.some(names) && !others.some(names);
}

/** Puts new words in the place of parts of a title that are the beginning of old ones: `Scale: Five users`. */
export function withNewParts(title: string, changed: Rewrite["changed"]): string {
  return inParts(title, (parts) => parts.map((part) => newWords(part, changed) ?? part));
}

/** The same for parts in quotation marks. */
export function withNewQuoted(text: string, changed: Rewrite["changed"]): string {
  return text.replace(/"([^"]{1,200})"/g, (whole, part: string) => {
    const words = newWords(part, changed);
    return words === undefined ? whole : `"${words}"`;
  });
}

/** What a few words that begin an old text are now. */
function newWords(part: string, changed: Rewrite["changed"]): string | undefined {
  const words = part.replace(/…$/, "").trim().toLowerCase();
  if (words.length < LEAST_PART) return undefined;
  const change = changed.find(({ before, after }) =>
    before.text !== after.text && bare(before).toLowerCase().startsWith(words) &&
    !bare(after).toLowerCase().startsWith(words)
  );
  return change === undefined ? undefined : briefly(change.after, Math.max(part.length, USUAL_PART));
}

/** A title's parts between commas or semicolons, behind its label. */
function inParts(title: string, change: (parts: string[]) => string[]): string {
  const label = /^[^:,;]{2,60}:\s/.exec(title)?.[0] ?? "";
  const separator = title.includes("; ") ? "; " : ", ";
  return label + change(title.slice(label.length).split(separator)).join(separator);
}

/** Takes the parts of a title, between commas or semicolons, that speak of what is retired; one part stays. */
export function withoutParts(title: string, retired: readonly Requirement[], others: readonly Requirement[]): string {
  return inParts(title, (parts) => {
    const kept = parts.filter((part) => !isAbout(part, retired, others));
    return kept.length === 0 ? parts : kept;
  });
}

/** The same for parts of a line between semicolons: `Try: A (R1); B (R2).` */
export function withoutNamed(line: string, retired: readonly Requirement[], others: readonly Requirement[]): string {
  const label = /^[^;]{2,160}?:\s(?=[^;]{1,400};\s)/.exec(line)?.[0] ?? "";
  const parts = line.slice(label.length).split("; ");
  const kept = parts.filter((part) => !speaksOnlyOf(part, retired, others));
  if (kept.length === 0 || kept.length === parts.length) return line;
  const mark = /[.!?]$/.exec(line)?.[0] ?? "";
  return label + kept.join("; ").replace(/[.!?]$/, "") + mark;
}

/** The same for parts in quotation marks: `a case for "A", "B"`. */
export function withoutQuoted(text: string, retired: readonly Requirement[], others: readonly Requirement[]): string {
  const quoted = text.match(/"[^"]{1,200}"/g) ?? [];
  const stale = quoted.filter((part) => isAbout(part, retired, others));
  if (stale.length === 0 || stale.length === quoted.length) return text;
  return stale.reduce(
    (rest, part) =>
      rest.replace(`, ${part}`, "").replace(`${part}, `, "").replace(` or ${part}`, "").replace(`${part} or `, ""),
    text,
  );
}

function isAbout(part: string, retired: readonly Requirement[], others: readonly Requirement[]): boolean {
  const words = stemsIn(oneLine(part).replace(/…/g, ""));
  const share = ({ text }: Requirement) => {
    const known = new Set(stemsIn(text));
    return words.length === 0 ? 0 : words.filter((stem) => known.has(stem)).length / words.length;
  };
  return retired.some((requirement) => share(requirement) >= MOSTLY) &&
    !others.some((requirement) => share(requirement) >= MOSTLY);
}
