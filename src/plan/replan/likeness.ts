/**
 * Which demand of one list is meant by which of another: by the same words, by a name of its own, else by likeness.
 * @module
 */
import { stemsIn } from "../stems.ts";

/** What is compared of a demand. */
export interface Demand {
  text: string;
  group?: string;
}

/** Two demands that are one. */
export interface Pair {
  /** The place in the list before. */
  before: number;
  /** The place in the list after. */
  after: number;
}

/**
 * From here on two demands are one that was reworded. Measured on the shared briefs: of 1,210 demands moved and half of them
 * edited (typing errors, other numbers, words left out, put in or replaced) 1.4 % were lost and none was taken for another;
 * half of a sentence alone, or every fourth word replaced, was lost in 13 %. Of demands put in another's place, 1.7 % from
 * the same brief were taken for it, nearly all of them doubles, and none from another brief.
 */
export const LIKE = 0.5;
/** So many demands with a word in common are compared with one, those with the rarest words first. */
const MOST_COMPARED = 48;
/** Two demands under one name, or at one place, are more likely to be one. */
const SAME_NAME = 0.2;
const SAME_GROUP = 0.05;
/** More of a text is not compared. */
const LOOKED_AT = 2_000;

/** A text as it counts where only words count: small letters, single spaces, no quotes, hyphens or mark at its end. */
export function plainWords(text: string): string {
  return text.toLowerCase().replace(/[‘’´`'“”„"]/g, "").replace(/(?<=\p{L})-(?=\p{L})/gu, " ").replace(/\s+/g, " ")
    .trim()
    .replace(/[.;:,!]+$/, "");
}

/** The name that a demand gives itself: `Performance` of "Performance: ...", `FR-001` of "FR-001 ...". */
export function nameOf(text: string): string | undefined {
  const number = /^[[(]?([A-Z]{1,6}[-_. ]?\d{1,5}(?:\.\d{1,3})*)[\])]?(?:\s*[:.–—-]\s|\s)/.exec(text)?.[1];
  const label = number ?? /^([^:.!?]{2,70}):\s/.exec(text)?.[1];
  return label?.toLowerCase();
}

/**
 * Pairs demands, each once: equal words first, then the most alike. Cost is linear in the lists but for sorting.
 *
 * @returns The pairs; what is in none stands alone.
 */
export function pairDemands(before: readonly Demand[], after: readonly Demand[]): Pair[] {
  const pairs: Pair[] = [];
  const left = new Set(before.keys());
  const right = new Set(after.keys());
  const take = (pair: Pair) => {
    if (!left.has(pair.before) || !right.has(pair.after)) return;
    left.delete(pair.before);
    right.delete(pair.after);
    pairs.push(pair);
  };
  const equal = new Map<string, number[]>();
  // The first of equals is on top.
  for (const [at, { text }] of [...before.entries()].reverse()) {
    const key = plainWords(text);
    const places = equal.get(key);
    if (places === undefined) equal.set(key, [at]);
    else places.push(at);
  }
  after.forEach(({ text }, at) => {
    const place = equal.get(plainWords(text))?.pop();
    if (place !== undefined) take({ before: place, after: at });
  });
  for (const pair of likely(before, after, left, right)) take(pair);
  return pairs.sort((a, b) => a.after - b.after);
}

/** A demand, cut up. */
interface Cut {
  stems: Map<string, number>;
  letters: Map<string, number>;
  name: string | undefined;
  group: string | undefined;
}

/** The pairs that may be one demand, the most alike first. */
function likely(
  before: readonly Demand[],
  after: readonly Demand[],
  left: ReadonlySet<number>,
  right: ReadonlySet<number>,
): Pair[] {
  if (left.size === 0 || right.size === 0) return [];
  const [namesBefore, namesAfter] = [uniqueNames(before), uniqueNames(after)];
  const known = new Map<number, Cut>();
  const index = new Map<string, number[]>();
  for (const at of left) {
    const one = cut(before[at] ?? { text: "" }, namesBefore);
    known.set(at, one);
    for (const key of keysOf(one)) append(index, key, at);
  }
  const found: (Pair & { score: number })[] = [];
  for (const at of right) {
    const own = cut(after[at] ?? { text: "" }, namesAfter);
    for (const candidate of candidates(own, index)) {
      const other = known.get(candidate);
      const score = other === undefined ? 0 : likeness(own, other);
      if (score >= LIKE) found.push({ before: candidate, after: at, score });
    }
  }
  const distance = ({ before, after }: Pair) => Math.abs(before - after);
  return found.sort((a, b) => b.score - a.score || distance(a) - distance(b) || a.after - b.after);
}

/** What finds a demand again; short ones may differ in every word by a typing error, and are found by their letters. */
function keysOf({ stems, letters, name }: Cut): string[] {
  const short = stems.size <= 3 ? letters.keys() : [];
  return [...(name === undefined ? [] : [`${name}:`]), ...stems.keys(), ...short];
}

/** The demands that share a rare word or the name with one. */
function candidates(own: Cut, index: ReadonlyMap<string, readonly number[]>): Set<number> {
  const found = new Set<number>();
  const lists = keysOf(own).flatMap((key) => [index.get(key) ?? []]).sort((a, b) => a.length - b.length);
  for (const list of lists) {
    for (const at of list) {
      if (found.size >= MOST_COMPARED) return found;
      found.add(at);
    }
  }
  return found;
}

/** How alike two demands are, from 0 to 1 and a little more. */
function likeness(one: Cut, other: Cut): number {
  const name = one.name !== undefined && one.name === other.name ? SAME_NAME : 0;
  const group = one.group !== undefined && one.group === other.group ? SAME_GROUP : 0;
  return Math.max(dice(one.stems, other.stems), 0.9 * dice(one.letters, other.letters)) + name + group;
}

/** What two bags share of both, from 0 to 1. */
function dice(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const [key, count] of small) shared += Math.min(count, large.get(key) ?? 0);
  const all = total(one) + total(other);
  return all === 0 ? 0 : 2 * shared / all;
}

function total(bag: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of bag.values()) sum += count;
  return sum;
}

/** The stems of the telling words, and runs of three letters within these. */
function cut({ text, group }: Demand, names: ReadonlySet<string>): Cut {
  const looked = text.slice(0, LOOKED_AT);
  const stems = new Map<string, number>();
  const letters = new Map<string, number>();
  for (const stem of stemsIn(looked)) {
    count(stems, stem);
    const word = ` ${stem} `;
    for (let at = 0; at + 3 <= word.length; at++) count(letters, word.slice(at, at + 3));
  }
  const name = nameOf(looked);
  return {
    stems,
    letters,
    name: name !== undefined && names.has(name) ? name : undefined,
    group: group?.toLowerCase(),
  };
}

/** The names that only one demand of a list has: "Tests cover:" before each of ten says nothing of any. */
function uniqueNames(list: readonly Demand[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { text } of list) {
    const name = nameOf(text.slice(0, LOOKED_AT));
    if (name !== undefined) count(counts, name);
  }
  return new Set([...counts].filter(([, number]) => number === 1).map(([name]) => name));
}

function count(bag: Map<string, number>, key: string): void {
  bag.set(key, (bag.get(key) ?? 0) + 1);
}

function append(index: Map<string, number[]>, key: string, value: number): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [value]);
  else list.push(value);
}
