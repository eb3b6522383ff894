/**
 * What a change of requirements has done to a plan, for people and for programs.
 * @module
 */
import type { Replanned, RequirementChanges } from "../plan/replan/types.ts";
import type { Plan, Step } from "../plan/types.ts";
import { counted, excerpt } from "../text.ts";

/** A step by its number, with what it is about. */
interface StepName {
  number: string;
  id: string;
  title: string;
}

/** What was changed. */
export interface ReplanData {
  requirements: {
    added: { id: string; text: string }[];
    changed: { id: string; before: string; after: string }[];
    retired: { id: string; text: string }[];
    unchanged: number;
  };
  steps: {
    /** How many done steps stay as they are. */
    frozen: number;
    retired: StepName[];
    rewritten: StepName[];
    added: StepName[];
    /** Of those added, the ones that take code away. */
    removals: string[];
  };
}

/** The most characters of a requirement in one line. */
const SHOWN = 140;
/** The most warnings that are told. */
const MOST_WARNINGS = 5;

/** Compares a plan with the one before, by the ids of its steps. */
export function replanData(before: Plan, after: Plan, changes: RequirementChanges): ReplanData {
  const old = new Map(before.phases.flatMap(({ steps }) => steps).map((step) => [step.id, step]));
  const steps = after.phases.flatMap((phase) => phase.steps);
  const added = steps.filter(({ id }) => !old.has(id));
  return {
    requirements: {
      added: changes.added.map(({ id, text }) => ({ id, text })),
      changed: changes.changed.map(({ before, after }) => ({ id: after.id, before: before.text, after: after.text })),
      retired: changes.retired.map(({ id, text }) => ({ id, text })),
      unchanged: changes.unchanged,
    },
    steps: {
      frozen: steps.filter(({ id, status }) => status === "done" && old.has(id)).length,
      retired: steps.filter(({ id, status }) => status === "retired" && old.get(id)?.status !== "retired").map(named),
      rewritten: steps.filter((step) => {
        const was = old.get(step.id);
        return was !== undefined && step.status !== "retired" && wordsOf(was) !== wordsOf(step);
      }).map(named),
      added: added.map(named),
      removals: added.filter(({ type }) => type === "removal").map(({ number }) => number),
    },
  };
}

function named({ number, id, title }: Step): StepName {
  return { number, id, title };
}

/** What a step says; whom it waits for and who makes a file first may follow from other steps. */
function wordsOf({ type, title, why, do: lines, requirements, verify, deliverables }: Step): string {
  return JSON.stringify([type, title, why, lines, requirements, verify, deliverables.map(({ path }) => path).sort()]);
}

/** What somebody is asked for: the numbers of steps to write anew, and the requirements that need new steps. */
export function askedFor({ rewrites, fresh }: Replanned): { anew: string[]; newFor: string[] } {
  return { anew: rewrites.map(({ step }) => step), newFor: fresh.map(({ requirement }) => requirement.id) };
}

/** The same in a line; undefined where nobody is asked. */
export function askedLine({ anew, newFor }: ReturnType<typeof askedFor>): string | undefined {
  const parts = [
    ...(anew.length === 0 ? [] : [`${counted(anew.length, "step")} anew (${few(anew)})`]),
    ...(newFor.length === 0 ? [] : [`new steps for ${few(newFor)}`]),
  ];
  return parts.length === 0 ? undefined : `asks for: ${parts.join(", ")}`;
}

function few(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(", ")} and ${names.length - 12} more` : names.join(", ");
}

/** What was changed, in lines. */
export function replanLines({ requirements, steps }: ReplanData): string[] {
  const { added, changed, retired, unchanged } = requirements;
  const several = steps.removals.length;
  return [
    `requirements: ${added.length} added, ${changed.length} changed, ${retired.length} retired, ${unchanged} unchanged`,
    ...added.map(({ id, text }) => `  + ${id} ${excerpt(text, SHOWN)}`),
    ...changed.flatMap(({ id, before, after }) =>
      excerpt(before, SHOWN) === excerpt(after, SHOWN)
        ? [`  ~ ${id} ${excerpt(after, SHOWN)} (its end, its kind or its conditions)`]
        : [`  ~ ${id} ${excerpt(after, SHOWN)}`, `    before: ${excerpt(before, SHOWN)}`]
    ),
    ...retired.map(({ id, text }) => `  - ${id} ${excerpt(text, SHOWN)}`),
    `steps: ${steps.frozen} done and left as they are, ${steps.rewritten.length} changed, ${steps.added.length} new${
      several === 0 ? "" : ` (${counted(several, "removal")})`
    }, ${steps.retired.length} retired`,
    ...steps.rewritten.map((step) => `  ~ ${lineOf(step)}`),
    ...steps.added.map((step) => `  + ${lineOf(step)}`),
    ...steps.retired.map((step) => `  - ${lineOf(step)}`),
  ];
}

/** Why the score is lower than it might be: warnings that the plan before did not have. */
export function newWarnings(before: Plan, after: Plan): string[] {
  const known = new Set(before.checks?.findings.map(({ rule, message }) => `${rule} ${message}`));
  const found = after.checks?.findings ?? [];
  const fresh = found.filter(({ severity, rule, message }) =>
    severity === "warning" && !known.has(`${rule} ${message}`)
  );
  const lines = fresh.slice(0, MOST_WARNINGS).map(({ rule, location, message, hint }) =>
    `warning: ${rule}, ${location}: ${message}. ${hint}`
  );
  return fresh.length > MOST_WARNINGS ? [...lines, `${fresh.length - MOST_WARNINGS} more: devussy lint`] : lines;
}

function lineOf({ number, title }: StepName): string {
  return `${number} ${excerpt(title, 100)}`;
}
