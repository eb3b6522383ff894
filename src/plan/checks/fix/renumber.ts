import { excerpt } from "../../../text.ts";
import { mentionsIn, STALE } from "../../mentions.ts";
import { numberNamed, plain, stepNames } from "../../step_names.ts";
import type { Phase, Plan, Step } from "../../types.ts";
import { mapTexts } from "./map_texts.ts";
import { ownMentions } from "../references/own_mentions.ts";
import { PlanView } from "../view.ts";

/** What has a number, by the number: one, unless numbers are given twice. */
type Bearers<T> = ReadonlyMap<string, readonly T[]>;

/**
 * Numbers phases and steps by their places, in place. Whatever refers to a step, in a list or in prose, follows it; a step that
 * is named another way than by its number gets its number there. What led nowhere still leads nowhere: where another step has
 * that number now, it is marked as stale.
 */
export function renumber(plan: Plan, earlier: Plan | undefined): string[] {
  const numbers = numbersByPlace(plan);
  const steps = plan.phases.flatMap((phase) => phase.steps.map((step) => ({ step, phase })));
  const stepsBy = bearers(steps.map(({ step }) => step), ({ number }) => number);
  const plainlyBy = bearers(steps.map(({ step }) => step), ({ number }) => plain(number));
  const phasesBy = bearers(plan.phases, ({ number }) => String(number));
  const names = stepNames(plan, earlier);
  const given = new Set(numbers.values());
  const fixed: string[] = [];

  const inList = (list: readonly string[], who: string, phase?: Phase, from?: Step) =>
    withoutDoubles(
      list.map((name) => {
        const bare = numberNamed(name) ?? "";
        const byNumber = oneOf(stepsBy.get(name) ?? [], phase?.steps, from);
        const step = byNumber ?? oneOf(plainlyBy.get(bare) ?? [], phase?.steps, from) ?? names(name);
        const number = step && numbers.get(step);
        if (number === undefined) return given.has(bare) ? bare + STALE : name;
        if (byNumber === undefined) fixed.push(`${who} names step ${number}, not "${excerpt(name)}".`);
        return number;
      }),
      (name) => fixed.push(`${who} names step ${excerpt(name)} once, not twice.`),
    );

  mapTexts(plan, textRewriter({ numbers, given, stepsBy, phasesBy, owners: ownersOf(plan) }));
  for (const { step, phase } of steps) {
    step.dependsOn = inList(step.dependsOn, `Step ${numbers.get(step)}`, phase, step);
  }
  for (const risk of plan.risks) risk.steps = inList(risk.steps, `Risk ${excerpt(risk.id)}`);
  for (const phase of plan.phases) {
    const who = `Phase ${numbers.get(phase)}`;
    if (phase.dependsOn !== undefined) {
      phase.dependsOn = phaseList(phase.dependsOn, { who, numbers, given, phasesBy, fixed });
    }
  }
  for (const phase of plan.phases) {
    const number = Number(numbers.get(phase));
    if (phase.number !== number) fixed.push(`Phase ${phase.number} "${excerpt(phase.title)}" is phase ${number} now.`);
    phase.number = number;
  }
  for (const { step } of steps) {
    const number = numbers.get(step) ?? step.number;
    if (step.number !== number) {
      fixed.push(`Step ${excerpt(step.number)} "${excerpt(step.title)}" is step ${number} now.`);
    }
    step.number = number;
  }
  return fixed;
}

/** The number that each phase and step has by its place. */
function numbersByPlace({ phases }: Plan): Map<Step | Phase, string> {
  const numbers = new Map<Step | Phase, string>();
  phases.forEach((phase, index) => {
    numbers.set(phase, String(index + 1));
    phase.steps.forEach((step, at) => numbers.set(step, `${index + 1}.${at + 1}`));
  });
  return numbers;
}

function bearers<T>(all: readonly T[], numberOf: (each: T) => string): Bearers<T> {
  const found = new Map<string, T[]>();
  for (const each of all) {
    const key = numberOf(each);
    const known = found.get(key);
    if (known === undefined) found.set(key, [each]);
    else known.push(each);
  }
  return found;
}

/** Who is meant by a number that several have: another than who says it, the one of the same phase. Else nobody knows. */
function oneOf(steps: readonly Step[], near: readonly Step[] = [], from?: Step): Step | undefined {
  if (steps.length <= 1) return steps[0];
  const others = steps.filter((step) => step !== from);
  const meant = others.length === 1 ? others : others.filter((step) => near.includes(step));
  return meant.length === 1 ? meant[0] : undefined;
}

interface Numbered {
  numbers: ReadonlyMap<Step | Phase, string>;
  /** All numbers of steps and phases as they are to be. */
  given: ReadonlySet<string>;
  stepsBy: Bearers<Step>;
  phasesBy: Bearers<Phase>;
}

/** Lets `step 2.3` and `phase 2` in prose follow what they speak of. */
function textRewriter({ numbers, given, stepsBy, phasesBy, owners }: Numbered & { owners: ReadonlySet<string> }) {
  return (text: string, phase?: Phase): string => {
    const isTitle = text === phase?.title && numbers.get(phase) !== String(phase.number);
    let written = "";
    let end = 0;
    for (const { what, id, at, whole } of mentionsIn(text)) {
      const after = at + id.length;
      if (what === "requirement" || owners.has(whole.toLowerCase()) || text.startsWith(STALE, after)) continue;
      // The title of a phase that is numbered anew may begin with its number, which need not be the one that it had.
      const own = isTitle && what === "phase" && at === whole.length - id.length ? phase : undefined;
      const meant = what === "step" ? oneOf(stepsBy.get(id) ?? [], phase?.steps) : own ?? phasesBy.get(id)?.[0];
      const number = meant === undefined ? (given.has(id) ? id + STALE : id) : numbers.get(meant) ?? id;
      written += text.slice(end, at) + number;
      end = after;
    }
    return written + text.slice(end);
  };
}

/** Lets the phases that a phase waits for follow; a number that another phase has now, but none had, cannot stay. */
function phaseList(
  list: readonly number[],
  { who, numbers, given, phasesBy, fixed }: Omit<Numbered, "stepsBy"> & { who: string; fixed: string[] },
): number[] {
  const followed = list.flatMap((number) => {
    const meant = phasesBy.get(String(number))?.[0];
    if (meant !== undefined) return [Number(numbers.get(meant))];
    if (!given.has(String(number))) return [number];
    fixed.push(`${who} waits for phase ${number} no longer: there was none.`);
    return [];
  });
  return withoutDoubles(followed, (number) => fixed.push(`${who} names phase ${number} once, not twice.`));
}

function withoutDoubles<T>(list: readonly T[], tell: (each: T) => void): T[] {
  const seen = new Set<T>();
  return list.filter((each) => {
    if (seen.has(each)) tell(each);
    return !seen.has(each) && seen.add(each) !== undefined;
  });
}

function ownersOf(plan: Plan): ReadonlySet<string> {
  return ownMentions(new PlanView(plan, { absent: [], files: [] }));
}
