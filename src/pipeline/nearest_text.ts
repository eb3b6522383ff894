import { stemsIn } from "../plan/stems.ts";

/**
 * Prepares a search for the text that shares most words with another. Words that many texts have say little, so each
 * counts by how few have it.
 *
 * @returns Where the nearest text stands; undefined if none shares a word.
 */
export function nearestTo(texts: readonly string[]): (text: string) => number | undefined {
  const places = new Map<string, number[]>();
  texts.forEach((text, at) => {
    for (const stem of new Set(stemsIn(text))) places.set(stem, [...(places.get(stem) ?? []), at]);
  });
  return (text) => {
    const scores = new Map<number, number>();
    for (const stem of new Set(stemsIn(text))) {
      const found = places.get(stem) ?? [];
      for (const at of found) scores.set(at, (scores.get(at) ?? 0) + 1 / found.length);
    }
    let best: number | undefined;
    for (const [at, score] of scores) if (best === undefined || score > (scores.get(best) ?? 0)) best = at;
    return best;
  };
}
