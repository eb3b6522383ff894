import type { PhaseStepsAnswer, StepAnswer } from "../plan/answers.ts";
import type { Plan } from "../plan/types.ts";
import { type NewStepsInput, type RewriteInput, stepAnew, stepsForDemands } from "./changes.ts";
import { capabilitiesOf, type Context, contextOf } from "./context.ts";
import type { DesignInput } from "./design.ts";
import { designSettled } from "./settled.ts";
import { writeHandoff } from "./handoff.ts";
import { planPhases } from "./phases.ts";
import { componentSteps } from "./steps/component.ts";
import { qualitySteps } from "./steps/quality.ts";
import { releaseSteps } from "./steps/release.ts";
import { skeletonSteps } from "./steps/skeleton.ts";

/** What the planner can be asked, by the name of the task. */
export const tasks: Readonly<Record<string, (input: unknown) => unknown>> = {
  project_design: (input) => designSettled(input as DesignInput),
  basic_devplan: (input) => ({ phases: planPhases(contextOf((input as { plan: Plan }).plan)) }),
  detailed_devplan: (input) => detail(input as DetailInput),
  handoff: (input) => writeHandoff((input as { plan: Plan }).plan),
};

/** A phase to detail, demands that need new steps, or a step to write anew. */
type DetailInput = { plan: Plan; phase: number } | NewStepsInput | RewriteInput;

function detail(input: DetailInput): PhaseStepsAnswer | StepAnswer {
  if ("demands" in input) return stepsForDemands(input);
  return "draft" in input ? stepAnew(input) : detailPhase(input);
}

function detailPhase({ plan, phase: number }: { plan: Plan; phase: number }): PhaseStepsAnswer {
  const context = contextOf(plan);
  const phase = plan.phases.find((other) => other.number === number);
  const cited = new Set(phase?.requirements);
  const qualities = [...context.grouping.qualities, ...context.otherLimits].filter(({ id }) => cited.has(id));
  switch (phase?.kind) {
    case "skeleton":
      return { steps: openingSteps(context, cited) };
    case "quality":
      return { steps: qualitySteps(context, qualities) };
    case "release": {
      const first = qualitySteps(context, qualities);
      return { steps: [...first, ...releaseSteps(context, first.length)] };
    }
    default:
      return { steps: featureSteps(context, cited) };
  }
}

/** The skeleton; in a project that is there, features of the same phase wait for it. */
function openingSteps(context: Context, cited: ReadonlySet<string>): StepAnswer[] {
  const ground = skeletonSteps(context);
  if (context.existing === undefined) return ground;
  const features = featureSteps(context, cited).map((step) => ({
    ...step,
    dependsOn: step.dependsOn.length === 0 ? [ground.length] : step.dependsOn.map((at) => at + ground.length),
  }));
  return [...ground, ...features];
}

/**
 * The steps of each component in the phase, one chain a component; positions count through the whole phase. What stands
 * on others (reports on data, export on results) waits for those before it; equals can be built side by side.
 */
function featureSteps(context: Context, cited: ReadonlySet<string>): PhaseStepsAnswer["steps"] {
  const steps: PhaseStepsAnswer["steps"] = [];
  const ends: { rank: number; position: number }[] = [];
  for (const component of context.components) {
    const own = component.requirements.filter((id) => cited.has(id));
    if (own.length === 0) continue;
    const offset = steps.length;
    const rank = capabilitiesOf(component, context)[0]?.rank ?? 2;
    const below = ends.filter((end) => end.rank < rank).map(({ position }) => position);
    for (const step of componentSteps(component, own, context)) {
      const before = step.dependsOn.map((position) => position + offset);
      steps.push({ ...step, dependsOn: before.length > 0 ? before : below });
    }
    ends.push({ rank, position: steps.length });
  }
  return steps;
}
