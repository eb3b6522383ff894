import { mentionsIn } from "../mentions.ts";
import type { Phase, Plan, Step } from "../types.ts";
import type { Pair } from "./match.ts";

/** Numbers of two plans, told by what they stand for: `2.3` before and `2.4` after may be one step. */
export interface Names {
  /** Whether two texts say the same, but for the numbers of steps and phases that moved. */
  sameText(before: string, after: string): boolean;
  /** A text of the plan before, with the numbers of now. */
  nowText(text: string): string;
  /** The number that a step has now, by its number before; the old one where it is gone. */
  nowStep(number: string): string;
  /** The number that a phase has now, by its number before; the old one where it is gone. */
  nowPhase(number: number): number;
}

/** Prepares to compare what speaks of steps and phases. */
export function namesOf(before: Plan, phases: readonly Pair<Phase>[], steps: readonly Pair<Step>[]): Names {
  const stepNow = new Map<string, string>();
  for (const { before, after } of steps) {
    if (before !== undefined && after !== undefined) setFirst(stepNow, before.number, after.number);
  }
  const phaseNow = new Map<number, number>();
  for (const { before, after } of phases) {
    if (before !== undefined && after !== undefined) setFirst(phaseNow, before.number, after.number);
  }
  const moved = before.phases.some(({ number }) => phaseNow.get(number) !== number) ||
    before.phases.some(({ steps }) => steps.some(({ number }) => stepNow.get(number) !== number));
  const nowText = (text: string) => moved ? withNumbers(text, stepNow, phaseNow) : text;
  return {
    sameText: (before, after) => before === after || nowText(before) === after,
    nowText,
    nowStep: (number) => stepNow.get(number) ?? number,
    nowPhase: (number) => phaseNow.get(number) ?? number,
  };
}

function setFirst<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}

function withNumbers(text: string, steps: ReadonlyMap<string, string>, phases: ReadonlyMap<number, number>): string {
  let written = "";
  let end = 0;
  for (const { what, id, at } of mentionsIn(text)) {
    if (what === "requirement") continue;
    written += text.slice(end, at) + (what === "step" ? steps.get(id) ?? id : phases.get(Number(id)) ?? id);
    end = at + id.length;
  }
  return written + text.slice(end);
}
