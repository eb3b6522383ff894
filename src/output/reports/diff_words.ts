import type { EntryChange, FieldChange, PhaseDiff, PlanDiff, RequirementDiff, StepDiff } from "../../plan/diff.ts";
import type { Requirement, Step } from "../../plan/types.ts";
import { counted } from "../../text.ts";

/** A difference: what came, what went, or what changed, with the texts that were taken out and put in. */
export interface Difference {
  what: "came" | "went" | "changed";
  /** What it is about: `R3`, `2.4 \`Sabcd\``. */
  name: string;
  /** What it says, or what became of it. */
  text: string;
  /** What changed in it, one text each. */
  details: Detail[];
}

/** A text that was taken out of a field or put into it. */
export interface Detail {
  field: string;
  what: "came" | "went" | "order";
  text: string;
  /** Where the text begins to differ from its counterpart, so that what is cut for want of room is what they share. */
  from: number;
}

/** The differences of one kind. */
export interface DiffSection {
  title: string;
  /** How many there are: `1 added, 2 changed`. */
  counts: string;
  differences: Difference[];
  /** What is said of many at once. */
  notes: string[];
}

/** The most numbers that are told one by one, where steps only follow others. */
const MOST_SHIFTED = 12;

/** A diff in words, by section; sections without a difference are left out. */
export function sectionsOf({ requirements, phases, steps, others }: PlanDiff): DiffSection[] {
  return [
    requirementSection(requirements),
    phaseSection(phases),
    stepSection(steps),
    progressSection(steps),
    otherSection(others),
  ].filter(({ differences, notes }) => differences.length + notes.length > 0);
}

function requirementSection({ added, changed, retired }: RequirementDiff): DiffSection {
  return {
    title: "Requirements",
    counts: countsOf({ added, changed, retired }),
    differences: [
      ...added.map((each) => came(each.id, `${each.text} (${each.kind}, ${each.priority})`)),
      ...changed.map(({ before, after }) => changedInto(after.id, "", requirementFields(before, after))),
      ...retired.map((each) => went(each.id, `${each.text} (${each.status === "active" ? "gone" : each.status})`)),
    ],
    notes: [],
  };
}

function requirementFields(before: Requirement, after: Requirement): FieldChange[] {
  const fields = ({ text, kind, priority, group, acceptance, status, outOfScope }: Requirement) => ({
    text: [text],
    kind: [kind],
    priority: [priority],
    group: group === undefined ? [] : [group],
    acceptance,
    status: [status],
    "out of scope": outOfScope === undefined ? [] : [outOfScope],
  });
  const then: Readonly<Record<string, string[]>> = fields(before);
  return Object.entries(fields(after)).map(([field, after]) => ({ field, before: then[field] ?? [], after }));
}

function phaseSection({ added, removed, changed }: PhaseDiff): DiffSection {
  return {
    title: "Phases",
    counts: countsOf({ added, changed, removed }),
    differences: [
      ...added.map(({ number, title, steps }) =>
        came(`phase ${number}`, `${title} (${counted(steps.length, "step")})`)
      ),
      ...changed.map(({ after, fields }) => changedInto(`phase ${after.number}`, after.title, fields)),
      ...removed.map(({ number, title }) => went(`phase ${number}`, title)),
    ],
    notes: [],
  };
}

function stepSection({ added, changed, moved, retired, removed }: StepDiff): DiffSection {
  const movers = moved.filter(({ shifted }) => !shifted);
  const shifted = moved.filter(({ shifted }) => shifted);
  return {
    title: "Steps",
    counts: countsOf({ added, changed, moved: movers, retired, removed }),
    differences: [
      ...added.map((step) => came(nameOf(step), step.title)),
      ...changed.map(({ after, fields }) => changedInto(nameOf(after), after.title, fields)),
      ...movers.map(({ id, title, before, after }) =>
        changedInto(nameOf({ id, number: after }), `${title} (was ${before})`)
      ),
      ...retired.map((step) => went(nameOf(step), `${step.title} (retired)`)),
      ...removed.map((step) => went(nameOf(step), `${step.title} (gone)`)),
    ],
    notes: shifted.length === 0 ? [] : [
      `${counted(shifted.length, "step")} got another number because of others: ${
        shifted.slice(0, MOST_SHIFTED).map(({ before, after }) => `${before} is ${after}`).join(", ")
      }${shifted.length > MOST_SHIFTED ? `, and ${shifted.length - MOST_SHIFTED} more` : ""}`,
    ],
  };
}

function progressSection({ status }: StepDiff): DiffSection {
  return {
    title: "Progress",
    counts: counted(status.length, "step"),
    differences: status.map((each) => changedInto(nameOf(each), `${each.title}: ${each.before}, now ${each.after}`)),
    notes: [],
  };
}

function otherSection(others: readonly EntryChange[]): DiffSection {
  const added = others.filter(({ before }) => before === undefined);
  const removed = others.filter(({ after }) => after === undefined);
  const changed = others.filter(({ before, after }) => before !== undefined && after !== undefined);
  return {
    title: "The rest",
    counts: countsOf({ added, changed, removed }),
    differences: others.map(({ part, name, before, after }) => {
      const who = name === undefined ? part : `${part} ${name}`;
      if (before === undefined) return came(who, after ?? "");
      if (after === undefined) return went(who, before);
      return changedInto(who, "", [{ field: "", before: [before], after: [after] }]);
    }),
    notes: [],
  };
}

function nameOf({ number, id }: Pick<Step, "number" | "id">): string {
  return `${number} ${id}`;
}

function came(name: string, text: string): Difference {
  return { what: "came", name, text, details: [] };
}

function went(name: string, text: string): Difference {
  return { what: "went", name, text, details: [] };
}

function changedInto(name: string, text: string, fields: readonly FieldChange[] = []): Difference {
  return { what: "changed", name, text, details: fields.flatMap(detailsOf) };
}

/** The entries of a field that were taken out and put in; those that only stand elsewhere are not told again. */
function detailsOf({ field, before, after }: FieldChange): Detail[] {
  const [gone, fresh] = [without(before, after), without(after, before)];
  const detail = (what: Detail["what"], text: string, other = ""): Detail => ({
    field,
    what,
    text,
    from: shared(text, other),
  });
  if (gone.length + fresh.length > 0) {
    return [
      ...gone.map((text, at) => detail("went", text, fresh[at])),
      ...fresh.map((text, at) => detail("came", text, gone[at])),
    ];
  }
  return before.every((text, at) => text === after[at]) ? [] : [detail("order", "the same in another order")];
}

/** How much of the beginning of two texts is the same, in whole words. */
function shared(text: string, other: string): number {
  const least = Math.min(text.length, other.length);
  let at = 0;
  while (at < least && text.charCodeAt(at) === other.charCodeAt(at)) at++;
  return text.lastIndexOf(" ", at - 1) + 1;
}

/** What of a list another does not have, each as often. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of other) left.set(each, (left.get(each) ?? 0) + 1);
  return list.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}

function countsOf(lists: Readonly<Record<string, readonly unknown[]>>): string {
  return Object.entries(lists).filter(([, { length }]) => length > 0).map(([what, { length }]) => `${length} ${what}`)
    .join(", ");
}
