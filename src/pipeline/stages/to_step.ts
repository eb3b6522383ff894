import type { StepAnswer } from "../../plan/answers.ts";
import { stepOf } from "../../plan/step_of.ts";
import type { Step } from "../../plan/types.ts";

/** Where a drafted step goes. */
export interface StepPlace {
  id: string;
  /** Its place in the phase, from 0. */
  at: number;
  /** The phase's number. */
  phase: number;
  /** What it waits for where it waits for nothing in its phase. */
  before: readonly string[];
  /** The requirements that there are: citations of others are dropped. */
  known: ReadonlySet<string>;
  author: string;
}

/** Gives a drafted step its id, number and place. */
export function toStep(draft: StepAnswer, { id, at, phase, before, known, author }: StepPlace): Step {
  const earlier = [...new Set(draft.dependsOn)].filter((position) => position <= at).sort((a, b) => a - b);
  return stepOf(draft, {
    id,
    number: `${phase}.${at + 1}`,
    requirements: [...new Set(draft.requirements)].filter((id) => known.has(id)),
    // A step that waits for nothing in its phase waits for the phases before.
    dependsOn: earlier.length > 0 ? earlier.map((position) => `${phase}.${position}`) : [...before],
    generatedBy: author,
  });
}
