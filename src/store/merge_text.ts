/**
 * Three versions of a text made one: what people changed in a page stays when the page is rendered anew.
 * @module
 */

/**
 * Puts the changes between two renderings of a page into the page as people have edited it. What they wrote stays byte for
 * byte; where they and the new rendering changed the same lines, the new ones come first and theirs stay behind them.
 * Linear in the length of the texts, but for sorting.
 *
 * @param base The rendering that people edited.
 * @param theirs What they made of it.
 * @param ours The new rendering.
 */
export function mergeText(base: string, theirs: string, ours: string): string {
  if (theirs === base) return ours;
  if (ours === base || ours === theirs) return theirs;
  const given = theirs.split("\n");
  const ending = given.filter((line) => line.endsWith("\r")).length * 2 > given.length ? "\r" : "";
  const [b, t, o] = [base.split("\n"), given.map((line) => line.replace(/\r$/, "")), ours.split("\n")];
  const [inTheirs, inOurs] = [matches(b, t), matches(b, o)];
  const merged: string[][] = [];
  const fromOurs = (from: number, to: number) => merged.push(o.slice(from, to).map((line) => line + ending));
  const from = { b: 0, t: 0, o: 0 };
  const between = (to: typeof from) => {
    const [old, edited, fresh] = [b.slice(from.b, to.b), t.slice(from.t, to.t), o.slice(from.o, to.o)];
    const mine = (start: number, end?: number) => given.slice(from.t, to.t).slice(start, end);
    if (same(edited, old)) fromOurs(from.o, to.o);
    else if (same(fresh, old) || same(fresh, edited)) merged.push(mine(0));
    else {
      const before = new Set(old);
      const known = new Set([...old, ...fresh]);
      const added = (lines: readonly string[]) => lines.filter((line) => !known.has(line.replace(/\r$/, "")));
      // What they put before a line that is changed now stays before it.
      const lead = Math.max(0, edited.findIndex((line) => before.has(line)));
      merged.push(added(mine(0, lead)));
      fromOurs(from.o, to.o);
      merged.push(added(mine(lead)));
    }
  };
  for (let at = 0; at < b.length; at++) {
    const [there, here] = [inTheirs[at] ?? -1, inOurs[at] ?? -1];
    if (there === -1 || here === -1) continue;
    between({ b: at, t: there, o: here });
    merged.push([given[there] ?? ""]);
    Object.assign(from, { b: at + 1, t: there + 1, o: here + 1 });
  }
  between({ b: b.length, t: t.length, o: o.length });
  return merged.flat().join("\n");
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, at) => line === b[at]);
}

/**
 * Which line of the other text each line of the first is, -1 for none, in rising order: lines that stand once in both texts
 * hold them together, and equal neighbours of matched lines match as well.
 */
function matches(a: readonly string[], b: readonly string[]): Int32Array {
  const found = new Int32Array(a.length).fill(-1);
  const once = (lines: readonly string[]) => {
    const places = new Map<string, number>();
    lines.forEach((line, at) => places.set(line, places.has(line) ? -1 : at));
    return places;
  };
  const [inA, inB] = [once(a), once(b)];
  const pairs = [...inA].flatMap(([line, at]) => {
    const other = inB.get(line) ?? -1;
    return at === -1 || other === -1 ? [] : [{ at, other }];
  });
  for (const { at, other } of longestRising(pairs)) found[at] = other;
  extend(a, b, found, 1);
  extend(a, b, found, -1);
  return found;
}

/** Matches equal lines that follow a matched one, or the beginning of both texts; `step` -1: that precede it, or the end. */
function extend(a: readonly string[], b: readonly string[], found: Int32Array, step: 1 | -1): void {
  const taken = new Set(found);
  let at = step === 1 ? 0 : a.length - 1;
  let other = step === 1 ? 0 : b.length - 1;
  for (; at >= 0 && at < a.length; at += step) {
    const known = found[at] ?? -1;
    if (known !== -1) other = known + step;
    else if (other >= 0 && other < b.length && !taken.has(other) && a[at] === b[other]) {
      found[at] = other;
      other += step;
    } else other = -1;
  }
}

/** The most pairs, in the order of the first text, whose places in the other rise as well. */
function longestRising(pairs: readonly { at: number; other: number }[]): { at: number; other: number }[] {
  /** The pair that ends the best row of each length, and the one before each pair in its row. */
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(({ other }, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.other ?? 0) < other) low = middle + 1;
      else high = middle;
    }
    before[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const row: { at: number; other: number }[] = [];
  for (let index = ends.at(-1) ?? -1; index !== -1; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) row.push(pair);
  }
  return row.reverse();
}
