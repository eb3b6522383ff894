import type { Finding, Phase, Plan, Step } from "../types.ts";

/** What a rule finds; the checker adds the rule's id and severity. */
export type Found = Omit<Finding, "rule" | "severity">;

/** A check: a pure function over a plan, linear in its size. */
export interface Rule {
  /** Its name in findings. */
  id: string;
  severity: Finding["severity"];
  /** What it demands of a plan, one sentence. */
  demands: string;
  check(plan: Plan): Found[];
}

/** A step with the places that findings name. */
export interface PlacedStep {
  step: Step;
  phase: Phase;
  location: string;
  pointer: string;
}

/** All steps of a plan in order, each with its place. */
export function stepsOf(plan: Plan): PlacedStep[] {
  return plan.phases.flatMap((phase, p) =>
    phase.steps.map((step, s) => ({
      step,
      phase,
      location: `phase ${phase.number}, step ${step.number}`,
      pointer: `/phases/${p}/steps/${s}`,
    }))
  );
}

/** What a step says to people, each with its place in the step. */
export function proseOf(step: Step): { text: string; at: string }[] {
  return [
    { text: step.title, at: "title" },
    ...(step.why === undefined ? [] : [{ text: step.why, at: "why" }]),
    ...step.do.map((text, index) => ({ text, at: `do/${index}` })),
    ...step.verify.map(({ expect }, index) => ({ text: expect, at: `verify/${index}/expect` })),
  ];
}

/** All that the owner said: words from there are no slips of whoever wrote the plan. */
export function ownersWords(plan: Plan): string {
  return [
    plan.project.name,
    plan.project.summary,
    ...plan.requirements.flatMap(({ text, acceptance, group }) => [text, group ?? "", ...acceptance]),
  ]
    .join("\n");
}
