/**
 * Finds phrases in texts: whole words, whatever their endings, and not where they are denied ("no login").
 * @module
 */
import { stem, wordsOf } from "../plan/words.ts";

interface Entry<T> {
  stems: string[];
  value: T;
}

/** A set of phrases, each standing for a value. */
export type PhraseIndex<T> = Map<string, Entry<T>[]>;

const partsOf = (text: string): string[] => wordsOf(text.replace(/[-/_]/g, " "));
const stemsOf = (text: string): string[] => partsOf(text).map(stem);

/** Makes a set that is searched by first words, so that its size costs nothing per word of text. */
export function indexPhrases<T>(pairs: Iterable<readonly [phrase: string, value: T]>): PhraseIndex<T> {
  const index: PhraseIndex<T> = new Map();
  for (const [phrase, value] of pairs) {
    const stems = stemsOf(phrase);
    const first = stems[0];
    if (first === undefined) continue;
    const list = index.get(first) ?? [];
    list.push({ stems, value });
    index.set(first, list);
  }
  for (const list of index.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return index;
}

/** Words that deny what follows in the same clause; in German, French, Spanish and Italian too. */
const DENIALS = new Set(
  ("no not without never avoid avoids exclude excludes excluding excluded except neither nor don't doesn't won't isn't aren't cannot can't " +
    "kein keine keinen keiner ohne nicht nie sans pas aucun aucune sin ningún ninguna senza nessun nessuna").split(" "),
);

/** A text's clauses, each followed by what ends it: a comma, stop or dash, or "but". Denial reaches no further. */
export function clausesOf(text: string): string[] {
  return text.split(/([,;:()—–\n]|[.!?。](?=\s|$)|\bbut\b)/);
}

/** Where a clause begins to deny; -1 where it does not. */
export function denialAt(clause: string): number {
  for (const { 0: word, index } of clause.matchAll(/[\p{L}’']+/gu)) {
    if (DENIALS.has(word.toLowerCase().replace("’", "'"))) return index;
  }
  return -1;
}

/**
 * Counts the words of the phrases that stand in the text, by value: a long phrase says more than a short one. Where
 * several begin at one word the longest counts; one that is denied in its clause counts for nothing.
 */
export function findPhrases<T>(text: string, index: PhraseIndex<T>): Map<T, number> {
  const found = new Map<T, number>();
  for (const clause of clausesOf(text)) {
    const words = partsOf(clause);
    const stems = words.map(stem);
    for (let at = 0; at < stems.length; at++) {
      let longest = 0;
      for (const { stems: phrase, value } of index.get(stems[at] ?? "") ?? []) {
        if (phrase.length < longest) break;
        if (phrase.every((part, offset) => stems[at + offset] === part)) {
          longest = phrase.length;
          found.set(value, (found.get(value) ?? 0) + phrase.length);
        }
      }
      // A phrase may begin with a denial itself: "without reloading".
      if (longest === 0 && DENIALS.has((words[at] ?? "").toLowerCase().replace("’", "'"))) break;
    }
  }
  return found;
}

/** Whether any of the phrases stands in the text, denied or not: then the matter is settled either way. */
export function mentions(text: string, phrases: readonly string[]): boolean {
  if (phrases.length === 0) return false;
  const stems = stemsOf(text);
  return phrases.some((phrase) => {
    const parts = stemsOf(phrase);
    return parts.length > 0 && stems.some((_, at) => parts.every((part, offset) => stems[at + offset] === part));
  });
}
