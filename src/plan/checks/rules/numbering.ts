import { oneLine, shorten } from "../../../text.ts";
import { changedRequirementIds, changedStepIds } from "../references/changed_ids.ts";
import type { Found, Rule } from "../rule.ts";
import type { PlanView } from "../view.ts";

/** People and references count on numbers without gaps. */
export const numbering: Rule = {
  id: "numbering",
  severity: "error",
  demands: "Phases are numbered 1 to n, steps p.1 to p.k, without gaps; all ids are unique, and what they were before.",
  why:
    "People and references count on numbers without gaps, and on ids that stay what they were. Where the plan before is known, " +
    "an id must not pass to something else, nor a step or requirement to another id; both may be reworded.",
  needs: [],
  check(view) {
    const { earlier, plan } = view;
    return [
      ...(view.has("numbers") ? wrongNumbers(view) : []),
      ...doubleIds(view),
      ...(earlier === undefined ? [] : [...changedRequirementIds(plan, earlier), ...changedStepIds(view.all, earlier)]),
    ];
  },
};

function wrongNumbers({ plan }: PlanView): Found[] {
  const found: Found[] = [];
  const given = new Set<string>();
  plan.phases.forEach((phase, index) => {
    const location = `phase ${phase.number}`;
    if (phase.number !== index + 1) {
      found.push({
        message: `Phase ${phase.number} stands in place ${index + 1}`,
        location,
        pointer: `/phases/${index}/number`,
        hint: `Number it ${index + 1}.`,
      });
    }
    phase.steps.forEach((step, at) => {
      const wanted = `${phase.number}.${at + 1}`;
      const twice = given.has(step.number);
      given.add(step.number);
      if (step.number === wanted && !twice) return;
      found.push({
        message: twice
          ? `The number ${step.number} is given twice; this step stands in the place of ${wanted}`
          : `Step ${step.number} stands in the place of step ${wanted}`,
        location: `${location}, step ${step.number}`,
        pointer: `/phases/${index}/steps/${at}/number`,
        hint: `Number it ${wanted}.`,
      });
    });
  });
  return found;
}

function doubleIds({ plan, all }: PlanView): Found[] {
  const lists: [string, readonly { id: string }[]][] = [
    ["/requirements", plan.requirements],
    ["/assumptions", plan.assumptions],
    ["/questions", plan.questions],
    ["/risks", plan.risks],
    ["/design/decisions", plan.design?.decisions ?? []],
  ];
  return [
    ...lists.flatMap(([pointer, list]) =>
      doubles(list.map(({ id }, index) => ({ id, pointer: `${pointer}/${index}/id` })))
    ),
    ...doubles(all.map(({ step, pointer }) => ({ id: step.id, pointer: `${pointer}/id` }))),
  ];
}

function doubles(entries: readonly { id: string; pointer: string }[]): Found[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, pointer }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const shown = shorten(oneLine(id), 60);
    return [{
      message: `The id ${shown} is given twice`,
      location: shown,
      pointer,
      hint: "Give the later one an id that was never used.",
    }];
  });
}
