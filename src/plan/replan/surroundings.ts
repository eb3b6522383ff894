/**
 * What stands around the steps, brought in line with the requirements.
 * @module
 */
import type { Component, Design, Phase, Plan, Requirement, Risk, Step } from "../types.ts";
import { stemsIn } from "../stems.ts";
import { reworded, speaksOnlyOf, withNewParts, withoutNamed, withoutParts } from "./reword.ts";
import type { RequirementChanges } from "./types.ts";
import { briefly, quote } from "./wording.ts";

/** The requirements of a plan after the change, in their order; the new ones come last. */
export function requirementsAfter(plan: Plan, changes: RequirementChanges): Requirement[] {
  const { added, changed, retired, updated, moved } = changes;
  const after = new Map(
    [...changed.map(({ after }) => after), ...retired, ...updated, ...moved].map((each) => [each.id, each]),
  );
  return [...plan.requirements.map((each) => after.get(each.id) ?? each), ...added];
}

/** Takes retired requirements out of a phase, and puts new words in the place of old ones. */
export function phaseAfter(
  phase: Phase,
  { changed, retired }: RequirementChanges,
  standing: readonly Requirement[],
): Phase {
  const gone = new Set(retired.map(({ id }) => id));
  const own = new Set(phase.requirements);
  const lost = retired.filter(({ id }) => own.has(id));
  const other = changed.filter(({ after }) => own.has(after.id));
  if (lost.length + other.length === 0) return phase;
  const kept = standing.filter(({ id }) => own.has(id));
  const criteria = phase.exitCriteria.filter((text) => !speaksOnlyOf(text, lost, kept)).map((text) =>
    reworded(text, other).text
  );
  return {
    ...phase,
    title: withoutParts(withNewParts(reworded(phase.title, other).text, other), lost, kept),
    goal: withoutParts(withNewParts(reworded(phase.goal, other).text, other), lost, kept),
    requirements: phase.requirements.filter((id) => !gone.has(id)),
    exitCriteria: criteria.length > 0 || phase.exitCriteria.length === 0
      ? criteria
      : ["All steps of this phase are done, and each of their checks was seen to pass."],
  };
}

/** What the plan says of the whole, in the new words, and without what is retired. */
export function wholeAfter(
  { project, handoff, definitionOfDone }: Plan,
  { changed, retired }: RequirementChanges,
  standing: readonly Requirement[],
): Pick<Plan, "project" | "definitionOfDone" | "handoff"> {
  const lines = (texts: string[]): string[] => {
    const kept = texts.map((text) => withoutNamed(text, retired, standing))
      .filter((text) => !speaksOnlyOf(text, retired, standing)).map((text) => reworded(text, changed).text);
    return kept.length === 0 ? texts : kept;
  };
  return {
    project: { ...project, summary: reworded(project.summary, changed).text },
    definitionOfDone: lines(definitionOfDone),
    ...(handoff === undefined ? {} : {
      handoff: {
        ...handoff,
        instructions: lines(handoff.instructions),
        stopWhen: lines(handoff.stopWhen),
        notes: lines(handoff.notes),
      },
    }),
  };
}

/** What the design says in the words of changed requirements, in their new words. */
export function designAfter(design: Design, { changed }: RequirementChanges): Design {
  const put = (text: string) => reworded(text, changed).text;
  return {
    ...design,
    objectives: design.objectives.map(put),
    components: design.components.map((component) => ({ ...component, purpose: put(component.purpose) })),
  };
}

/**
 * Components lose what is retired, and go where nothing is left of them; they gain what steps now build in their files. What
 * has no place gets one. The component that only starts the program answers no requirement and stays so.
 */
export function componentsAfter(
  components: readonly Component[],
  retired: ReadonlySet<string>,
  added: readonly Requirement[],
  steps: readonly Step[],
): Component[] {
  const all = components.flatMap((component): Component[] => {
    const requirements = component.requirements.filter((id) => !retired.has(id));
    if (requirements.length === component.requirements.length) return [component];
    return requirements.length === 0 ? [] : [{ ...component, requirements }];
  });
  const byPath = new Map(
    all.flatMap(({ path, requirements }, at) => path === undefined || requirements.length === 0 ? [] : [[path, at]]),
  );
  const citing = new Map<string, Step[]>();
  for (const step of steps) {
    for (const id of step.requirements) {
      const list = citing.get(id);
      if (list === undefined) citing.set(id, [step]);
      else list.push(step);
    }
  }
  const names = new Set(all.map(({ name }) => name));
  for (const requirement of added) {
    if (requirement.kind !== "functional") continue;
    const own = (citing.get(requirement.id) ?? []).filter(({ type }) => type === "feature");
    const files = own.flatMap(({ deliverables }) => deliverables);
    const at = files.map(({ path }) => byPath.get(path)).find((place) => place !== undefined) ??
      (files.some(({ action }) => action === "create") ? undefined : nearest(all, requirement));
    const component = at === undefined ? undefined : all[at];
    if (at !== undefined && component !== undefined) {
      all[at] = { ...component, requirements: [...component.requirements, requirement.id] };
      continue;
    }
    const name = uniqueName(briefly(requirement, 60), names);
    const path = files.find(({ action }) => action === "create")?.path;
    if (path !== undefined) byPath.set(path, all.length);
    all.push({
      name,
      purpose: `Answers ${requirement.id}: ${quote(requirement, 160)}`,
      ...(path === undefined ? {} : { path }),
      requirements: [requirement.id],
    });
  }
  return all;
}

/** The component that speaks most of the same. */
function nearest(components: readonly Component[], { text, group = "" }: Requirement): number | undefined {
  const words = new Set(stemsIn(`${text} ${group}`));
  let best: { at: number; score: number } | undefined;
  components.forEach(({ name, purpose, requirements }, at) => {
    if (requirements.length === 0) return;
    const score = [...new Set(stemsIn(`${name} ${purpose}`))].filter((stem) => words.has(stem)).length;
    if (score > 0 && (best === undefined || score > best.score)) best = { at, score };
  });
  return best?.at;
}

function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
  taken.add(unique);
  return unique;
}

/**
 * Risks lose requirements that are retired. A risk that threatened nothing else stays: whoever saw it may still be right, and
 * ids are never used again. Where all steps that dealt with it are retired, the first that works on what it threatens does.
 */
export function risksAfter(risks: readonly Risk[], retired: ReadonlySet<string>, steps: readonly Step[]): Risk[] {
  const counting = steps.filter(({ status }) => status !== "retired");
  const numbers = new Set(counting.map(({ number }) => number));
  const first = new Map<string, string>();
  for (const { number, requirements } of counting) {
    for (const id of requirements) if (!first.has(id)) first.set(id, number);
  }
  return risks.map((risk) => {
    const requirements = risk.requirements?.filter((id) => !retired.has(id));
    const standing = risk.steps.filter((number) => numbers.has(number));
    const same = requirements?.length === risk.requirements?.length && standing.length === risk.steps.length;
    if (same) return risk;
    const anew = [...new Set((requirements ?? []).flatMap((id) => first.get(id) ?? []))];
    const fallback = anew.length > 0 ? anew : counting.slice(0, 1).map(({ number }) => number);
    return {
      ...risk,
      ...(requirements === undefined ? {} : { requirements }),
      steps: standing.length > 0 || risk.steps.length === 0 ? standing : fallback,
    };
  });
}
