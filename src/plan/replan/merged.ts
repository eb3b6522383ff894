import { stemsIn } from "../stems.ts";
import type { Requirement } from "../types.ts";

/** A demand stands in another one from this share of its words on. */
const NEARLY_ALL = 0.9;
/** A single word stands in too many demands to tell anything. */
const LEAST_STEMS = 2;
/** "No export" does not say what "Export" says. */
const DENIES = /\b(?:out of scope|no|not|never|without|cannot|nicht|kein\w{0,2}|ohne|sans|sin)\b|n['’]t\b/i;

/**
 * Prepares to find the demand that says, among other things, what a lost one said: two sentences made one.
 *
 * @param demands What is demanded now.
 */
export function mergedInto(demands: readonly Requirement[]): (lost: Requirement) => Requirement | undefined {
  const index = new Map<string, Requirement[]>();
  for (const demand of demands) {
    for (const stem of new Set(stemsIn(demand.text))) {
      const list = index.get(stem);
      if (list === undefined) index.set(stem, [demand]);
      else list.push(demand);
    }
  }
  return ({ text }) => {
    const stems = new Set(stemsIn(text));
    const counts = new Map<Requirement, number>();
    for (const stem of stems) {
      for (const demand of index.get(stem) ?? []) counts.set(demand, (counts.get(demand) ?? 0) + 1);
    }
    const least = Math.max(LEAST_STEMS, NEARLY_ALL * stems.size);
    return [...counts].find(([demand, count]) => count >= least && DENIES.test(demand.text) === DENIES.test(text))?.[0];
  };
}
