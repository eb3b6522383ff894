/**
 * The steps that come: what removes code, what was drafted, what makes up for the rest, and what closes a phase of its own.
 * @module
 */
import type { StepAnswer } from "../answers.ts";
import type { Phase, Plan } from "../types.ts";
import type { Placed } from "./citing.ts";
import { closingSteps } from "./closing.ts";
import type { Effects } from "./effects.ts";
import { phaseFor, placed } from "./place.ts";
import { hostsAmong, isExclusion, type PlainContext, plainStep } from "./plain.ts";
import { removalOf, Touched } from "./removal.ts";
import { settleDrafts } from "./settle.ts";
import type { DraftedStep, Drafts, FreshDemand } from "./types.ts";
import { builtAs, tellingWhatWasBuilt } from "./wording.ts";

/** What new steps follow from. */
export interface Adding {
  /** The plan without new steps. */
  kept: Plan;
  effects: Effects;
  drafts: Drafts;
  revision: number;
}

/** The phases with steps that remove, that were drafted, and that make up for what was not. */
export function newSteps({ kept, effects, drafts, revision }: Adding): { phases: Phase[]; drafted: string[] } {
  const touched = new Touched(kept.phases.flatMap(({ steps }) => steps).filter(({ status }) => status !== "retired"));
  const removals = effects.leftovers.flatMap((leftover) => removalOf(leftover, touched, kept.commands) ?? []);
  const built = new Map(
    effects.fresh.flatMap(({ before }) => before === undefined ? [] : [[before.id, builtAs(before)]]),
  );
  const fresh = (drafts.fresh ?? []).map(({ answer, author }): DraftedStep => {
    const own = new Map([...built].filter(([id]) => answer.requirements.includes(id)));
    return { answer: { ...answer, do: tellingWhatWasBuilt(answer.do, own) }, author };
  });
  const answered = new Set(fresh.flatMap(({ answer }) => answer.requirements));
  const rest = effects.fresh.filter(({ requirement }) => !answered.has(requirement.id));
  const count = removals.length + fresh.length + rest.length;
  if (count === 0) return { phases: kept.phases, drafted: [] };
  const target = phaseFor(kept.phases, count, lastTouched(effects, fresh, removals.length > 0));
  const plain = plainSteps(rest, { plan: kept, effects, target, removals });
  const before = kept.phases.slice(0, (target ?? kept.phases.length) + 1).flatMap(({ steps }) => steps);
  const settled = settleDrafts(
    [...removals, ...fresh.map(({ answer }) => answer), ...plain],
    before,
    kept.existing?.files,
  );
  const all = settled.map((answer, at): DraftedStep => {
    const draft = fresh[at - removals.length];
    if (draft === undefined || at < removals.length) return { answer, author: "offline" };
    const dependsOn = answer.dependsOn.map((position) => position + removals.length);
    return { answer: { ...answer, dependsOn }, author: draft.author };
  });
  const closing = target === undefined && isReleased(kept)
    ? closingSteps(kept, effects.fresh.map(({ requirement }) => requirement.id), all.length, revision)
    : [];
  const { phases, numbers } = placed({
    plan: kept,
    target,
    drafts: [...all, ...closing.map((answer): DraftedStep => ({ answer, author: "offline" }))],
    fresh: effects.fresh,
    revision,
  });
  return { phases, drafted: numbers.slice(removals.length, count) };
}

/** Whether there is a phase of release to do again after it. */
function isReleased({ phases }: Plan): boolean {
  return phases.some(({ kind, steps }) => kind === "release" && steps.some(({ status }) => status !== "retired"));
}

/** The place of the last phase whose done steps the new ones build on; -1 where there is none. */
function lastTouched({ fresh, leftovers, citing }: Effects, drafts: readonly DraftedStep[], removes: boolean): number {
  const paths = new Set(drafts.flatMap(({ answer }) => answer.deliverables).map(({ path }) => path));
  if (fresh.some(({ requirement }) => isExclusion(requirement))) paths.add("README.md");
  const places = [
    ...fresh.flatMap(({ requirement, before }) => before === undefined ? [] : citing.mainOf(requirement.id)),
    ...(removes ? leftovers.flatMap(({ own, shared }): Placed[] => [...own, ...shared]) : []),
    // What is done is there, whatever its place: a step before it could only make it a second time.
    ...citing.steps.filter(({ step }) =>
      step.status === "done" && step.deliverables.some(({ path, action }) => action === "create" && paths.has(path))
    ),
  ];
  return places.reduce((last, { at }) => Math.max(last, at), -1);
}

function plainSteps(
  rest: readonly FreshDemand[],
  { plan, effects: { citing, leftovers }, target, removals }: {
    plan: Plan;
    effects: Effects;
    target: number | undefined;
    removals: readonly StepAnswer[];
  },
): StepAnswer[] {
  if (rest.length === 0) return [];
  const useless = new Set(leftovers.flatMap(({ own }) => own.map(({ step }) => step.number)));
  const before = plan.phases.slice(0, (target ?? plan.phases.length) + 1).flatMap(({ steps }) => steps)
    .filter(({ status }) => status !== "retired");
  const there = new Set(plan.existing?.files);
  for (const { path, action } of [...before, ...removals].flatMap(({ deliverables }) => deliverables)) {
    if (action === "delete") there.delete(path);
    else there.add(path);
  }
  const context: PlainContext = {
    plan,
    there,
    hostOf: hostsAmong(before.filter(({ type, number }) => type !== "removal" && !useless.has(number))),
    doneFor: (id) => citing.mainOf(id).map(({ step }) => step),
  };
  return rest.map((demand) => plainStep(demand, context));
}
