/**
 * What the embedded planner answers when a plan is changed: steps for new demands, and single steps written anew. Where its
 * tables have nothing that fits, the draft that came with the question is its answer.
 * @module
 */
import type { PhaseStepsAnswer, StepAnswer } from "../plan/answers.ts";
import { builtIn } from "../plan/replan/wording.ts";
import { stemsIn } from "../plan/stems.ts";
import type { Component, Phase, Plan } from "../plan/types.ts";
import { type Context, contextOf } from "./context.ts";
import { chunkSteps } from "./steps/chunks.ts";
import { componentSteps } from "./steps/component.ts";
import { qualitySteps } from "./steps/quality.ts";
import { releaseSteps } from "./steps/release.ts";
import { skeletonSteps } from "./steps/skeleton.ts";
import { textWithoutGroup, titleOf } from "./titles.ts";

/** A question for the steps of new demands. */
export interface NewStepsInput {
  /** The plan with the demands among its requirements. */
  plan: Plan;
  /** The demands, by id. */
  demands: readonly string[];
  /** Those of them that were built when they said something else: no table knows what that changes. */
  built: readonly string[];
  /** A step for each demand, in their order. */
  drafts: readonly StepAnswer[];
}

/** A question for one step anew. */
export interface RewriteInput {
  /** The plan with the requirements as they are now. */
  plan: Plan;
  /** The step's number. */
  step: string;
  /** The step as it was, in words that fit. */
  draft: StepAnswer;
}

/** The steps of new demands: by their component, by the quality that they ask for, else as they were drafted. */
export function stepsForDemands({ plan, demands, built, drafts }: NewStepsInput): PhaseStepsAnswer {
  const context = contextOf(plan);
  const ids = new Set(demands.filter((id) => !built.includes(id)));
  const own = context.components.flatMap((component) => {
    const ofIt = component.requirements.filter((id) => ids.has(id));
    return ofIt.length === 0 ? [] : [{ component, own: ofIt }];
  });
  const steps: StepAnswer[] = [];
  for (const { component, own: requirements } of own) {
    const home = homeOf(requirements, component, context);
    const cited = requirements.flatMap((id) => context.requirements.get(id) ?? []);
    const made = home === undefined
      ? componentSteps(component, requirements, context)
      : chunkSteps(home, cited, context);
    // A step that goes on with a component is called by what it adds.
    const [only, ...others] = made;
    const named = home === undefined || only === undefined || others.length > 0
      ? made
      : [{ ...only, title: titleOf(textWithoutGroup(cited[0]), 70) }];
    steps.push(...chained(named, steps.length));
  }
  const qualities = [...context.grouping.qualities, ...context.otherLimits].filter(({ id }) => ids.has(id));
  // A quality is proved when all that is new is there.
  const awaited = new Set(steps.flatMap(({ dependsOn }) => dependsOn));
  const ends = steps.map((_, at) => at + 1).filter((position) => !awaited.has(position));
  if (qualities.length > 0) {
    steps.push(...qualitySteps(context, qualities).map((step) => ({ ...step, dependsOn: ends })));
  }
  const answered = new Set(steps.flatMap(({ requirements }) => requirements));
  demands.forEach((id, at) => {
    const draft = drafts[at];
    if (draft !== undefined && !answered.has(id)) steps.push(draft);
  });
  return { steps };
}

function chained(steps: readonly StepAnswer[], offset: number): StepAnswer[] {
  return steps.map((step, index) => ({ ...step, dependsOn: index === 0 ? [] : [offset + index] }));
}

/** The component that new demands belong to: the one of the demands that they are grouped with. */
function homeOf(
  ids: readonly string[],
  component: Component,
  { grouping, components }: Context,
): Component | undefined {
  const isNew = component.requirements.every((id) => ids.includes(id));
  if (!isNew) return component;
  const slice = grouping.slices.find(({ requirements }) => requirements.some(({ id }) => ids.includes(id)));
  const others = new Set(slice?.requirements.map(({ id }) => id).filter((id) => !ids.includes(id)));
  return components.find((other) => other !== component && other.requirements.some((id) => others.has(id)));
}

/** A step in the words that the tables have for it now, if they leave the same files; else as it was drafted. */
export function stepAnew({ plan, step: number, draft }: RewriteInput): StepAnswer {
  const phase = plan.phases.find(({ steps }) => steps.some((step) => step.number === number));
  const step = phase?.steps.find((other) => other.number === number);
  if (phase === undefined || step === undefined || step.generatedBy !== "offline") return draft;
  // The tables would build anew what a step is only to change.
  if (builtIn(step).size > 0) return draft;
  const context = contextOf(plan);
  const known = filesOf(draft);
  const fitting = draftsFor(phase, draft, context).map((other) => withoutReach(other, known, context))
    .filter((other) =>
      sameSet(filesOf(other), known) && sameSet(new Set(other.requirements), new Set(draft.requirements))
    );
  const words = new Set(stemsIn(step.title));
  const likeness = ({ title }: StepAnswer) => stemsIn(title).filter((stem) => words.has(stem)).length;
  const [best] = fitting.sort((a, b) => likeness(b) - likeness(a));
  if (best === undefined) return draft;
  // Its name has the new words already; places and what is waited for stay, and so does who makes a file first.
  const { title, why, dependsOn, deliverables } = draft;
  const { why: _why, ...rest } = best;
  return { ...rest, title, ...(why === undefined ? {} : { why }), dependsOn, deliverables };
}

/** The steps that the tables have for what a step works on. */
function draftsFor({ kind }: Phase, { requirements }: StepAnswer, context: Context): StepAnswer[] {
  const cited = new Set(requirements);
  const qualities = [...context.grouping.qualities, ...context.otherLimits].filter(({ id }) => cited.has(id));
  switch (kind) {
    case "skeleton":
      return [...skeletonSteps(context), ...(context.existing === undefined ? [] : featuresOf(cited, context))];
    case "quality":
      return qualitySteps(context, qualities);
    case "release":
      return [...qualitySteps(context, qualities), ...releaseSteps(context, 0)];
    default:
      return featuresOf(cited, context);
  }
}

function featuresOf(cited: ReadonlySet<string>, context: Context): StepAnswer[] {
  return context.components.flatMap((component) => {
    const own = component.requirements.filter((id) => cited.has(id));
    return own.length === 0 ? [] : componentSteps(component, own, context);
  });
}

/** The last step of a component makes it reachable: one in its middle must not do so, too. */
function withoutReach(step: StepAnswer, known: ReadonlySet<string>, { entry }: Context): StepAnswer {
  if (known.has(entry)) return step;
  const reach = `from \`${entry}\`.`;
  return {
    ...step,
    do: step.do.filter((line) => !(line.startsWith("Reach ") && line.endsWith(reach))),
    deliverables: step.deliverables.filter(({ path }) => path !== entry),
  };
}

function filesOf({ deliverables }: StepAnswer): Set<string> {
  return new Set(deliverables.map(({ path }) => path));
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}
