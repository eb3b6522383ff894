import { contentStems } from "./words.ts";
import { COMMON_STEMS } from "./common_stems.ts";

const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** The stems of a text's words, in order; what is written without spaces counts by pairs of letters. */
export function stemsIn(text: string): string[] {
  return contentStems(text).flatMap((stem) => DENSE.test(stem) ? pairsOf(stem) : [stem]);
}

/** The stems that tell projects apart, with how often each stands there. */
export function tellingStems(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stemsIn(text)) {
    const telling = DENSE.test(stem) || (stem.length >= 3 && !/\d/.test(stem) && !COMMON_STEMS.has(stem));
    if (telling) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return counts;
}

function pairsOf(word: string): string[] {
  const letters = [...word];
  return letters.slice(1).map((letter, index) => (letters[index] ?? "") + letter);
}
