import { type StepAnswer, stepAnswer } from "../../plan/answers.ts";
import { madeBy } from "../../plan/made_files.ts";
import { type Reword, rewordOf } from "../../plan/replan/reword.ts";
import { insideOf, textsOf } from "../../plan/replan/rewrite.ts";
import type { Replanned, Rewrite } from "../../plan/replan/types.ts";
import { stemsIn } from "../../plan/stems.ts";
import type { Phase, Plan, Requirement, Step } from "../../plan/types.ts";
import type { Ask } from "../stage.ts";
import { lostWork } from "../stages/lost_work.ts";
import { earlierSteps } from "../stages/step_repairs.ts";

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
  const changed = floor.rewrites.flatMap((rewrite) => rewrite.changed);
  const reword = rewordOf([...new Set(changed)], plan.requirements.filter(({ status }) => status === "active"));
  return floor.rewrites.flatMap((rewrite): RewriteAsk[] => {
    const { phase, step } = places.get(rewrite.step) ?? {};
    const was = old.get(rewrite.step);
    if (phase === undefined || step === undefined || was === undefined) return [];
    return [{
      step: rewrite.step,
      author: was.generatedBy,
      ask: askFor({ plan, phase, step, was, rewrite, alone, needed, reword }, shared),
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
  reword: Reword;
}

function askFor({ plan, phase, step, was, rewrite, alone, needed, reword }: Asking, shared: Ask<StepAnswer>["shared"]) {
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
  const isCalledAfterOld = namesOld(rewrite);
  const mayLose = (path: string) =>
    needed.get(path) !== step.number && (rewrite.retired.length > 0 || isCalledAfterOld(path));
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
      earlierSteps: earlierSteps(earlier),
      filesMadeEarlier: madeBy(before).slice(-MOST_FILES),
    },
    schema: stepAnswer,
    schemaName: "step",
    prompt: "step_replan" as const,
    input: { plan, step: step.number, draft: draftOf(step, phase) },
    problems: (answer: StepAnswer) => [
      ...must.filter((id) => !answer.requirements.includes(id)).map((id) => `it must cite ${id}`),
      ...answer.requirements.filter((id) => !citable.has(id)).map((id) => `it must not cite ${id}`),
      ...lostWork(was, answer, { file: mayLose }),
      ...leftUndone(answer, was, step),
      ...(done.length > 0 ? [] : oldWords(answer, changed, reword)),
    ],
  };
}

/** What code would have changed must not stay as it was. */
function leftUndone(answer: StepAnswer, was: Step, byCode: Step): string[] {
  const [now, before, other] = [answer, was, byCode].map((each) => textsOf(each).join("\n"));
  return now === before && before !== other ? ["it says the same as before"] : [];
}

/** Nothing of what changed may be left, unless it is built and has to be told. */
function oldWords(answer: StepAnswer, changed: ReadonlySet<string>, reword: Reword): string[] {
  const old = new Set(textsOf(answer).flatMap((text) => [...reword(text, changed).replaced]));
  return [...old.intersection(changed)].map((id) => `it still says the old words of ${id}`);
}

/** Whether a file is called by words that are no longer in a requirement. */
function namesOld({ changed }: Rewrite): (path: string) => boolean {
  const gone = new Set(changed.flatMap(({ before, after }) => {
    const kept = new Set(stemsIn(after.text));
    return stemsIn(before.text).filter((stem) => !kept.has(stem));
  }));
  return (path) => stemsIn(path.replace(/[^\p{L}\p{N}]+/gu, " ")).some((stem) => gone.has(stem));
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
