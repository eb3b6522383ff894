/**
 * What texts say of requirements that stand no longer, and how they are without it.
 * @module
 */
import { mentionsIn } from "../mentions.ts";
import { stemsIn } from "../stems.ts";
import type { Requirement } from "../types.ts";
import { quotationsOf, wordsOf } from "./quotations.ts";

/** A part of a text speaks of a requirement if so large a share of its words stand there. */
const MOSTLY = 0.75;

/** Knows what is retired, and what still stands. */
export interface Stale {
  /** Whether a text speaks of what is retired alone: it names its id, or quotes its words, and those of no other. */
  isAll(text: string): boolean;
  /** Takes the parts of a text that speak of what is retired; one part of each list stays. */
  without(text: string): string;
}

/** Prepares {@linkcode Stale} for some texts; `others` are the requirements that these may speak of, and that stand. */
export function staleOf(retired: readonly Requirement[], others: readonly Requirement[]): Stale {
  if (retired.length === 0) return { isAll: () => false, without: (text) => text };
  const [ofRetired, ofOthers] = [spokenBy(retired), spokenBy(others)];
  const isAll = (text: string) => ofRetired(text) && !ofOthers(text);
  const isStale = (part: string) =>
    isAll(part) || (!ofOthers(part) && isMostly(part, retired) && !isMostly(part, others));
  return { isAll, without: (text) => withoutParts(text, isStale) };
}

/** Whether a text names or quotes one of some requirements; to begin as they do is not enough. */
function spokenBy(requirements: readonly Requirement[]): (text: string) => boolean {
  const ids = new Set(requirements.map(({ id }) => id));
  const quotations = quotationsOf(
    requirements.flatMap((requirement) => wordsOf(requirement).map((words) => ({ words, of: requirement.id }))),
  );
  return (text) =>
    mentionsIn(text).some(({ what, id }) => what === "requirement" && ids.has(id)) ||
    quotations(text).some(({ extent }) => extent !== "beginning");
}

function isMostly(part: string, requirements: readonly Requirement[]): boolean {
  const words = stemsIn(part.replace(/…/g, ""));
  return words.length > 0 && requirements.some(({ text }) => {
    const known = new Set(stemsIn(text));
    return words.filter((stem) => known.has(stem)).length >= MOSTLY * words.length;
  });
}

/**
 * Takes parts out of the lists in a text: quotations side by side (`"A", "B" or "C"`), ids (`(R1, R2)`), and behind a label what stands between
 * semicolons, or between commas in a title, which has no quotations and no mark at its end.
 */
function withoutParts(text: string, isStale: (part: string) => boolean): string {
  const thinned = text.replace(
    /"[^"]{1,200}"(?:(?:,|,? and|,? or) "[^"]{1,200}")+/g,
    (list) => fewer(list.split(/(?<=")(,? and |,? or |, )(?=")/), isStale),
  ).replace(/(?<=\()R\d{1,6}(?:, R\d{1,6}){1,100}(?=\))/g, (ids) => fewer(ids.split(/(, )/), isStale));
  const label = /^[^;]{2,160}?:\s/.exec(thinned)?.[0] ?? "";
  const mark = /[.!?]$/.exec(thinned)?.[0] ?? "";
  const rest = thinned.slice(label.length, thinned.length - mark.length);
  const separator = rest.includes("; ") ? /(; )/ : mark === "" && !rest.includes('"') ? /(, )/ : undefined;
  return separator === undefined ? thinned : label + fewer(rest.split(separator), isStale) + mark;
}

/** The parts of a list that are not stale, between as many of its last separators; all of them if none is left. */
function fewer(partsAndSeparators: readonly string[], isStale: (part: string) => boolean): string {
  const parts = partsAndSeparators.filter((_, at) => at % 2 === 0);
  const separators = partsAndSeparators.filter((_, at) => at % 2 === 1);
  const kept = parts.filter((part) => !isStale(part));
  if (kept.length === 0 || kept.length === parts.length) return partsAndSeparators.join("");
  const between = separators.slice(parts.length - kept.length);
  return kept.map((part, at) => part + (at < kept.length - 1 ? between[at] ?? "" : "")).join("");
}
