import { UsageError } from "../../errors.ts";
import { shorten } from "../../text.ts";
import type { Phase, Plan, Requirement } from "../types.ts";
import { newSteps } from "./additions.ts";
import { effectsOf } from "./effects.ts";
import { phasesWithOpenSteps } from "./open_steps.ts";
import { orphansOf, settleOpen } from "./settle.ts";
import { techStackAfter } from "./stack_change.ts";
import { componentsAfter, requirementsAfter, risksAfter, surroundingsOf } from "./surroundings.ts";
import type { Drafts, Replanned, RequirementChanges } from "./types.ts";

/**
 * Makes a plan follow its requirements again. Done steps stay as they are to the letter, and no step gets another number.
 * Open steps that serve nothing any more are retired, those that what changed concerns are written anew, and what no open
 * step works on gets new ones; code that was made for what stands no longer is removed.
 *
 * @param plan The plan, with a design and steps; it is not changed.
 * @param changes What {@linkcode requirementDiff} found.
 * @param drafts What others wrote; all that is left out is made by code, so that nothing is ever uncovered.
 * @throws {UsageError} If the plan has no steps yet.
 */
export function applyChanges(plan: Plan, changes: RequirementChanges, drafts: Drafts = {}): Replanned {
  if (plan.design === undefined || plan.phases.every(({ steps }) => steps.length === 0)) {
    throw new UsageError(
      `Cannot replan "${shorten(plan.project.name, 60)}": the plan has no ${
        plan.design === undefined ? "design" : "steps"
      } yet`,
      "Make them first with generate-devplan, or begin anew with run-full-pipeline.",
    );
  }
  const effects = effectsOf(plan, changes);
  const requirements = requirementsAfter(plan, changes);
  const revision = plan.revision + 1;
  const standing = requirements.filter(({ status }) => status === "active");
  const gone = new Set(changes.retired.map(({ id }) => id));
  const orphans = orphansOf(plan.phases, effects.retired);
  const open = phasesWithOpenSteps({ plan, changes, drafts, effects, standing });
  const around = surroundingsOf(changes, standing);
  const kept: Plan = { ...plan, requirements, phases: covered(plan.phases, open, standing).map(around.phase) };
  const added = newSteps({ kept, effects, drafts, revision });
  // Who makes a file first is settled once, when all steps are in their places: a new step may stand before an open one and
  // make what that was to make, or be the first to touch what a retired step was to make.
  const phases = settleOpen(added.phases, orphans, plan.existing?.files);
  const steps = phases.flatMap((phase) => phase.steps);
  const { checks: _checks, ...rest } = kept;
  const design = around.design(plan.design);
  return {
    plan: {
      ...rest,
      ...around.whole(plan),
      revision,
      design: {
        ...design,
        techStack: techStackAfter(plan, design, changes),
        components: componentsAfter(design.components, gone, changes.added, steps),
      },
      risks: risksAfter(plan.risks.map(around.risk), gone, steps),
      phases,
    },
    rewrites: [...effects.rewrites.values()],
    fresh: effects.fresh,
    drafted: added.drafted,
    notices: [...changes.notices, ...effects.notices],
  };
}

/** Gives citations back to steps that were the only ones to work on something. */
function covered(before: readonly Phase[], after: readonly Phase[], standing: readonly Requirement[]): Phase[] {
  const cited = new Set(
    after.flatMap(({ steps }) => steps).filter(({ status }) => status !== "retired")
      .flatMap(({ requirements }) => requirements),
  );
  const lost = new Set(standing.map(({ id }) => id).filter((id) => !cited.has(id)));
  if (lost.size === 0) return [...after];
  return after.map((phase, p) => ({
    ...phase,
    steps: phase.steps.map((step, s) => {
      const was = before[p]?.steps[s]?.requirements ?? [];
      const back = step.status === "retired" ? [] : was.filter((id) => lost.has(id));
      for (const id of back) lost.delete(id);
      return back.length === 0 ? step : { ...step, requirements: [...step.requirements, ...back] };
    }),
  }));
}
