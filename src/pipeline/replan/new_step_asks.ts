import { type PhaseStepsAnswer, phaseStepsAnswer } from "../../plan/answers.ts";
import { madeBy } from "../../plan/made_files.ts";
import type { FreshDemand, Replanned } from "../../plan/replan/types.ts";
import type { Phase, Plan, Requirement } from "../../plan/types.ts";
import { shorten } from "../../text.ts";
import type { Ask } from "../stage.ts";
import { draftOf } from "./rewrite_asks.ts";

/** One call is told so many demands. */
const MOST_DEMANDS = 10;
/** The most files and steps that a call tells. */
const MOST_FILES = 200;
const MOST_STEPS = 200;

/** The calls for steps of new demands, and of those that only done steps work on. */
export function newStepAsks(floor: Replanned, shared: Ask<PhaseStepsAnswer>["shared"]): Ask<PhaseStepsAnswer>[] {
  const parts = Math.ceil(floor.fresh.length / MOST_DEMANDS);
  return Array.from({ length: parts }, (_, part) => {
    const demands = floor.fresh.slice(part * MOST_DEMANDS, (part + 1) * MOST_DEMANDS);
    return askFor(demands, parts === 1 ? "new steps" : `new steps, part ${part + 1}`, floor, shared);
  });
}

function askFor(
  demands: readonly FreshDemand[],
  label: string,
  { plan, fresh, drafted }: Replanned,
  shared: Ask<PhaseStepsAnswer>["shared"],
): Ask<PhaseStepsAnswer> {
  const { components = [] } = plan.design ?? {};
  const ids = new Set(demands.map(({ requirement }) => requirement.id));
  const added = new Set(fresh.filter(({ before }) => before === undefined).map(({ requirement }) => requirement.id));
  const own = new Set(drafted);
  const steps = plan.phases.flatMap((phase) => phase.steps).filter(({ number, status }) =>
    status !== "retired" && !own.has(number)
  );
  const files = madeBy(steps);
  return {
    label,
    shared,
    slice: {
      demands: demands.map(({ requirement, before }) => ({
        ...told(requirement),
        ...(before === undefined ? {} : { saidBefore: before.text, builtIn: builtIn(before.id, steps) }),
      })),
      components: components.filter(({ requirements }) => requirements.some((id) => !added.has(id)))
        .map(({ name, purpose, path }) => ({ name, purpose, path })),
      existingSteps: steps.slice(-MOST_STEPS).map(({ title, status }) => ({ title, done: status === "done" })),
      files: files.slice(-MOST_FILES),
    },
    schema: phaseStepsAnswer,
    schemaName: "phase_steps",
    prompt: "new_steps",
    input: {
      plan: withoutPlaces(plan, added),
      demands: [...ids],
      built: demands.filter(({ before }) => before !== undefined).map(({ requirement }) => requirement.id),
      drafts: draftsOf(plan, drafted, ids),
    },
    problems: (answer) => problemsOf(answer, demands, new Set(files)),
    fromMarkdown: async (text) =>
      (await import("../stages/steps_from_markdown.ts")).stepsFromMarkdown(plan, aPhase(plan, [...ids]), text),
  };
}

/** What new steps leave out, and what they must leave alone: code removes what is no longer asked for. */
function problemsOf(
  { steps }: PhaseStepsAnswer,
  demands: readonly FreshDemand[],
  made: ReadonlySet<string>,
): string[] {
  const cited = new Set(steps.flatMap(({ requirements }) => requirements));
  const ids = new Set(demands.map(({ requirement }) => requirement.id));
  return [
    ...demands.filter(({ requirement }) => !cited.has(requirement.id)).map(({ requirement: { id, text } }) =>
      `No step works on ${id}: "${shorten(text, 100)}". Cite it in the step that answers it.`
    ),
    ...steps.flatMap(({ type, requirements, deliverables }, at) =>
      [
        ...(type === "removal" ? ["must not be a removal: what is no longer asked for is removed elsewhere"] : []),
        ...requirements.filter((id) => !ids.has(id)).map((id) => `must not cite ${id}: it is not among the demands`),
        ...deliverables.filter(({ path, action }) => action === "delete" && made.has(path))
          .map(({ path }) => `must not delete ${path}: another step made it`),
      ].map((problem) => `step ${at + 1} ${problem}`)
    ),
  ];
}

function told({ id, text, kind, priority, acceptance, group }: Requirement): Partial<Requirement> {
  return { id, text, kind, priority, ...(group === undefined ? {} : { group }), acceptance };
}

/** The files that done steps have left for a requirement. */
function builtIn(id: string, steps: Phase["steps"]): string[] {
  const done = steps.filter(({ status, requirements }) => status === "done" && requirements.includes(id));
  return [...new Set(done.flatMap(({ deliverables }) => deliverables.map(({ path }) => path)))].slice(0, 20);
}

/** The plan before anybody has said where new demands belong: that is for whoever answers. */
function withoutPlaces(plan: Plan, added: ReadonlySet<string>): Plan {
  if (plan.design === undefined) return plan;
  const components = plan.design.components.map((component) => ({
    component,
    requirements: component.requirements.filter((id) => !added.has(id)),
  })).filter(({ component, requirements }) => requirements.length > 0 || component.requirements.length === 0)
    .map(({ component, requirements }) => ({ ...component, requirements }));
  return { ...plan, design: { ...plan.design, components } };
}

/** The steps that code has drafted, one a demand and in their order. */
function draftsOf({ phases }: Plan, drafted: readonly string[], ids: ReadonlySet<string>) {
  const numbers = new Set(drafted);
  return phases.flatMap((phase) =>
    phase.steps.filter(({ number, requirements }) => numbers.has(number) && requirements.some((id) => ids.has(id)))
      .map((step) => ({ ...draftOf(step, phase), dependsOn: [] }))
  );
}

/** A phase for what has none yet. */
function aPhase({ phases, revision }: Plan, requirements: string[]): Phase {
  return {
    number: phases.length + 1,
    title: `Changes of revision ${revision}`,
    goal: "The new demands are met.",
    requirements,
    exitCriteria: [],
    steps: [],
    generatedBy: "offline",
  };
}
