import { type StepAnswer, stepAnswer } from "../../plan/answers.ts";
import { madeBy } from "../../plan/replan/files.ts";
import { insideOf } from "../../plan/replan/rewrite.ts";
import type { Replanned, Rewrite } from "../../plan/replan/types.ts";
import type { Phase, Plan, Requirement, Step } from "../../plan/types.ts";
import type { Ask } from "../stage.ts";

/** The most files of earlier steps that a call tells. */
const MOST_FILES = 200;

/** A call for one step anew. */
export interface RewriteAsk {
  /** The step's number. */
  step: string;
  /** Who wrote it before. */
  author: string;
  ask: Ask<StepAnswer>;
}

/**
 * One call for each step that changes of requirements concern: what it said, what changed, and what it may refer to.
 *
 * @param before The plan before the change.
 * @param floor The plan after it, as code made it.
 */
export function rewriteAsks(before: Plan, floor: Replanned, shared: Ask<StepAnswer>["shared"]): RewriteAsk[] {
  const { plan } = floor;
  const places = new Map(plan.phases.flatMap((phase) => phase.steps.map((step) => [step.number, { phase, step }])));
  const old = new Map(before.phases.flatMap(({ steps }) => steps).map((step) => [step.number, step]));
  const alone = citedOnce(plan);
  const needed = makersOf(plan);
  return floor.rewrites.flatMap((rewrite): RewriteAsk[] => {
    const { phase, step } = places.get(rewrite.step) ?? {};
    const was = old.get(rewrite.step);
    if (phase === undefined || step === undefined || was === undefined) return [];
    return [{
      step: rewrite.step,
      author: was.generatedBy,
      ask: askFor({ plan, phase, step, was, rewrite, alone, needed }, shared),
    }];
  });
}

interface Asking {
  /** The plan after the change, as code made it. */
  plan: Plan;
  phase: Phase;
  /** The step as code wrote it. */
  step: Step;
  /** The step before. */
  was: Step;
  rewrite: Rewrite;
  /** Requirements that one step alone cites. */
  alone: ReadonlySet<string>;
  /** Who makes each file that later steps change. */
  needed: ReadonlyMap<string, string>;
}

function askFor({ plan, phase, step, was, rewrite, alone, needed }: Asking, shared: Ask<StepAnswer>["shared"]) {
  const at = phase.steps.indexOf(step);
  const earlier = phase.steps.slice(0, at);
  const before = [...plan.phases.slice(0, plan.phases.indexOf(phase)).flatMap(({ steps }) => steps), ...earlier];
  const citable = new Set([...phase.requirements, ...step.requirements]);
  const { type, title, why, do: instructions, deliverables, verify, size } = was;
  const changed = new Set(rewrite.changed.map(({ after }) => after.id));
  const done = before.filter(({ status, requirements }) =>
    status === "done" && requirements.some((id) => changed.has(id))
  );
  const must = step.requirements.filter((id) => alone.has(id) || changed.has(id));
  const files = was.deliverables.filter(({ path }) => needed.get(path) === step.number).map(({ path }) => path);
  const hasCommand = was.verify.some(({ command }) => command !== undefined);
  return {
    label: `replan step ${step.number}`,
    shared,
    slice: {
      phase: { number: phase.number, title: phase.title, goal: phase.goal },
      step: {
        type,
        title,
        why,
        do: instructions,
        requirements: step.requirements,
        dependsOn: insideOf(step, phase),
        deliverables,
        verify,
        size,
      },
      changed: rewrite.changed.map(({ before, after }) => ({ ...told(after), saidBefore: before.text })),
      retired: rewrite.retired.map(({ id, text }) => ({ id, text })),
      done: done.map(({ title, deliverables }) => ({ title, files: deliverables.map(({ path }) => path) })),
      requirements: plan.requirements.filter(({ id, status }) => status === "active" && citable.has(id)).map(told),
      earlierSteps: earlier.map(({ title }, index) => ({ position: index + 1, title })),
      filesMadeEarlier: madeBy(before).slice(-MOST_FILES),
    },
    schema: stepAnswer,
    schemaName: "step",
    prompt: "step_replan" as const,
    input: { plan, step: step.number, draft: draftOf(step, phase) },
    problems: (answer: StepAnswer) => [
      ...must.filter((id) => !answer.requirements.includes(id)).map((id) => `it must cite ${id}`),
      ...answer.requirements.filter((id) => !citable.has(id)).map((id) => `it must not cite ${id}`),
      ...files.filter((path) => !answer.deliverables.some((each) => each.path === path && each.action !== "delete"))
        .map((path) => `it must keep the file ${path}, which later steps change`),
      ...(answer.type === type ? [] : [`it must stay of the type ${type}`]),
      ...(hasCommand && !answer.verify.some(({ command }) => command !== undefined)
        ? ["it must keep a command to verify"]
        : []),
    ],
  };
}

function told({ id, text, acceptance }: Requirement): { id: string; text: string; acceptance?: string[] } {
  return { id, text, ...(acceptance.length === 0 ? {} : { acceptance }) };
}

/** A step as an answer. */
export function draftOf(step: Step, phase: Phase): StepAnswer {
  const { type, title, why, do: instructions, requirements, deliverables, verify, size } = step;
  return {
    type,
    title,
    ...(why === undefined ? {} : { why }),
    do: instructions,
    requirements,
    dependsOn: insideOf(step, phase),
    deliverables,
    verify,
    size,
  };
}

/** The requirements that stand and that only one step works on. */
function citedOnce({ requirements, phases }: Plan): Set<string> {
  const counts = new Map<string, number>();
  for (const step of phases.flatMap(({ steps }) => steps)) {
    if (step.status === "retired") continue;
    for (const id of new Set(step.requirements)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return new Set(
    requirements.filter(({ id, status }) => status === "active" && counts.get(id) === 1).map(({ id }) => id),
  );
}

/** The steps that make files which later ones change, by path. */
function makersOf({ phases }: Plan): Map<string, string> {
  const makers = new Map<string, string>();
  const needed = new Map<string, string>();
  for (const { number, status, deliverables } of phases.flatMap(({ steps }) => steps)) {
    if (status === "retired") continue;
    for (const { path, action } of deliverables) {
      const maker = makers.get(path);
      if (action === "create") makers.set(path, number);
      else if (maker !== undefined && maker !== number) needed.set(path, maker);
    }
  }
  return needed;
}
