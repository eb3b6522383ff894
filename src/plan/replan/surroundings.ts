/**
 * What stands around the steps, brought in line with the requirements.
 * @module
 */
import type { Component, Design, Phase, Plan, Requirement, Risk, Step } from "../types.ts";
import { stemsIn } from "../stems.ts";
import { rewordOf, titleIn } from "./reword.ts";
import { staleOf } from "./stale.ts";
import type { RequirementChanges } from "./types.ts";
import { briefly, quote } from "./wording.ts";

/** The requirements of a plan after the change, in their order; the new ones come last. */
export function requirementsAfter(plan: Plan, changes: RequirementChanges): Requirement[] {
  const { added, changed, retired, updated, moved } = changes;
  const after = new Map(
    [...changed.map(({ after }) => after), ...retired, ...updated, ...moved, ...added].map((each) => [each.id, each]),
  );
  const known = new Set(plan.requirements.map(({ id }) => id));
  return [...plan.requirements.map((each) => after.get(each.id) ?? each), ...added.filter(({ id }) => !known.has(id))];
}

/** What stands around the steps, as it is afterwards. */
export interface Surroundings {
  phase(phase: Phase): Phase;
  design(design: Design): Design;
  whole(plan: Plan): Pick<Plan, "project" | "definitionOfDone" | "handoff">;
  risk(risk: Risk): Risk;
}

/** Prepares the change of what stands around: new words come in the place of old ones, and what is retired goes. */
export function surroundingsOf(
  { changed, retired, added }: RequirementChanges,
  standing: readonly Requirement[],
): Surroundings {
  const reword = rewordOf(changed, standing);
  const put = (text: string) => reword(text).text;
  const isAdded = new Set(added.map(({ id }) => id));
  const lasting = standing.filter(({ id }) => !isAdded.has(id));
  const gone = new Set(retired.map(({ id }) => id));
  const ofAll = staleOf(retired, standing);
  const lines = (texts: string[]): string[] => {
    const kept = texts.map(ofAll.without).filter((text) => !ofAll.isAll(text)).map(put);
    return kept.length === 0 ? texts : kept;
  };
  return {
    phase(phase) {
      const own = new Set(phase.requirements);
      const lost = retired.filter(({ id }) => own.has(id));
      const stale = staleOf(lost, lasting.filter(({ id }) => own.has(id)));
      const criteria = phase.exitCriteria.filter((text) => !stale.isAll(text));
      return {
        ...phase,
        title: stale.without(titleIn(reword, phase.title)),
        goal: stale.without(put(phase.goal)),
        requirements: phase.requirements.filter((id) => !gone.has(id)),
        exitCriteria: criteria.length > 0 || phase.exitCriteria.length === 0
          ? criteria.map(put)
          : ["All steps of this phase are done, and each of their checks was seen to pass."],
      };
    },
    design: (design) => ({
      ...design,
      objectives: design.objectives.map(put),
      architecture: put(design.architecture),
      components: design.components.map((component) => ({
        ...component,
        name: titleIn(reword, component.name),
        purpose: put(component.purpose),
      })),
    }),
    whole: ({ project, handoff, definitionOfDone }) => ({
      project: { ...project, summary: put(project.summary) },
      definitionOfDone: lines(definitionOfDone),
      ...(handoff === undefined ? {} : {
        handoff: {
          ...handoff,
          instructions: lines(handoff.instructions),
          stopWhen: lines(handoff.stopWhen),
          notes: lines(handoff.notes),
        },
      }),
    }),
    risk: (risk) => {
      const [text, mitigation] = [put(risk.text), put(risk.mitigation)];
      return text === risk.text && mitigation === risk.mitigation ? risk : { ...risk, text, mitigation };
    },
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
