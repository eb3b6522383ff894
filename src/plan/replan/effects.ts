import type { Plan, Requirement, Step } from "../types.ts";
import { Citing, isOpen, type Placed, spokenOf } from "./citing.ts";
import type { FreshDemand, RequirementChanges, Rewrite } from "./types.ts";
import { builtAs, builtIn } from "./wording.ts";

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
export function effectsOf(plan: Plan, changes: RequirementChanges): Effects {
  const { added, changed, retired } = changes;
  const citing = new Citing(plan);
  const effects: Effects = { retired: new Set(), rewrites: new Map(), fresh: [], leftovers: [], citing, notices: [] };
  const known = new Map(plan.requirements.map((requirement) => [requirement.id, requirement]));
  const again = new Set(added.map(({ id }) => id).filter((id) => known.has(id)));
  const changedById = new Map(changed.map((change) => [change.after.id, change]));
  const retiredById = new Map(retired.map((requirement) => [requirement.id, requirement]));
  const stands = new Set(
    plan.requirements.filter(({ id, status }) => again.has(id) || (status === "active" && !retiredById.has(id)))
      .map(({ id }) => id),
  );
  const needless = needlessSteps(plan, { citing, changedById, retiredById, stands, again });
  for (const { step } of citing.steps) {
    if (!isOpen(step)) continue;
    if (needless.has(step)) {
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
  for (const requirement of added) {
    const builders = again.has(requirement.id) ? buildersOf(requirement.id, plan) : [];
    if (builders.length === 0) effects.fresh.push({ requirement });
    else {effects.notices.push(
        `${requirement.id} stands again, and what was built for it stays: ${numbersOf(builders)}.`,
      );}
  }
  for (const { before, after } of changed) {
    const main = citing.mainOf(after.id);
    // What nobody was to work on still needs nobody, if it says why.
    if (main.length === 0 && (after.outOfScope ?? "").trim() !== "") continue;
    if (main.every(({ step }) => step.status === "done")) {
      effects.fresh.push({ requirement: after, ...(main.length === 0 ? {} : { before }) });
    }
  }
  // A removal that is withdrawn may have been for more than what stands again.
  const left = [...needless].filter(({ type }) => type === "removal").flatMap(({ requirements }) => requirements)
    .filter((id) => !stands.has(id)).flatMap((id) => known.get(id) ?? []);
  effects.leftovers = leftoversOf([...retired, ...left], stands, citing);
  return effects;
}

/** What a change of requirements leaves. */
interface Standing {
  citing: Citing;
  changedById: ReadonlyMap<string, RequirementChanges["changed"][number]>;
  retiredById: ReadonlyMap<string, Requirement>;
  /** The requirements that stand. */
  stands: ReadonlySet<string>;
  /** Those of them that were retired before. */
  again: ReadonlySet<string>;
}

/** The open steps that nobody needs any more. */
function needlessSteps(plan: Plan, { citing, changedById, retiredById, stands, again }: Standing): Set<Step> {
  const inUse = new Set(
    citing.steps.filter(({ step }) => step.status === "done").flatMap(({ step }) => step.deliverables)
      .map(({ path }) => path),
  );
  const needless = new Set<Step>();
  const isGone = (step: Step) => step.status === "retired" || needless.has(step);
  const isNeedless = (placed: Placed): boolean => {
    const { step } = placed;
    const { requirements: cited } = step;
    if (step.type === "removal") return cited.some((id) => again.has(id));
    if (closes(placed, plan, isGone)) return !cited.some((id) => stands.has(id) && citing.isMain(step, id));
    if (cited.length > 0 && cited.every((id) => isAsBuilt(step, changedById.get(id)?.after))) return true;
    return cited.some((id) => retiredById.has(id)) && !cited.some((id) => stands.has(id)) &&
      !citing.servesWhole(placed) && !makesForDone(step, inUse);
  };
  for (const placed of citing.steps) if (isOpen(placed.step) && isNeedless(placed)) needless.add(placed.step);
  return needless;
}

/** Whether a step was to change what was built, and the requirement says again what it said then. */
function isAsBuilt(step: Step, requirement: Requirement | undefined): boolean {
  return requirement !== undefined && builtIn(step).get(requirement.id) === builtAs(requirement);
}

/** Whether a step only tells or releases, after the release, what others of its phase were to change and will not. */
function closes({ step, phase, at }: Placed, { phases }: Plan, isGone: (step: Step) => boolean): boolean {
  if (step.type !== "docs" && step.type !== "ops") return false;
  const awaited = phase.steps.filter(({ number }) => step.dependsOn.includes(number));
  return awaited.length > 0 && awaited.every(isGone) && phases.slice(0, at).some(({ kind }) => kind === "release");
}

/** The done steps that built a requirement which stands again; none if something of it was left undone or removed. */
function buildersOf(id: string, { phases }: Plan): Step[] {
  const own = phases.flatMap(({ steps }) => steps).filter(({ requirements }) => requirements.includes(id));
  const isLost = ({ type, status }: Step) => type === "removal" ? status === "done" : status === "retired";
  return own.some(isLost) ? [] : own.filter(({ type, status }) => type !== "removal" && status === "done");
}

function numbersOf(steps: readonly Step[]): string {
  const numbers = steps.slice(0, 5).map(({ number }) => number).join(", ");
  return `${steps.length === 1 ? "step" : "steps"} ${numbers}${steps.length > 5 ? ", ..." : ""}`;
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
