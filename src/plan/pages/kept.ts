/**
 * What people have changed: a page is compared with what it held before, so that what nobody touched stays as the plan has
 * it, also where a page cannot tell all of it.
 * @module
 */

/** The new value where the page says something else than before, else the plan's own. */
export function kept<T>(own: T, before: unknown, now: T): T {
  return isSame(before, now) ? own : now;
}

/** The same for a list, entry by entry: entries that stood there before are the plan's own, wherever they stand now. */
export function keptList<T>(
  own: readonly T[],
  before: readonly unknown[],
  now: readonly T[],
  fresh: (entry: T) => T = (entry) => entry,
): T[] {
  if (before.length !== own.length) return isSame(before, now) ? [...own] : now.map(fresh);
  const known = new Map(before.map((entry, at) => [JSON.stringify(entry), own[at]]));
  return now.map((entry) => known.get(JSON.stringify(entry)) ?? fresh(entry));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
