import type { Phase, Plan, Step } from "../types.ts";
import { changedPhaseFields } from "./fields.ts";
import type { Pair } from "./match.ts";
import type { Names } from "./names.ts";
import type { PhaseDiff } from "./types.ts";

/**
 * The phases of two plans beside each other: those with one title, then those that share the most steps, then those with
 * one goal, then, where neither has steps, those with one number.
 */
export function pairPhases(before: Plan, after: Plan, steps: readonly Pair<Step>[]): Pair<Phase>[] {
  const found = new Map<Phase, Phase>();
  const taken = new Set<Phase>();
  const pair = (then: Phase | undefined, now: Phase | undefined) => {
    if (then === undefined || now === undefined || taken.has(then) || found.has(now)) return;
    found.set(now, then);
    taken.add(then);
  };
  const byKey = (keyOf: (phase: Phase) => string) => {
    const [then, now] = [before, after].map(({ phases }) =>
      Map.groupBy(phases.filter((phase) => !taken.has(phase) && !found.has(phase)), keyOf)
    );
    for (const [key, phases] of now ?? []) {
      const others = then?.get(key) ?? [];
      if (key !== "" && phases.length === 1 && others.length === 1) pair(others[0], phases[0]);
    }
  };
  byKey(({ title }) => folded(title));
  for (const { then, now } of sharedSteps(before, after, steps)) pair(then, now);
  byKey(({ goal }) => folded(goal));
  byKey(({ number, steps }) => steps.length === 0 ? String(number) : "");
  return [
    ...after.phases.map((phase): Pair<Phase> => {
      const then = found.get(phase);
      return then === undefined ? { after: phase } : { before: then, after: phase };
    }),
    ...before.phases.filter((phase) => !taken.has(phase)).map((phase) => ({ before: phase })),
  ];
}

/** Phases that have steps in common, those with the most first. */
function sharedSteps(before: Plan, after: Plan, steps: readonly Pair<Step>[]): { then: Phase; now: Phase }[] {
  const homes = new Map<Step, Phase>();
  for (const phase of [...before.phases, ...after.phases]) for (const step of phase.steps) homes.set(step, phase);
  const counts = new Map<Phase, Map<Phase, number>>();
  for (const { before, after } of steps) {
    const then = before && homes.get(before);
    const now = after && homes.get(after);
    if (then === undefined || now === undefined) continue;
    const row = counts.get(now) ?? new Map<Phase, number>();
    counts.set(now, row.set(then, (row.get(then) ?? 0) + 1));
  }
  return [...counts].flatMap(([now, row]) => [...row].map(([then, count]) => ({ then, now, count })))
    .sort((a, b) => b.count - a.count);
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

/** What became of the phases. */
export function diffPhases(phases: readonly Pair<Phase>[], names: Names): PhaseDiff {
  const diff: PhaseDiff = { added: [], removed: [], changed: [] };
  for (const { before, after } of phases) {
    if (after === undefined) {
      if (before !== undefined) diff.removed.push(before);
    } else if (before === undefined) diff.added.push(after);
    else {
      const fields = changedPhaseFields(before, after, names);
      if (fields.length > 0) diff.changed.push({ before, after, fields });
    }
  }
  return diff;
}
