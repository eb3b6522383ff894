/**
 * Three versions of a text made one: what people changed in a page stays when the page is rendered anew.
 * @module
 */
import { keyOf, type Unit, unitsOf } from "./page_units.ts";

/**
 * Puts the changes between two renderings of a page into the page as people have edited it. What they wrote stays byte for
 * byte; where they and the new rendering changed the same pieces, the new ones come first and theirs stay behind them. A page
 * that was only formatted differs in nothing. Linear in the length of the texts, but for sorting.
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
  const known = new Set([...base.split("\n"), ...ours.split("\n")].map(keyOf).filter((key) => key.length > 3));
  const gone = anchorsTakenOut(base, theirs);
  const [b, o] = [base, ours].map((text) => unitsOf(text.split("\n").filter((line) => !gone.has(line.trim()))));
  const t = unitsOf(given.map((line) => line.replace(/\r$/, "")), (line) => known.has(keyOf(line)));
  return mergeUnits(b ?? [], t, o ?? [], withLines(t, given), ending).join("\n");
}

/** The anchors that people took out of a page, both of a pair: they are not put in again. */
function anchorsTakenOut(base: string, theirs: string): Set<string> {
  const anchors = (text: string) => new Set(text.match(/^<!-- \w+_(?:START|END) -->(?=\s*$)/gm) ?? []);
  const there = anchors(theirs);
  const missing = [...anchors(base)].filter((anchor) => !there.has(anchor));
  const other = (anchor: string) =>
    anchor.replace(/_(START|END) /, (_, side) => side === "START" ? "_END " : "_START ");
  return new Set(missing.filter((anchor) => !there.has(other(anchor))));
}

/** Each piece with its lines as they were written, ends and all. */
function withLines(units: readonly Unit[], lines: readonly string[]): string[][] {
  let at = 0;
  return units.map((unit) => lines.slice(at, at += unit.lines.length));
}

function mergeUnits(
  b: readonly Unit[],
  t: readonly Unit[],
  o: readonly Unit[],
  written: readonly string[][],
  ending: string,
): string[] {
  const [inTheirs, inOurs] = [matches(b, t), matches(b, o)];
  const merged: string[][] = [];
  const fromOurs = (from: number, to: number) => {
    for (const { lines } of o.slice(from, to)) merged.push(lines.map((line) => line + ending));
  };
  const from = { b: 0, t: 0, o: 0 };
  const between = (to: typeof from) => {
    const [old, edited, fresh] = [b.slice(from.b, to.b), t.slice(from.t, to.t), o.slice(from.o, to.o)];
    const mine = written.slice(from.t, to.t);
    if (same(edited, old)) fromOurs(from.o, to.o);
    else if (same(fresh, old) || same(fresh, edited)) merged.push(...mine);
    else if (same(fresh.slice(0, old.length), old)) {
      // New pieces behind those that people changed.
      merged.push(...mine);
      fromOurs(from.o + old.length, to.o);
    } else {
      // What people left of the old pieces goes with them; what they put in between stays, in its order.
      const left = new Set(matches(old, edited));
      const first = edited.findIndex((_, at) => left.has(at));
      const added = (start: number, end: number) => mine.slice(start, end).filter((_, at) => !left.has(start + at));
      merged.push(...added(0, Math.max(0, first)));
      fromOurs(from.o, to.o);
      const said = new Set(fresh.map(({ key }) => key).filter((key) => key !== ""));
      merged.push(
        ...added(Math.max(0, first), edited.length).filter((lines) => !said.has(unitsOf(lines)[0]?.key ?? "")),
      );
    }
  };
  for (let at = 0; at < b.length; at++) {
    const [there, here] = [inTheirs[at] ?? -1, inOurs[at] ?? -1];
    if (there === -1 || here === -1) continue;
    between({ b: at, t: there, o: here });
    merged.push(written[there] ?? []);
    Object.assign(from, { b: at + 1, t: there + 1, o: here + 1 });
  }
  between({ b: b.length, t: t.length, o: o.length });
  return merged.flat();
}

function same(a: readonly Unit[], b: readonly Unit[]): boolean {
  return a.length === b.length && a.every(({ key }, at) => key === b[at]?.key);
}

/**
 * Which piece of the other text each of the first is, -1 for none, in rising order: pieces that stand once in both texts hold
 * them together, and equal neighbours of matched pieces match as well.
 */
function matches(a: readonly Unit[], b: readonly Unit[]): Int32Array {
  const found = new Int32Array(a.length).fill(-1);
  const once = (units: readonly Unit[]) => {
    const places = new Map<string, number>();
    units.forEach(({ key }, at) => places.set(key, places.has(key) ? -1 : at));
    return places;
  };
  const [inA, inB] = [once(a), once(b)];
  const pairs = [...inA].flatMap(([key, at]) => {
    const other = inB.get(key) ?? -1;
    return at === -1 || other === -1 ? [] : [{ at, other }];
  });
  for (const { at, other } of longestRising(pairs)) found[at] = other;
  extend(a, b, found, 1);
  extend(a, b, found, -1);
  return found;
}

/** Matches equal pieces that follow a matched one, or the beginning of both texts; `step` -1: that precede it, or the end. */
function extend(a: readonly Unit[], b: readonly Unit[], found: Int32Array, step: 1 | -1): void {
  const taken = new Set(found);
  let at = step === 1 ? 0 : a.length - 1;
  let other = step === 1 ? 0 : b.length - 1;
  for (; at >= 0 && at < a.length; at += step) {
    const known = found[at] ?? -1;
    if (known !== -1) other = known + step;
    else if (other >= 0 && other < b.length && !taken.has(other) && a[at]?.key === b[other]?.key) {
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
