import type { Part } from "../checks/part.ts";
import { shorten } from "../../text.ts";
import { stepId } from "../ids.ts";
import type { Phase, Plan, Requirement, Risk, Step } from "../types.ts";
import { designOf, type DraftPlan } from "./draft.ts";
import { keyOf, numbersOf } from "./task_numbers.ts";
import type { Place, ReadPlan } from "./types.ts";

/** Gives a draft our numbers and ids, and says where each part of it comes from and what it does not tell. */
export function assemble(draft: DraftPlan): ReadPlan {
  const kept = draft.groups.flatMap((group, index) => group.tasks.length > 0 ? [{ group, index }] : []);
  const groups = kept.map(({ group }) => group);
  const renumbered = new Map(kept.map(({ index }, at) => [index, at + 1]));
  const places = new Map<string, Place>([["", { path: draft.path, line: 1 }]]);
  const ids = idsOf(draft);
  const known = new Set(ids.values());
  const numbers = numbersOf(groups, draft.format === "markdown" || draft.format === "openspec");
  const taken = new Set(
    groups.flatMap(({ tasks }) => tasks.flatMap(({ name, unique }) => unique && name ? [name] : [])),
  );
  const author = draft.format;

  const phases = groups.map((group, p): Phase => {
    const at = `/phases/${p}`;
    places.set(at, { path: draft.path, line: group.line, name: group.label });
    group.exit.forEach(({ line }, index) =>
      places.set(`${at}/exitCriteria/${index}`, { path: draft.path, line, name: group.label })
    );
    const steps = group.tasks.map((task, s): Step => {
      places.set(`${at}/steps/${s}`, { path: draft.path, line: task.line, name: task.label });
      for (const [part, { line, label }] of task.inside ?? []) {
        places.set(`${at}/steps/${s}/${part}`, { path: draft.path, line, name: label });
      }
      const number = `${p + 1}.${s + 1}`;
      return {
        id: task.unique && task.name !== undefined ? task.name : stepId(`${number} ${task.title}`, taken),
        number,
        type: task.type,
        title: task.title,
        do: task.do,
        // Without a list of demands nobody can say what a name stands for.
        requirements: ids.size === 0 ? [] : unique(task.cites.map((name) => ids.get(keyOf(name)) ?? name)),
        dependsOn: unique(task.needs.flatMap((name) => numbers.find(name, p) ?? numbers.foreign(name))),
        deliverables: unique(task.paths).map((path) => ({ path, action: "create" })),
        verify: task.verify,
        size: "M",
        status: task.status,
        generatedBy: author,
      };
    });
    const needs = [...group.needs].flatMap((index) => renumbered.get(index) ?? []).sort((a, b) => a - b);
    return {
      number: p + 1,
      title: group.title,
      goal: group.goal ?? group.title,
      requirements: unique(steps.flatMap(({ requirements }) => requirements)).filter((id) => known.has(id)),
      ...(needs.length === 0 ? {} : { dependsOn: needs }),
      exitCriteria: group.exit.map(({ text }) => text),
      steps,
      generatedBy: author,
    };
  });
  const design = designOf(draft, author);
  if (draft.stack !== undefined) places.set("/design", { ...draft.stack.place, name: "the design" });
  const requirements = draft.requirements.map((wanted, index): Requirement => {
    places.set(`/requirements/${index}`, { ...wanted.place, name: wanted.name });
    const { text, kind, priority, acceptance, retired, place: { line } } = wanted;
    return {
      id: ids.get(keyOf(wanted.name)) ?? `R${index + 1}`,
      text,
      kind,
      priority,
      source: { from: "brief", line },
      acceptance,
      status: retired ? "retired" : "active",
    };
  });
  const risks = draft.risks.map(({ text, mitigation, steps, place }, index): Risk => {
    places.set(`/risks/${index}`, { ...place, name: `the risk "${shorten(text, 60)}"` });
    return {
      id: `K${index + 1}`,
      text,
      likelihood: "medium",
      impact: "medium",
      mitigation: mitigation ?? "none is named",
      steps: unique(steps.flatMap((name) => numbers.find(name) ?? [])),
    };
  });
  const plan: Plan = {
    schemaVersion: 1,
    revision: 1,
    project: {
      name: draft.title,
      summary: draft.summary ?? draft.title,
      languages: draft.stack?.languages ?? [],
      frameworks: draft.stack?.frameworks ?? [],
      apis: [],
    },
    requirements,
    assumptions: [],
    questions: draft.questions.map((text, index) => ({ id: `Q${index + 1}`, text })),
    ...(design === undefined ? {} : { design }),
    risks,
    definitionOfDone: draft.done,
    phases,
    provenance: { tool: draft.format, runs: [] },
  };
  const requirementNames = new Map(draft.requirements.map(({ name }, index) => [requirements[index]?.id ?? "", name]));
  return {
    plan,
    format: draft.format,
    ...(draft.part === undefined ? {} : { part: draft.part }),
    absent: absentOf(draft, phases),
    places,
    requirementNames,
  };
}

/** Whether something is told: once is enough where the format has a place for it, else four in five must tell it. */
export function isTold(count: number, of: number, labelled: boolean): boolean {
  return count > 0 && (labelled || 5 * count >= 4 * of);
}

/**
 * Whether tasks name demands by habit, so that one that no task names is one that is missed: three in four of them are
 * named. Where tasks name a demand now and then, the others are not forgotten.
 */
export function isTraced(named: number, of: number): boolean {
  return named > 0 && 4 * named >= 3 * of;
}

function absentOf(
  { format, absent, labelled, requirements, risks, stack }: DraftPlan,
  phases: readonly Phase[],
): Part[] {
  const steps = phases.flatMap(({ steps }) => steps).filter(({ status }) => status !== "retired");
  const count = (tells: (step: Step) => boolean) => steps.filter(tells).length;
  const told: Partial<Record<Part, boolean>> = {
    // The files never tell whether a path that they name is there already, and numbers are the source's own matter.
    actions: false,
    numbers: false,
    // Task Master plans a project; the others mostly one feature or change of it.
    project: format === "task-master",
    details: 2 * count((step) => step.do.length > 0) >= steps.length,
    requirements: requirements.length > 0,
    citations: requirements.length > 0 && count(({ requirements }) => requirements.length > 0) > 0,
    deliverables: isTold(
      count(({ deliverables }) => deliverables.length > 0),
      steps.length,
      labelled.has("deliverables"),
    ),
    verification: isTold(count(({ verify }) => verify.length > 0), steps.length, labelled.has("verification")),
    dependencies: count(({ dependsOn }) => dependsOn.length > 0) > 0 ||
      phases.some(({ dependsOn }) => dependsOn !== undefined),
    phases: phases.length > 1,
    stack: stack !== undefined,
    // Only where risks and tasks are tied to each other at all can a loose one be told.
    risks: risks.some(({ mitigation, steps }) => mitigation !== undefined && steps.length > 0),
  };
  const counted = (Object.keys(told) as Part[]).filter((part) => told[part] === false);
  return [...new Set([...absent, ...counted])];
}

/** Our ids of requirements by what citations call them; ids of our own form stay what they are. */
function idsOf({ requirements }: DraftPlan): Map<string, string> {
  const own = requirements.every(({ name }) => /^R[1-9]\d*$/.test(name));
  const ids = new Map<string, string>();
  requirements.forEach(({ name }, index) => {
    const key = keyOf(name);
    if (!ids.has(key)) ids.set(key, own ? name : `R${index + 1}`);
  });
  return ids;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
