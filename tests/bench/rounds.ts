/**
 * Everybody is measured in turns, so that whatever else the machine does falls on all alike.
 * @module
 */

/** One turn of somebody: the milliseconds of each thing that was done in it. */
export type Turn = () => number[] | Promise<number[]>;

/** What all turns of somebody come to. */
export interface Timing {
  best: number;
  median: number;
}

/** Runs all turns in so many rounds, after one that does not count; one round alone is for trying the bench, and counts. */
export async function inRounds(turns: readonly Turn[], rounds: number): Promise<Timing[]> {
  const times = turns.map((): number[] => []);
  const warm = rounds > 1 ? 1 : 0;
  for (let round = 0; round < warm + rounds; round++) {
    for (let place = 0; place < turns.length; place++) {
      // Nobody always runs after the same neighbour.
      const at = (place + round) % turns.length;
      const measured = await turns[at]?.() ?? [];
      if (round >= warm) times[at]?.push(...measured);
    }
  }
  return times.map((list) => ({ best: Math.min(...list), median: middleOf(list) }));
}

/** A turn that does something until so many milliseconds have passed, once at least. */
export function repeated(act: () => void | Promise<void>, turnMs: number): Turn {
  return async () => {
    const times: number[] = [];
    const end = performance.now() + turnMs;
    do {
      const start = performance.now();
      await act();
      times.push(performance.now() - start);
    } while (performance.now() < end);
    return times;
  };
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** A number as tables show it: three digits that count, and at most two after the point. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "-";
  return value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
}

/** How many times one is of another. */
export function times(value: number, of: number): string {
  return figure(value / of);
}
