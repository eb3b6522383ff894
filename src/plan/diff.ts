import { diffEntries } from "./diff/entries.ts";
import { namesOf } from "./diff/names.ts";
import { diffPhases, pairPhases } from "./diff/phases.ts";
import { diffRequirements } from "./diff/requirements.ts";
import { diffSteps, pairSteps } from "./diff/steps.ts";
import type { PlanDiff } from "./diff/types.ts";
import type { Plan } from "./types.ts";

export type {
  EntryChange,
  FieldChange,
  PhaseDiff,
  PlanDiff,
  RequirementDiff,
  StatusChange,
  StepDiff,
  StepMove,
} from "./diff/types.ts";

/**
 * Tells what lies between two plans, or two revisions of one. Requirements and steps are matched by id; where steps moved,
 * what refers to them by number has not changed. Who wrote what, evidence, lines of the brief and the findings of the
 * checks are not compared.
 *
 * @param before The plan as it was.
 * @param after The plan as it is.
 * @returns What was added, changed and taken away, part by part; the plans' own objects, not copies.
 *
 * @example
 * ```ts
 * import { createLLMClient, diffPlans, runPipeline, startPlan } from "@devussy/devussy";
 * const before = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * const after = structuredClone(before);
 * after.phases[0]?.steps[0]?.do.push("Write down what was left out.");
 * const { same, steps } = diffPlans(before, after);
 * if (same || steps.changed[0]?.fields[0]?.field !== "do") throw new Error("expected a changed step");
 * if (!diffPlans(before, before).same) throw new Error("expected no difference");
 * ```
 */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const stepPairs = pairSteps(before, after);
  const phasePairs = pairPhases(before, after, stepPairs);
  const names = namesOf(before, phasePairs, stepPairs);
  const requirements = diffRequirements(before.requirements, after.requirements);
  const phases = diffPhases(phasePairs, names);
  const steps = diffSteps({ before, after, phases: phasePairs, steps: stepPairs }, names);
  const others = diffEntries(before, after, names);
  const lists = [...Object.values(requirements), ...Object.values(phases), ...Object.values(steps), others];
  return {
    same: lists.every((list) => list.length === 0),
    revision: { before: before.revision, after: after.revision },
    score: {
      ...(before.checks === undefined ? {} : { before: before.checks.score }),
      ...(after.checks === undefined ? {} : { after: after.checks.score }),
    },
    requirements,
    phases,
    steps,
    others,
  };
}
