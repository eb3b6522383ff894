import { UsageError } from "../../errors.ts";
import { shorten } from "../../text.ts";
import { findRequirement } from "../progress/find.ts";
import { extractRequirements } from "../requirements/extract.ts";
import type { Plan, Requirement } from "../types.ts";
import { compareBrief, type Comparing } from "./brief_changes.ts";
import { plainWords } from "./likeness.ts";
import type { RequirementChanges, RequirementEdits } from "./types.ts";

/**
 * Tells what changes about a plan's requirements: what a brief says now is matched with what the plan holds by equal words, by
 * ids of the plan that the brief names (`R7: ...`) and by likeness. What was said on the command line stays, whatever the brief
 * says; only in a plan that had no brief all is compared, and a notice says so. A demand whose words stand in another one now
 * stays. What was retired by its id stays so though a brief still says it; what is added again, or what a brief that had dropped
 * it says again, stands again under its old id. No id is ever given to anything else.
 *
 * @param plan The plan; it is not changed.
 * @param edits The brief as it is now, what comes besides, and the ids of what no longer stands.
 * @returns What is new, changed and retired; a changed requirement keeps its id.
 * @throws {UsageError} If nothing is given, a text demands nothing, or an id names no requirement that stands.
 *
 * @example
 * ```ts
 * import { requirementDiff, startPlan } from "@devussy/devussy";
 * const plan = startPlan({ name: "Notes", brief: "Users can add notes. Pages load within 3 seconds." });
 * const brief = "Users can add notes. Pages load within 2 seconds. Users can share notes.";
 * const { added, changed, retired, unchanged } = requirementDiff(plan, { brief });
 * if (added[0]?.id !== "R3" || changed[0]?.after.id !== "R2" || retired.length > 0 || unchanged !== 1) {
 *   throw new Error("expected one new and one changed requirement");
 * }
 * ```
 */
export function requirementDiff(plan: Plan, edits: RequirementEdits): RequirementChanges {
  const { brief, add = [], retire = [] } = edits;
  if (brief === undefined && add.length === 0 && retire.length === 0) {
    throw new UsageError(
      "Cannot replan without a change: expected --brief FILE, --add TEXT or --retire ID",
      'Say what changed, for example --add "Export as CSV" or --retire R7.',
    );
  }
  const changes: RequirementChanges = {
    added: [],
    changed: [],
    retired: [],
    updated: [],
    moved: [],
    unchanged: 0,
    compared: 0,
    dropped: 0,
    notices: [],
  };
  const gone = retiredByName(plan, retire, changes);
  const standsNot = plan.requirements.filter(({ status }) => status !== "active");
  const comparing: Comparing = {
    plan,
    gone,
    retired: new Map(standsNot.map((requirement) => [plainWords(requirement.text), requirement])),
    nextId: freshIds(plan.requirements),
  };
  if (brief !== undefined) compareBrief(brief, comparing, changes);
  for (const text of add) addText(text, comparing, changes);
  const touched = changes.changed.length + changes.retired.length;
  changes.unchanged = plan.requirements.filter(({ status }) => status === "active").length - touched;
  if (changes.unchanged + changes.changed.length + changes.added.length === 0) {
    throw new UsageError(
      `Cannot retire all requirements of "${shorten(plan.project.name, 60)}": nothing would be left to build`,
      "Leave one, or say with --add or --brief what is wanted instead.",
    );
  }
  return changes;
}

/** Whether anything is to be done at all. */
export function isChange({ added, changed, retired, updated }: RequirementChanges): boolean {
  return added.length + changed.length + retired.length + updated.length > 0;
}

/** Gives ids above all that were ever given. */
function freshIds(requirements: readonly Requirement[]): () => string {
  let last = 0;
  for (const { id } of requirements) last = Math.max(last, Number(/^R(\d{1,15})$/.exec(id)?.[1] ?? 0));
  return () => `R${++last}`;
}

function retiredByName(plan: Plan, names: readonly string[], changes: RequirementChanges): Set<string> {
  const gone = new Set<string>();
  for (const name of names) {
    const requirement = findRequirement(plan, name);
    if (requirement.status !== "active") {
      throw new UsageError(
        `Cannot retire ${requirement.id}: it is ${requirement.status} already`,
        "Leave it out; see devussy trace for what stands.",
      );
    }
    if (gone.has(requirement.id)) continue;
    gone.add(requirement.id);
    changes.retired.push({ ...requirement, status: "retired" });
  }
  return gone;
}

function addText(text: string, comparing: Comparing, changes: RequirementChanges): void {
  const { plan, gone, retired, nextId } = comparing;
  const found = extractRequirements([{ from: "flag", text }]);
  if (found.length === 0) {
    throw new UsageError(
      `Cannot add "${shorten(text.trim(), 60)}": it demands nothing that could be built`,
      'Say what the project must do, for example --add "Users can export their notes as CSV".',
    );
  }
  const later = new Map(changes.changed.map(({ after }) => [after.id, after]));
  const dropped = new Set([...gone, ...changes.retired.map(({ id }) => id)]);
  const standing = [
    ...plan.requirements.filter(({ id, status }) => status === "active" && !dropped.has(id)),
    ...changes.added,
  ]
    .map((requirement) => later.get(requirement.id) ?? requirement);
  for (const requirement of found) {
    if (staysBy(requirement, comparing, changes)) continue;
    const words = plainWords(requirement.text);
    const same = standing.find((other) => plainWords(other.text) === words);
    if (same !== undefined) changes.notices.push(`${same.id} says already: "${shorten(requirement.text, 80)}"`);
    else changes.added.push({ ...requirement, id: retired.get(words)?.id ?? nextId() });
    retired.delete(words);
  }
}

/** Whether a text is what the brief has just changed or dropped: then the requirement stays what it was. */
function staysBy(
  { text, source }: Requirement,
  { gone, nextId }: Comparing,
  changes: RequirementChanges,
): boolean {
  const words = plainWords(text);
  const changed = changes.changed.findIndex(({ before }) => plainWords(before.text) === words);
  const retired = changes.retired.findIndex((each) => plainWords(each.text) === words && !gone.has(each.id));
  const [change] = changed === -1 ? [] : changes.changed.splice(changed, 1);
  const [drop] = change !== undefined || retired === -1 ? [] : changes.retired.splice(retired, 1);
  const stays = change?.before ?? drop;
  if (stays === undefined) return false;
  changes.updated.push({ ...stays, status: "active", source });
  // What the brief says instead is then something else.
  if (change !== undefined) changes.added.push({ ...change.after, id: nextId() });
  return true;
}
