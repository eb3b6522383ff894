/**
 * Ids that are not what they were in the plan before: what people and other plans refer to has become something else.
 * @module
 */
import { excerpt } from "../../../text.ts";
import type { Plan, Step } from "../../types.ts";
import { contentStems } from "../../words.ts";
import type { Found } from "../rule.ts";
import type { PlacedStep } from "../view.ts";

/** Of the words of two steps that are the same reworded, so many are in common. */
const REWORDED_SHARE = 0.1;
/** More of a text is not compared. */
const LOOKED_AT = 5_000;

/** Steps that have another id now, and ids that stand for another step. */
export function changedStepIds(all: readonly PlacedStep[], earlier: Plan): Found[] {
  const before = earlier.phases.flatMap(({ steps }) => steps);
  const now = new Map(all.map(({ step }) => [step.id, step]));
  const byId = new Map(before.map((step) => [step.id, step]));
  const thenByTitle = uniquely(before, ({ title }) => title);
  const nowByTitle = uniquely(all.map(({ step }) => step), ({ title }) => title);
  return all.flatMap(({ step, location, pointer }): Found[] => {
    const place = { location, pointer: `${pointer}/id` };
    const title = folded(step.title);
    const then = nowByTitle.get(title) === step ? thenByTitle.get(title) : undefined;
    if (then !== undefined && then.id !== step.id && isSameMatter(step, then)) {
      // Its id went to another step, or to nobody. Where the old id's step was only reworded, this one is new.
      const keeper = now.get(then.id);
      const keepers = keeper && thenByTitle.get(folded(keeper.title));
      if (keeper === undefined || (keepers !== undefined && keepers.id !== then.id) || isOther(keeper, then)) {
        return [{
          message: `Step ${step.number} "${excerpt(step.title)}" had the id ${excerpt(then.id)}, now it has ${
            excerpt(step.id)
          }`,
          ...place,
          hint: `Give it back the id ${excerpt(then.id)}.`,
        }];
      }
    }
    const was = byId.get(step.id);
    if (was === undefined || !isOther(step, was)) return [];
    return [{
      message: `The id ${excerpt(step.id)} stood for "${excerpt(was.title)}", now it stands for "${
        excerpt(step.title)
      }"`,
      ...place,
      hint: "Give the new step an id that was never used, and keep the old one, retired if need be.",
    }];
  });
}

/** Requirements whose text had another id. */
export function changedRequirementIds(plan: Plan, earlier: Plan): Found[] {
  const before = new Map(earlier.requirements.map(({ id, text }) => [id, folded(text)]));
  const now = new Map(plan.requirements.map(({ id, text }) => [id, folded(text)]));
  const thenByText = uniquely(earlier.requirements, ({ text }) => text);
  return plan.requirements.flatMap(({ id, text }, index): Found[] => {
    const then = thenByText.get(folded(text));
    if (then === undefined || then.id === id || before.get(id) === folded(text)) return [];
    if (now.get(then.id) === folded(text)) return [];
    return [{
      message: `The requirement "${excerpt(text)}" had the id ${then.id}, now it has ${id}`,
      location: `requirement ${id}`,
      pointer: `/requirements/${index}/id`,
      hint: `Give it back the id ${then.id}.`,
    }];
  });
}

/** Whether two steps of one title are for the same: the same requirement or file, or neither says. */
function isSameMatter(one: Step, other: Step): boolean {
  return meets(one.requirements, other.requirements) || meets(pathsOf(one), pathsOf(other)) ||
    [one, other].some(({ requirements, deliverables }) => requirements.length + deliverables.length === 0);
}

/** Whether two steps have nothing in common: no word of their titles, no requirement, no file, and hardly a word of the rest. */
function isOther(one: Step, other: Step): boolean {
  if (folded(one.title) === folded(other.title)) return false;
  if (meets(one.requirements, other.requirements) || meets(pathsOf(one), pathsOf(other))) return false;
  const [title, otherTitle] = [stemsOf(one.title), stemsOf(other.title)];
  if (title.size === 0 || otherTitle.size === 0 || shared(title, otherTitle) > 0) return false;
  const [words, others] = [stemsOf(one.do.join("\n")), stemsOf(other.do.join("\n"))];
  return shared(words, others) <= REWORDED_SHARE * Math.min(words.size, others.size);
}

function meets(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(other);
  return one.some((each) => known.has(each));
}

function pathsOf({ deliverables }: Step): string[] {
  return deliverables.map(({ path }) => path);
}

function stemsOf(text: string): Set<string> {
  return new Set(contentStems(text.slice(0, LOOKED_AT)));
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((stem) => other.has(stem)).length;
}

/** What stands once, by a text of it. */
function uniquely<T>(list: readonly T[], textOf: (each: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const each of list) {
    const key = folded(textOf(each));
    if (found.has(key)) twice.add(key);
    found.set(key, each);
  }
  for (const key of twice) found.delete(key);
  return found;
}

function folded(text: string): string {
  return text.slice(0, LOOKED_AT).toLowerCase().replace(/\s+/g, " ").trim();
}
