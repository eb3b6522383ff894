/** Something of one plan beside the same of another; either may be missing. */
export interface Pair<T> {
  before?: T;
  after?: T;
}

/**
 * Matches two lists by a key: first all that stand after, in their order, then those that are gone. Where a key stands
 * several times, the first is matched with the first.
 */
export function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (each: T) => string): Pair<T>[] {
  const then = keyed(before, keyOf);
  const found: Pair<T>[] = [...keyed(after, keyOf)].map(([key, each]) => {
    const was = then.get(key);
    then.delete(key);
    return was === undefined ? { after: each } : { before: was, after: each };
  });
  return [...found, ...[...then.values()].map((each) => ({ before: each }))];
}

function keyed<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T> {
  const counts = new Map<string, number>();
  return new Map(list.map((each) => {
    const key = keyOf(each);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return [JSON.stringify([key, count]), each];
  }));
}
