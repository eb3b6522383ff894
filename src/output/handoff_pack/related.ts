import { tellingStems } from "../../plan/stems.ts";
import { contentStems } from "../../plan/words.ts";
import type { Scope } from "./scope.ts";

/** A pack is about one piece of work: no more of a kind than this. */
const MOST = 8;

/** More than any number of shared words. */
const NAMED = 1_000_000;

/** How much something of the plan has to do with the work; 0: nothing. */
export type Relation = (text: string, more?: { requirements?: readonly string[]; steps?: readonly string[] }) => number;

/**
 * Prepares to find what has to do with the work: what names its steps or requirements, and what speaks of the same
 * matter, by one word that few projects have or by a third of all its words.
 */
export function relationTo({ steps, requirements, phase, step }: Scope): Relation {
  const numbers = new Set(steps.map(({ number }) => number));
  const ids = new Set(requirements.map(({ id }) => id));
  const work = [
    ...(step === undefined ? [phase.title, phase.goal] : []),
    ...steps.flatMap(({ title, do: instructions }) => [title, ...instructions]),
    ...requirements.map(({ text }) => text),
  ].join("\n");
  const words = new Set(contentStems(work));
  const telling = new Set(tellingStems(work).keys());
  return (text, more = {}) => {
    const named = (more.steps ?? []).some((number) => numbers.has(number)) ||
      (more.requirements ?? []).some((id) => ids.has(id)) ||
      (text.match(/\bR[1-9]\d{0,5}\b/g) ?? []).some((id) => ids.has(id));
    const own = new Set(contentStems(text));
    const shared = [...own].filter((stem) => words.has(stem)).length;
    const strong = [...tellingStems(text).keys()].filter((stem) => telling.has(stem)).length;
    const kin = strong > 0 || (shared > 1 && shared * 3 >= own.size) ? strong + shared : 0;
    return (named ? NAMED : 0) + kin;
  };
}

/** Those that have to do with the work, the closest first. */
export function closest<Entry>(entries: readonly Entry[], relation: (entry: Entry) => number): Entry[] {
  return entries.map((entry) => ({ entry, near: relation(entry) })).filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near).slice(0, MOST).map(({ entry }) => entry);
}
