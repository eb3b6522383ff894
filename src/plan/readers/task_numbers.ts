import type { DraftGroup } from "./draft.ts";

/** Finds our numbers of tasks by what the file calls them. */
export interface TaskNumbers {
  /** The number of the task that a name means, said in a group; absent where it means none. */
  find(name: string, group?: number): string | undefined;
  /**
   * A name that leads nowhere as the plan has it: as it is written, but never one of our numbers. None where it leads
   * out of the file: `#231` is an issue, and a file that begins with phase 4 has phase 3 in another one.
   */
  foreign(name: string): string[];
}

/**
 * Prepares to find tasks by their names: one that is given twice means the first, but the nearest one where lists begin
 * anew.
 *
 * @param byPlace Whether `2.3` means the third task of the second group where those tasks have no such names.
 */
export function numbersOf(groups: readonly DraftGroup[], byPlace: boolean): TaskNumbers {
  const all = new Set<string>();
  const first = new Map<string, string>();
  const within: Map<string, string>[] = [];
  groups.forEach(({ tasks }, p) => {
    const own = new Map<string, string>();
    tasks.forEach(({ name }, s) => {
      const number = `${p + 1}.${s + 1}`;
      all.add(number);
      if (name === undefined) return;
      const key = keyOf(name);
      if (!first.has(key)) first.set(key, number);
      if (!own.has(key)) own.set(key, number);
    });
    within.push(own);
  });
  const place = byPlace ? placesOf(groups, within) : () => undefined;
  const least = byPlace ? leastOf(groups) : 0;
  return {
    find(name, group = -1) {
      const key = keyOf(name);
      return within[group]?.get(key) ?? first.get(key) ?? place(key, group);
    },
    foreign(name) {
      if (name.startsWith("#") || Number(/^(\d{1,4})\.\d/.exec(name)?.[1] ?? Infinity) < least) return [];
      // Findings leave what is in quotes as it is.
      return [all.has(name) ? `"${name}"` : name];
    },
  };
}

/** Finds tasks by where they stand: people count boxes that have no numbers. */
function placesOf(
  groups: readonly DraftGroup[],
  within: readonly ReadonlyMap<string, string>[],
): (key: string, group: number) => string | undefined {
  const numbered = new Map<number, number>();
  groups.forEach(({ number }, at) => {
    if (number !== undefined && !numbered.has(number)) numbered.set(number, at);
  });
  const nameless = within.map(({ size }) => size === 0);
  const dotted = within.map((names) => [...names.keys()].some((key) => key.includes(".")));
  const lastParts = new Map<string, string>();
  within.forEach((names) =>
    names.forEach((number, key) => lastParts.set(/^(\d{1,4})\.\d/.exec(key)?.[1] ?? "", number))
  );
  // "1.2" may be the heading over some boxes: that is done with its last one.
  const headed = new Map(groups.flatMap(({ title, tasks }, at) => {
    const number = /^\d{1,4}\.\d{1,4}(?![\w.])/.exec(title)?.[0];
    return number === undefined ? [] : [[keyOf(number), `${at + 1}.${tasks.length}`] as const];
  }));
  const order = groups.flatMap(({ tasks }, p) => tasks.map((_, s) => `${p + 1}.${s + 1}`));
  const counted = (group: number, position: number) =>
    nameless[group] === true && position >= 1 && position <= (groups[group]?.tasks.length ?? 0)
      ? `${group + 1}.${position}`
      : undefined;
  return (key, own) => {
    const [, group, position = ""] = /^(?:(\d{1,4})\.)?(\d{1,4})$/.exec(key) ?? [];
    if (position === "") return undefined;
    const over = headed.get(key);
    if (over !== undefined) return over;
    if (group === undefined) {
      // A step of which only the parts are there is done with its last one.
      const last = lastParts.get(position);
      if (last !== undefined) return last;
      // "Step 3" is the third one of its own list, or of the whole file.
      return nameless.includes(false) ? undefined : counted(own, Number(position)) ?? order[Number(position) - 1];
    }
    const at = numbered.size === 0 ? Number(group) - 1 : numbered.get(Number(group));
    if (at === undefined || dotted[at] !== false) return undefined;
    return within[at]?.get(position) ?? counted(at, Number(position));
  };
}

/** The first number of a part of the plan, by headings and names of tasks. */
function leastOf(groups: readonly DraftGroup[]): number {
  const numbers = groups.flatMap(({ number = Infinity, tasks }) => [
    number,
    ...tasks.map(({ name = "" }) => Number(/^(\d{1,4})\.\d/.exec(name)?.[1] ?? Infinity)),
  ]).filter(Number.isFinite);
  return numbers.length === 0 ? 0 : numbers.reduce((least, number) => Math.min(least, number));
}

/** Names as they are compared: `T4` is `T004`, `#4` is `4`, `fr-1` is `FR-001`, `1.02` is `1.2`. */
export function keyOf(name: string): string {
  return name.toUpperCase().replace(/^#(?=.)/, "").replace(/^([A-Z]{1,6})-?0{0,6}(?=\d)/, "$1").replace(
    /^(\d{1,6}\.)?0{1,6}(?=\d)/,
    "$1",
  );
}
