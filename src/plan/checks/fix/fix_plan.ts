import { excerpt } from "../../../text.ts";
import { stepId } from "../../ids.ts";
import type { Plan } from "../../types.ts";
import { fixCitations } from "./citations.ts";
import { renumber } from "./renumber.ts";

/** What is known besides the plan when it is mended. */
export interface FixOptions {
  /** The plan before this one: its ids are never given again, and its numbers lead to the steps with the same ids. */
  earlier?: Plan;
}

/** A mended plan. */
export interface FixedPlan {
  plan: Plan;
  /** What was mended, one sentence each; empty if there was nothing to do. */
  fixed: string[];
}

/**
 * Mends what needs no judgement: ids that are given twice, references by another name than the number, entries that stand
 * twice, and numbers that are not those of the places. The steps stay what and where they are, and so does what waits for what.
 *
 * @param plan The plan; it is not changed.
 * @param options What is known besides.
 * @returns A plan that is mended as far as that goes, and what was done.
 */
export function fixPlan(plan: Plan, options: FixOptions = {}): FixedPlan {
  const mended = structuredClone(plan);
  const { earlier } = options;
  const fixed = [
    ...freshIds(mended, earlier),
    ...fixCitations(mended),
    ...renumber(mended, earlier),
  ];
  return { plan: mended, fixed };
}

/** Gives what has an id that is taken a new one. Who refers to the id means the first that has it. */
function freshIds(plan: Plan, earlier: Plan | undefined): string[] {
  const fixed: string[] = [];
  const lists: [string, string, { id: string }[], readonly { id: string }[]][] = [
    ["requirement", "R", plan.requirements, earlier?.requirements ?? []],
    ["assumption", "A", plan.assumptions, earlier?.assumptions ?? []],
    ["question", "Q", plan.questions, earlier?.questions ?? []],
    ["risk", "K", plan.risks, earlier?.risks ?? []],
    ["decision", "D", plan.design?.decisions ?? [], earlier?.design?.decisions ?? []],
  ];
  for (const [what, letter, list, before] of lists) {
    let last = 0;
    for (const { id } of [...list, ...before]) {
      const number = new RegExp(`^${letter}(\\d{1,15})$`).exec(id)?.[1];
      if (number !== undefined) last = Math.max(last, Number(number));
    }
    const taken = new Set<string>();
    for (const each of list) {
      if (taken.has(each.id)) {
        const id = `${letter}${++last}`;
        fixed.push(`The second ${what} ${excerpt(each.id)} is ${id} now.`);
        each.id = id;
      }
      taken.add(each.id);
    }
  }
  return [...fixed, ...freshStepIds(plan, earlier)];
}

function freshStepIds(plan: Plan, earlier: Plan | undefined): string[] {
  const fixed: string[] = [];
  const seen = new Set<string>();
  const taken = new Set(
    [plan, ...(earlier === undefined ? [] : [earlier])].flatMap(({ phases }) =>
      phases.flatMap(({ steps }) => steps.map(({ id }) => id))
    ),
  );
  for (const phase of plan.phases) {
    for (const step of phase.steps) {
      if (seen.has(step.id)) {
        const id = stepId(`${phase.title}/${step.title}`, taken);
        fixed.push(`The step "${excerpt(step.title)}" has the id ${id} now: ${excerpt(step.id)} is another's.`);
        step.id = id;
      }
      seen.add(step.id);
    }
  }
  return fixed;
}
