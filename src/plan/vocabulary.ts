/**
 * The words that tell what a text is about, for whole plans: each word is looked up once, however often it stands there.
 * @module
 */
import { isStopWord, wordsOf } from "./words.ts";
import { tellingStems } from "./stems.ts";
import { writtenIn } from "./language.ts";

/** More of one text is not looked at. */
const LOOKED_AT = 300_000;
/** Where a sample will do. */
const SAMPLE = 40_000;
/** Longer words are no words. */
const LONGEST = 40;
/** Words with so many first letters in common may be forms of one: only English endings are known. */
const PREFIX = 5;
/** What share of the words are small English ones where the language is not clear otherwise. */
const ENGLISH_SHARE = 0.1;

const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Reads texts into the stems of their telling words; remembers the words it has seen. */
export class StemReader {
  readonly #known = new Map<string, readonly string[]>();

  /** The stems of the telling words of a text, in order, each as often as it stands there. */
  read(text: string): string[] {
    const stems: string[] = [];
    for (const word of text.slice(0, LOOKED_AT).match(/[\p{L}\p{M}]+/gu) ?? []) {
      if (word.length <= LONGEST) { for (const stem of this.#stemsOf(word)) stems.push(stem); }
      else if (DENSE.test(word)) { for (const stem of tellingStems(word).keys()) stems.push(stem); }
    }
    return stems;
  }

  #stemsOf(word: string): readonly string[] {
    let stems = this.#known.get(word);
    if (stems === undefined) this.#known.set(word, stems = [...tellingStems(word).keys()]);
    return stems;
  }
}

/** What a text is about, as far as its words tell. */
export class Vocabulary {
  readonly #stems = new Set<string>();
  readonly #prefixes = new Set<string>();

  constructor(stems: Iterable<string>) {
    for (const stem of stems) this.add(stem);
  }

  add(stem: string): void {
    this.#stems.add(stem);
    if (stem.length >= PREFIX) this.#prefixes.add(stem.slice(0, PREFIX));
  }

  /** Whether it has a word or, of long words, another form of it. */
  has(stem: string): boolean {
    return this.#stems.has(stem) || (stem.length >= PREFIX && this.#prefixes.has(stem.slice(0, PREFIX)));
  }
}

/** Whether a word is written without spaces to the next. */
export function isDense(word: string): boolean {
  return DENSE.test(word);
}

/** The language of a text, or its script; short texts are English if they have some of its small words. */
export function tongueOf(text: string): string | undefined {
  const { scripts, letters, language } = writtenIn(text);
  for (const [script, share] of scripts) if (share > 0.3 && letters >= 8) return script;
  if (language !== undefined) return language;
  const words = wordsOf(text.slice(0, SAMPLE));
  return words.filter(isStopWord).length >= Math.max(1, words.length * ENGLISH_SHARE) ? "English" : undefined;
}

/** A word as it first stands in a text, by its stem. */
export function asWritten(stem: string, text: string): string {
  return wordsOf(text.slice(0, SAMPLE)).find((word) => word.length <= LONGEST && tellingStems(word).has(stem)) ??
    stem;
}
