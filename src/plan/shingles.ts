/**
 * Texts that are nearly the same: compared by their runs of three words, without comparing each with each.
 * @module
 */

/** More of a text is not looked at. */
const LOOKED_AT = 20_000;
/** Texts with fewer runs are alike only if their words are the same. */
const LEAST_RUNS = 3;
/** Runs are numbers of so many bits; how often each stands there is counted in so many cells, and up to so much. */
const RUN_RANGE = 2 ** 30;
const CELLS = 2 ** 20;
const MOST_COUNTED = 2 ** 20;
/** So many texts are looked up under one run, and so many compared with one text: plans may be hostile. */
const MOST_UNDER_RUN = 32;
const MOST_COMPARED = 64;

const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Two texts that are alike. */
export interface Likeness {
  /** The place of the later one. */
  later: number;
  /** The place of the first one that it is like. */
  earlier: number;
  /** What they share of the runs that either has, from 0 to 1. */
  share: number;
}

/** A text as it is compared. */
interface Shingled {
  /** Its words on one line, where they are few: texts with the same are the same. */
  few: string;
  /** Its runs of three words, each once and as a number that grows with how often the run stands in all texts. */
  runs: Float64Array;
}

/**
 * Finds the texts that are like an earlier one: the same words, or more than so much of their runs in common. Texts with fewer
 * than three runs are alike only if their words are the same; texts without words are like nothing.
 *
 * What is like another text beyond `share` has one of its rarest runs in common with it, as any other has too many that
 * differ: only texts with such a run in common are compared.
 *
 * @param share What they must share at least of the runs that either has; more than 0.
 */
export function likenesses(texts: readonly string[], share: number): Likeness[] {
  const same = new Map<string, number>();
  const index = new Map<number, number[]>();
  const shingled = shingle(texts);
  const found: Likeness[] = [];
  shingled.forEach(({ few, runs }, later) => {
    if (runs.length < LEAST_RUNS) {
      const equal = same.get(few);
      if (equal !== undefined) found.push({ later, earlier: equal, share: 1 });
      else if (few !== "") same.set(few, later);
      return;
    }
    const rare = runs.subarray(0, runs.length - Math.ceil(share * runs.length) + 1);
    const near = nearest(later, rare, { shingled, index, share });
    if (near !== undefined) found.push(near);
    for (const run of rare) {
      const under = index.get(run);
      if (under === undefined) index.set(run, [later]);
      else if (under.length < MOST_UNDER_RUN) under.push(later);
    }
  });
  return found;
}

interface Known {
  shingled: readonly Shingled[];
  index: ReadonlyMap<number, readonly number[]>;
  share: number;
}

/** The first text that one is like. */
function nearest(later: number, rare: Float64Array, { shingled, index, share }: Known): Likeness | undefined {
  const own = shingled[later]?.runs ?? NONE;
  const candidates = new Set<number>();
  for (const run of rare) {
    for (const candidate of index.get(run) ?? []) {
      const size = shingled[candidate]?.runs.length ?? 0;
      if (Math.min(size, own.length) >= share * Math.max(size, own.length)) candidates.add(candidate);
      if (candidates.size >= MOST_COMPARED) break;
    }
  }
  for (const earlier of [...candidates].sort((a, b) => a - b)) {
    const others = shingled[earlier]?.runs ?? NONE;
    // Fewer than these in common are too few.
    const least = Math.floor(share * (own.length + others.length) / (1 + share));
    const common = inCommon(own, others, least);
    const shared = common / (own.length + others.length - common);
    if (shared > share) return { later, earlier, share: shared };
  }
  return undefined;
}

const NONE = new Float64Array();

/** How many numbers two sorted lists have in common; 0 where it turns out that they are fewer than `least`. */
function inCommon(one: Float64Array, other: Float64Array, least: number): number {
  let common = 0;
  let at = 0;
  for (let next = 0; next < one.length; next++) {
    if (common + one.length - next < least) return 0;
    const run = one[next] ?? 0;
    while (at < other.length && (other[at] ?? 0) < run) at++;
    if (other[at] === run) common++;
  }
  return common;
}

/** Cuts texts into runs, and sorts these by how rare they are among all. */
function shingle(texts: readonly string[]): Shingled[] {
  const counts = new Uint32Array(CELLS);
  const cut = texts.map((text) => {
    const words = wordsIn(text);
    const runs = new Float64Array(Math.max(0, words.length - 2));
    let first = 0;
    let second = 0;
    words.forEach((word, at) => {
      const third = numberOf(word);
      if (at >= 2) {
        const run = runOf(first, second, third);
        runs[at - 2] = run;
        counts[run % CELLS] = (counts[run % CELLS] ?? 0) + 1;
      }
      first = second;
      second = third;
    });
    return runs;
  });
  return cut.map((runs, at) => {
    for (let run = 0; run < runs.length; run++) {
      const number = runs[run] ?? 0;
      runs[run] = Math.min(counts[number % CELLS] ?? 0, MOST_COUNTED) * RUN_RANGE + number;
    }
    const once = sortedOnce(runs);
    return { few: once.length < LEAST_RUNS ? wordsIn(texts[at] ?? "").join(" ") : "", runs: once };
  });
}

/** Sorts numbers in place, and leaves each once. */
function sortedOnce(numbers: Float64Array): Float64Array {
  numbers.sort();
  let kept = 0;
  for (const number of numbers) {
    if (kept === 0 || number !== numbers[kept - 1]) numbers[kept++] = number;
  }
  return numbers.subarray(0, kept);
}

/** One number for a word; of ten thousand words, hardly two have the same. */
function numberOf(word: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) mixed = Math.imul(mixed ^ word.charCodeAt(at), 0x01000193);
  return mixed;
}

/** One number for three; of a million runs, hardly two have the same. */
function runOf(first: number, second: number, third: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) ^ Math.imul(third, 0x27d4eb2f);
  return (mixed ^ (mixed >>> 13)) >>> 2;
}

/** The words of a text in lower case; what is written without spaces counts by pairs of letters. */
function wordsIn(text: string): string[] {
  const words = text.slice(0, LOOKED_AT).toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (!DENSE.test(text)) return words;
  return words.flatMap((word) => {
    if (!DENSE.test(word)) return [word];
    const letters = [...word];
    return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => (letters[at] ?? "") + letter);
  });
}
