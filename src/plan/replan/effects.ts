import type { Plan, Requirement, Step } from "../types.ts";
import { Citing, isOpen, type Placed, spokenOf } from "./citing.ts";
import type { FreshDemand, RequirementChanges, Rewrite } from "./types.ts";

/** Code that was made for what stands no longer. */
export interface Leftover {
  requirements: Requirement[];
  /** Done steps that served nothing else. */
  own: Placed[];
  /** Done steps that served other requirements too. */
  shared: Placed[];
}

/** What a change of requirements means for the steps. */
export interface Effects {
  /** The numbers of open steps that serve nothing any more. */
  retired: Set<string>;
  rewrites: Map<string, Rewrite>;
  fresh: FreshDemand[];
  leftovers: Leftover[];
  citing: Citing;
  notices: string[];
}

/**
 * Works out what becomes of each step: done ones stay as they are, open ones stay, are written anew or retired.
 *
 * @param plan The plan before.
 */
export function effectsOf(plan: Plan, { added, changed, retired }: RequirementChanges): Effects {
  const citing = new Citing(plan);
  const changedById = new Map(changed.map((change) => [change.after.id, change]));
  const retiredById = new Map(retired.map((requirement) => [requirement.id, requirement]));
  const stands = new Set(
    plan.requirements.filter(({ id, status }) => status === "active" && !retiredById.has(id)).map(({ id }) => id),
  );
  const effects: Effects = {
    retired: new Set(),
    rewrites: new Map(),
    fresh: added.map((requirement) => ({ requirement })),
    leftovers: [],
    citing,
    notices: [],
  };
  const inUse = new Set(
    citing.steps.filter(({ step }) => step.status === "done").flatMap(({ step }) => step.deliverables)
      .map(({ path }) => path),
  );
  for (const placed of citing.steps) {
    const { step } = placed;
    if (!isOpen(step)) continue;
    const lost = step.requirements.filter((id) => retiredById.has(id));
    const idle = lost.length > 0 && !step.requirements.some((id) => stands.has(id));
    if (idle && !citing.servesWhole(placed) && !makesForDone(step, inUse)) {
      effects.retired.add(step.number);
      noteWork(step, "is retired", effects);
      continue;
    }
    const named = new Set([...step.requirements, ...spokenOf(step)]);
    const about = {
      changed: [...named].flatMap((id) => changedById.get(id) ?? []),
      retired: [...named].flatMap((id) => retiredById.get(id) ?? []),
    };
    if (about.changed.length + about.retired.length === 0) continue;
    effects.rewrites.set(step.number, { step: step.number, ...about });
    noteWork(step, "is written anew", effects);
  }
  for (const { before, after } of changed) {
    const main = citing.mainOf(after.id);
    // What nobody was to work on still needs nobody, if it says why.
    if (main.length === 0 && (after.outOfScope ?? "").trim() !== "") continue;
    if (main.every(({ step }) => step.status === "done")) {
      effects.fresh.push({ requirement: after, ...(main.length === 0 ? {} : { before }) });
    }
  }
  effects.leftovers = leftoversOf(retired, stands, citing);
  return effects;
}

/** Whether what is done builds on a file that the step was to make: work went on without waiting for it. */
function makesForDone({ deliverables }: Step, inUse: ReadonlySet<string>): boolean {
  return deliverables.some(({ path, action }) => action === "create" && inUse.has(path));
}

function noteWork({ number, status, title }: Step, what: string, { notices }: Effects): void {
  if (status === "doing") notices.push(`Step ${number} "${title}" is being worked on and ${what}: tell whoever does.`);
}

/** What was made for retired requirements; those that a step served together are one. */
function leftoversOf(retired: readonly Requirement[], stands: ReadonlySet<string>, citing: Citing): Leftover[] {
  const leftovers: Leftover[] = [];
  const byStep = new Map<Step, Leftover>();
  for (const requirement of retired) {
    const done = citing.mainOf(requirement.id).filter(({ step }) => step.status === "done" && step.type !== "removal");
    if (done.length === 0) continue;
    const isOwn = (placed: Placed) =>
      !citing.servesWhole(placed) && !placed.step.requirements.some((id) => stands.has(id));
    const own = done.filter(isOwn);
    const leftover = own.map(({ step }) => byStep.get(step)).find((found) => found !== undefined) ??
      { requirements: [], own: [], shared: [] };
    if (leftover.requirements.length === 0) leftovers.push(leftover);
    leftover.requirements.push(requirement);
    for (const placed of own) {
      if (byStep.has(placed.step)) continue;
      byStep.set(placed.step, leftover);
      leftover.own.push(placed);
    }
    leftover.shared.push(...done.filter((placed) => !isOwn(placed) && !leftover.shared.includes(placed)));
  }
  return leftovers;
}
