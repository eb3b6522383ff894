import { UsageError } from "../../errors.ts";
import { shorten } from "../../text.ts";
import type { StepAnswer } from "../answers.ts";
import type { Phase, Plan, Requirement, Step } from "../types.ts";
import { newSteps } from "./additions.ts";
import { type Effects, effectsOf } from "./effects.ts";
import { rewrittenByCode } from "./rewrite.ts";
import { orphansOf, redirect, settleOpen } from "./settle.ts";
import { componentsAfter, designAfter, phaseAfter, requirementsAfter, risksAfter, wholeAfter } from "./surroundings.ts";
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
  const open = settleOpen(
    rewrittenPhases({ plan, changes, drafts, effects, standing }),
    orphans,
  );
  const kept: Plan = { ...plan, requirements, phases: covered(plan.phases, open, standing) };
  const added = newSteps({ kept, effects, drafts, revision });
  const phases = settleOpen(added.phases, orphans);
  const steps = phases.flatMap((phase) => phase.steps);
  const { checks: _checks, ...rest } = kept;
  const design = designAfter(plan.design, changes);
  return {
    plan: {
      ...rest,
      ...wholeAfter(plan, changes, standing),
      revision,
      design: { ...design, components: componentsAfter(design.components, gone, changes.added, steps) },
      risks: risksAfter(plan.risks, gone, steps),
      phases,
    },
    rewrites: [...effects.rewrites.values()],
    fresh: effects.fresh,
    drafted: added.drafted,
    notices: [...changes.notices, ...effects.notices],
  };
}

interface Rewriting {
  plan: Plan;
  changes: RequirementChanges;
  drafts: Drafts;
  effects: Effects;
  /** The requirements that stand afterwards. */
  standing: readonly Requirement[];
}

/** The phases with open steps retired and written anew. */
function rewrittenPhases({ plan, changes, drafts, effects, standing }: Rewriting): Phase[] {
  const retired = new Map(
    plan.phases.flatMap(({ steps }) => steps).filter(({ number }) => effects.retired.has(number)).map((step) => [
      step.number,
      step,
    ]),
  );
  const byId = new Map(standing.map((requirement) => [requirement.id, requirement]));
  const phaseOf = new Map<string, number>();
  plan.phases.forEach(({ steps }, at) => steps.forEach(({ number }) => phaseOf.set(number, at)));
  const instead = standing.find(({ kind }) => kind === "functional") ?? standing[0];
  const fresh = new Set(changes.added.map(({ id }) => id));
  const lasting = standing.filter(({ id }) => !fresh.has(id));
  return plan.phases.map((phase, at) => {
    const steps = phase.steps.map((step, position): Step => {
      if (step.status !== "todo" && step.status !== "doing") return step;
      if (retired.has(step.number)) return { ...step, status: "retired" };
      const dependsOn = redirect(step.dependsOn, retired);
      const rewrite = effects.rewrites.get(step.number);
      if (rewrite === undefined) return dependsOn.length === step.dependsOn.length ? step : { ...step, dependsOn };
      const own = step.requirements.flatMap((id) => byId.get(id) ?? []);
      const needs = own.length === 0 && (step.type === "feature" || step.type === "test");
      const draft = drafts.rewritten?.get(step.number);
      const answer = draft?.answer ?? rewrittenByCode(step, phase, {
        rewrite,
        kept: own,
        ...(needs && instead !== undefined ? { instead } : {}),
        isMain: (id) => effects.citing.mainOf(id).some((main) => main.step === step),
        done: (id) =>
          effects.citing.mainOf(id).filter(({ step }) => step.status === "done" && step.type === "feature").map((
            { step },
          ) => step.number),
      });
      const inside = draft === undefined ? undefined : insideNumbers(answer, phase, position, retired);
      const outside = dependsOn.filter((number) => phaseOf.get(number) !== at);
      return {
        id: step.id,
        number: step.number,
        type: answer.type,
        title: answer.title,
        ...(answer.why === undefined ? {} : { why: answer.why }),
        do: answer.do,
        requirements: citations(answer, own, byId, needs ? instead : undefined),
        dependsOn: inside === undefined ? dependsOn : [...new Set([...outside, ...inside])],
        deliverables: answer.deliverables,
        verify: answer.verify,
        size: answer.size,
        status: step.status,
        ...(step.evidence === undefined ? {} : { evidence: step.evidence }),
        generatedBy: draft?.author ?? step.generatedBy,
      };
    });
    const same = steps.every((step, position) => step === phase.steps[position]);
    const around = phaseAfter(phase, changes, lasting);
    return same ? around : { ...around, steps };
  });
}

/** What a step written anew works on: only what stands, and something if it must. */
function citations(
  answer: StepAnswer,
  own: readonly Requirement[],
  standing: ReadonlyMap<string, Requirement>,
  instead: Requirement | undefined,
): string[] {
  const cited = [...new Set(answer.requirements)].filter((id) => standing.has(id));
  if (cited.length > 0) return cited;
  return own.length > 0 ? own.map(({ id }) => id) : instead === undefined ? [] : [instead.id];
}

/** The steps of its phase that a draft waits for, by number. */
function insideNumbers(
  { dependsOn }: StepAnswer,
  { steps }: Phase,
  at: number,
  retired: ReadonlyMap<string, Step>,
): string[] {
  const numbers = dependsOn.filter((position) => position <= at).flatMap((position) =>
    steps[position - 1]?.number ?? []
  );
  return redirect(numbers, retired).filter((number) => steps.slice(0, at).some((step) => step.number === number));
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
