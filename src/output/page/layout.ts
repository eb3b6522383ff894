/**
 * Where the boxes of a graph stand: in bands one below the other; in a band, what follows on each other stands in a row
 * from left to right, on a grid of a few columns, so that the room between columns and rows is free for lines.
 * @module
 */

/** A box before it has a place. */
export interface Box {
  /** Its band, from 0; bands do not get smaller. */
  band: number;
  /** The boxes that come before it, by their places in the list. */
  after: readonly number[];
}

/** Where boxes stand. */
export interface Layout {
  /** The row and column of each box, from 0, in the order of the list. */
  places: { row: number; column: number }[];
  /** The first row of each band, and the one behind its last. */
  bands: { from: number; to: number }[];
  /** How many columns are used. */
  columns: number;
}

/** Boxes of a band that follow on each other. */
interface Chain {
  boxes: number[];
  /** Whether its first box comes after no other of the band. */
  free: boolean;
}

/**
 * Gives each box its place, at a cost linear in boxes and lines. In a list where each box comes after those before it, every
 * line leads down or to the right; others are placed too, and their lines lead up.
 */
export function layOut(boxes: readonly Box[], most: number): Layout {
  const places = boxes.map(() => ({ row: 0, column: 0 }));
  const bands: Layout["bands"] = [];
  const members: number[][] = [];
  boxes.forEach(({ band }, at) => (members[band] ??= []).push(at));
  let row = 0;
  let columns = 0;
  for (const inBand of Array.from(members, (found) => found ?? [])) {
    const from = row;
    let column = 0;
    for (const { boxes: chain, free } of chainsOf(inBand, boxes)) {
      // Short ones without a past stand beside each other.
      if (column > 0 && !(free && column + chain.length <= most)) [row, column] = [row + 1, 0];
      for (const at of chain) {
        if (column === most) [row, column] = [row + 1, 0];
        places[at] = { row, column: column++ };
        columns = Math.max(columns, column);
      }
    }
    if (column > 0) row++;
    bands.push({ from, to: row });
  }
  return { places, bands, columns };
}

/** The chains of a band: a box goes behind the lowest one that it comes after, if nothing is there yet. */
function chainsOf(inBand: readonly number[], boxes: readonly Box[]): Chain[] {
  const chains: Chain[] = [];
  const chainOf = new Map<number, number>();
  for (const at of inBand) {
    const before = (boxes[at]?.after ?? []).filter((other) => chainOf.has(other));
    let lowest: number | undefined;
    for (const other of before) {
      if (lowest === undefined || (chainOf.get(other) ?? 0) >= (chainOf.get(lowest) ?? 0)) lowest = other;
    }
    const number = lowest === undefined ? undefined : chainOf.get(lowest);
    const chain = number === undefined ? undefined : chains[number];
    if (chain !== undefined && number !== undefined && before.includes(chain.boxes.at(-1) ?? -1)) {
      chain.boxes.push(at);
      chainOf.set(at, number);
    } else {
      chainOf.set(at, chains.length);
      chains.push({ boxes: [at], free: before.length === 0 });
    }
  }
  return chains;
}
