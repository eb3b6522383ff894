import type { Phase, Plan, Step } from "../types.ts";
import { changedStepFields } from "./fields.ts";
import { type Pair, pairs } from "./match.ts";
import type { Names } from "./names.ts";
import type { StepDiff, StepMove } from "./types.ts";

/** The steps of two plans beside each other, by id. */
export function pairSteps(before: Plan, after: Plan): Pair<Step>[] {
  return pairs(stepsOf(before), stepsOf(after), ({ id }) => id);
}

function stepsOf({ phases }: Plan): Step[] {
  return phases.flatMap(({ steps }) => steps);
}

/** What became of the steps. */
export function diffSteps(
  { before, after, phases, steps }: {
    before: Plan;
    after: Plan;
    phases: readonly Pair<Phase>[];
    steps: readonly Pair<Step>[];
  },
  names: Names,
): StepDiff {
  const diff: StepDiff = { added: [], removed: [], retired: [], changed: [], moved: [], status: [] };
  const both: { before: Step; after: Step }[] = [];
  for (const { before, after } of steps) {
    if (after === undefined) {
      if (before !== undefined) diff.removed.push(before);
    } else if (before === undefined) (after.status === "retired" ? diff.retired : diff.added).push(after);
    else both.push({ before, after });
  }
  const stayed = stayedSteps(before, after, { phases, steps: both });
  for (const { before, after } of both) {
    const { id, title } = after;
    const fields = changedStepFields(before, after, names);
    if (fields.length > 0) diff.changed.push({ before, after, fields });
    if (before.number !== after.number) {
      const move: StepMove = { id, title, before: before.number, after: after.number, shifted: stayed.has(after) };
      diff.moved.push(move);
    }
    if (before.status === after.status) continue;
    if (after.status === "retired") diff.retired.push(after);
    else diff.status.push({ id, number: after.number, title, before: before.status, after: after.status });
  }
  return diff;
}

/**
 * The steps that stand among the others of their phase as they did: the longest row of them that is in its old order.
 * Taking the rest for what moved tells the least.
 */
function stayedSteps(
  before: Plan,
  after: Plan,
  { phases, steps }: { phases: readonly Pair<Phase>[]; steps: readonly { before: Step; after: Step }[] },
): ReadonlySet<Step> {
  const place = new Map<Step, number>();
  const homes = new Map<Step, Phase>();
  for (const phase of before.phases) {
    phase.steps.forEach((step, at) => {
      place.set(step, at);
      homes.set(step, phase);
    });
  }
  const earlier = new Map(steps.map(({ before, after }) => [after, before]));
  const samePhase = new Map(phases.map(({ before, after }) => [after, before]));
  return new Set(after.phases.flatMap((phase) => {
    const home = samePhase.get(phase);
    const known = phase.steps.flatMap((step) => {
      const then = earlier.get(step);
      return then !== undefined && home !== undefined && homes.get(then) === home
        ? [{ step, place: place.get(then) ?? 0 }]
        : [];
    });
    return longestRise(known).map(({ step }) => step);
  }));
}

/** The longest part of a list whose places grow, as patience sorting finds it. */
function longestRise<T extends { place: number }>(list: readonly T[]): T[] {
  /** The entries that end the best rows of each length so far. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  list.forEach(({ place }, at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[ends[middle] ?? 0]?.place ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? undefined : ends[low - 1]);
    ends[low] = at;
  });
  const row: T[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) {
    const each = list[at];
    if (each !== undefined) row.push(each);
  }
  return row.reverse();
}
