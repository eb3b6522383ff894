import type { Found, Rule } from "../rule.ts";

/** People and references count on numbers without gaps. */
export const numbering: Rule = {
  id: "numbering",
  severity: "error",
  demands: "Phases are numbered 1 to n, steps p.1 to p.k, without gaps; all ids are unique.",
  why: "People and references count on numbers without gaps, and on ids that stay what they were.",
  needs: [],
  check({ plan, all }) {
    const found: Found[] = [];
    plan.phases.forEach((phase, index) => {
      if (phase.number !== index + 1) {
        found.push({
          message: `Phase ${phase.number} stands in place ${index + 1}`,
          location: `phase ${phase.number}`,
          pointer: `/phases/${index}/number`,
          hint: `Number it ${index + 1}.`,
        });
      }
      phase.steps.forEach((step, at) => {
        const wanted = `${phase.number}.${at + 1}`;
        if (step.number === wanted) return;
        found.push({
          message: `Step ${step.number} stands in the place of step ${wanted}`,
          location: `phase ${phase.number}, step ${step.number}`,
          pointer: `/phases/${index}/steps/${at}/number`,
          hint: `Number it ${wanted}.`,
        });
      });
    });
    const lists: [string, readonly { id: string }[]][] = [
      ["/requirements", plan.requirements],
      ["/assumptions", plan.assumptions],
      ["/questions", plan.questions],
      ["/risks", plan.risks],
      ["/design/decisions", plan.design?.decisions ?? []],
    ];
    for (const [pointer, list] of lists) {
      found.push(...doubles(list.map(({ id }, index) => ({ id, pointer: `${pointer}/${index}/id` }))));
    }
    found.push(...doubles(all.map(({ step, pointer }) => ({ id: step.id, pointer: `${pointer}/id` }))));
    return found;
  },
};

function doubles(entries: readonly { id: string; pointer: string }[]): Found[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, pointer }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{
      message: `The id ${id} is given twice`,
      location: id,
      pointer,
      hint: "Give the later one an id that was never used.",
    }];
  });
}
