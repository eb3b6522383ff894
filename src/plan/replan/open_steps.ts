/**
 * The steps that may still be changed, in line with what changed: retired, written anew, or in new words.
 * @module
 */
import type { StepAnswer } from "../answers.ts";
import { stepOf } from "../step_of.ts";
import type { Phase, Plan, Requirement, Step } from "../types.ts";
import { isOpen } from "./citing.ts";
import type { Effects } from "./effects.ts";
import { rewrittenByCode, stepIn } from "./rewrite.ts";
import { redirect } from "./settle.ts";
import { type Reword, rewordOf } from "./reword.ts";
import type { Drafts, RequirementChanges, Rewrite } from "./types.ts";
import { builtIn, tellingWhatWasBuilt } from "./wording.ts";

/** What open steps follow. */
export interface Following {
  plan: Plan;
  changes: RequirementChanges;
  drafts: Drafts;
  effects: Effects;
  /** The requirements that stand afterwards. */
  standing: readonly Requirement[];
}

/** The phases with their open steps as they are afterwards. */
export function phasesWithOpenSteps({ plan, changes, drafts, effects, standing }: Following): Phase[] {
  const all = plan.phases.flatMap(({ steps }) => steps);
  const context: Context = {
    drafts,
    effects,
    retired: new Map(all.filter(({ number }) => effects.retired.has(number)).map((step) => [step.number, step])),
    byId: new Map(standing.map((requirement) => [requirement.id, requirement])),
    instead: standing.find(({ kind }) => kind === "functional") ?? standing[0],
    reword: rewordOf(changes.changed, standing),
  };
  return plan.phases.map((phase) => {
    const steps = phase.steps.map((step) => isOpen(step) ? openStep(step, phase, context) : step);
    return steps.every((step, at) => step === phase.steps[at]) ? phase : { ...phase, steps };
  });
}

interface Context extends Pick<Following, "drafts" | "effects"> {
  retired: ReadonlyMap<string, Step>;
  /** The requirements that stand, by id. */
  byId: ReadonlyMap<string, Requirement>;
  /** What a step is tried with that has lost all that it worked on. */
  instead: Requirement | undefined;
  reword: Reword;
}

function openStep(step: Step, phase: Phase, context: Context): Step {
  const { effects, retired, reword } = context;
  if (retired.has(step.number)) return { ...step, status: "retired" };
  const dependsOn = redirect(step.dependsOn, retired);
  const waiting = dependsOn.join() === step.dependsOn.join() ? step : { ...step, dependsOn };
  const rewrite = effects.rewrites.get(step.number);
  return rewrite === undefined ? stepIn(reword, waiting) : writtenAnew(waiting, step, phase, rewrite, context);
}

/** A step as it was drafted, else as code writes it: in its place, and on what it may work. */
function writtenAnew(step: Step, was: Step, phase: Phase, rewrite: Rewrite, context: Context): Step {
  const { drafts, effects: { citing }, byId, reword } = context;
  const own = step.requirements.flatMap((id) => byId.get(id) ?? []);
  const isIdle = own.length === 0 && (step.type === "feature" || step.type === "test");
  const instead = isIdle ? context.instead : undefined;
  const draft = drafts.rewritten?.get(step.number);
  const answer = draft?.answer ?? rewrittenByCode(was, phase, {
    rewrite,
    reword,
    kept: own,
    ...(instead === undefined ? {} : { instead }),
    isMain: (id) => citing.mainOf(id).some((main) => main.step === was),
    done: (id) =>
      citing.mainOf(id).map((main) => main.step).filter(({ status, type }) => status === "done" && type === "feature")
        .map(({ number }) => number),
  });
  const fallback = own.length > 0 || instead === undefined ? own : [instead];
  const cited = [...new Set(answer.requirements)].filter((id) => byId.has(id));
  return stepOf({ ...answer, do: tellingWhatWasBuilt(answer.do, builtIn(was)) }, {
    id: step.id,
    number: step.number,
    requirements: cited.length > 0 ? cited : fallback.map(({ id }) => id),
    dependsOn: draft === undefined ? step.dependsOn : waitsFor(draft.answer, step, phase, context),
    status: step.status,
    evidence: step.evidence,
    generatedBy: draft?.author ?? step.generatedBy,
  });
}

/** What a drafted step waits for: in its phase what the draft says, elsewhere what it waited for. */
function waitsFor(draft: StepAnswer, step: Step, { steps }: Phase, { retired }: Context): string[] {
  const own = new Set(steps.map(({ number }) => number));
  const at = steps.findIndex(({ number }) => number === step.number);
  const earlier = new Set(steps.slice(0, at).map(({ number }) => number));
  const positions = draft.dependsOn.filter((position) => position <= at);
  const inside = redirect(positions.flatMap((position) => steps[position - 1]?.number ?? []), retired);
  return [
    ...new Set([
      ...step.dependsOn.filter((number) => !own.has(number)),
      ...inside.filter((number) => earlier.has(number)),
    ]),
  ];
}
