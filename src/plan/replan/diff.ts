import { UsageError } from "../../errors.ts";
import { shorten } from "../../text.ts";
import { findRequirement } from "../progress/find.ts";
import { extractRequirements } from "../requirements/extract.ts";
import type { Plan, Requirement } from "../types.ts";
import { pairDemands, plainWords } from "./likeness.ts";
import type { RequirementChanges, RequirementEdits } from "./types.ts";

/**
 * Tells what changes about a plan's requirements: what a brief says now is matched with what the plan holds by the ids that
 * stand there (`R7: ...`), equal words and likeness. Those that were said on the command line stay, whatever the brief says.
 * Ids are never used again.
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
  const ids = new FreshIds(plan.requirements);
  if (brief !== undefined) compareBrief({ plan, brief, gone, ids }, changes);
  for (const text of add) addText({ plan, text, gone, ids }, changes);
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
class FreshIds {
  #last: number;

  constructor(requirements: readonly Requirement[]) {
    this.#last = requirements.reduce((last, { id }) => {
      const number = /^R(\d{1,15})$/.exec(id)?.[1];
      return number === undefined ? last : Math.max(last, Number(number));
    }, 0);
  }

  next(): string {
    return `R${++this.#last}`;
  }
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

interface Context {
  plan: Plan;
  /** What was retired by name. */
  gone: ReadonlySet<string>;
  ids: FreshIds;
}

function compareBrief({ plan, brief, gone, ids }: Context & { brief: string }, changes: RequirementChanges): void {
  const active = plan.requirements.filter(({ status }) => status === "active");
  const fromBrief = active.filter(({ source }) => source.from === "brief");
  const compared = fromBrief.length > 0 ? fromBrief : active;
  const others = fromBrief.length > 0 ? active.filter(({ source }) => source.from !== "brief") : [];
  const found = demandsOf(brief, others);
  // A brief may say nothing but what was said on the command line as well.
  if (found.length === 0 && extractRequirements([{ from: "brief", text: brief }]).length === 0) {
    throw new UsageError(
      "Cannot replan: found no requirement in the brief, expected at least one sentence or list entry",
      "Say in the brief what it must do, or retire single requirements with --retire.",
    );
  }
  const pairs = matched(compared, found);
  const known = new Map(
    plan.requirements.filter(({ status }) => status !== "active").map((each) => [
      plainWords(each.text),
      each.id,
    ]),
  );
  const met = new Set<string>();
  for (const now of found) {
    const then = pairs.get(now);
    if (then !== undefined) {
      met.add(then.id);
      if (!gone.has(then.id)) compare(then, now, changes);
      else changes.notices.push(`${then.id} is retired, though the brief still says it.`);
      continue;
    }
    const id = ids.next();
    changes.added.push({ ...now, id });
    const was = known.get(plainWords(now.text));
    if (was !== undefined) changes.notices.push(`${id} says what ${was} said, which was retired: it gets an id anew.`);
  }
  changes.compared = compared.length;
  for (const requirement of compared) {
    if (met.has(requirement.id)) continue;
    changes.dropped++;
    if (!gone.has(requirement.id)) changes.retired.push({ ...requirement, status: "retired" });
  }
}

/** The demands of a brief, without those that were made on the command line as well. */
function demandsOf(brief: string, others: readonly Requirement[]): Requirement[] {
  const besides = others.map(({ text }) => `- ${text.replace(/\s+/g, " ")}`).join("\n");
  return extractRequirements([{ from: "flag", text: besides }, { from: "brief", text: brief }])
    .filter(({ source }) => source.from === "brief");
}

/** An id of the plan that a demand begins or ends with. */
const OWN_ID =
  /^[[(*]{0,3}(R[1-9]\d{0,8})[\])*]{0,3}(?:\s*[:.–—-]\s+|\s+(?=\p{Lu}))|\s*[[(](R[1-9]\d{0,8})[\])][.\s]*$/u;

/** Which requirement each demand is; those that name one keep its id and lose the name. */
function matched(compared: readonly Requirement[], found: readonly Requirement[]): Map<Requirement, Requirement> {
  const byId = new Map(compared.map((requirement) => [requirement.id, requirement]));
  const pairs = new Map<Requirement, Requirement>();
  const named = new Set<string>();
  for (const demand of found) {
    const [whole, first, last] = OWN_ID.exec(demand.text) ?? [];
    const requirement = byId.get(first ?? last ?? "");
    if (whole === undefined || requirement === undefined || named.has(requirement.id)) continue;
    // Who calls his demands R1, R2 himself has them in the plan's texts, too.
    if (!requirement.text.includes(whole.trim())) demand.text = demand.text.replace(OWN_ID, "");
    named.add(requirement.id);
    pairs.set(demand, requirement);
  }
  const rest = compared.filter(({ id }) => !named.has(id));
  const left = found.filter((demand) => !pairs.has(demand));
  for (const { before, after } of pairDemands(rest, left)) {
    const [requirement, demand] = [rest[before], left[after]];
    if (requirement !== undefined && demand !== undefined) pairs.set(demand, requirement);
  }
  return pairs;
}

/** Notes what has become of a requirement; its id and what is out of scope stay. */
function compare(then: Requirement, now: Requirement, changes: RequirementChanges): void {
  const { group: _group, ...kept } = then;
  const after: Requirement = {
    ...kept,
    text: now.text,
    kind: now.kind,
    priority: now.priority,
    // What was said on the command line and stands in the brief now belongs to the brief.
    source: now.source,
    ...(now.group === undefined ? {} : { group: now.group }),
    acceptance: now.acceptance,
  };
  const meaning = ({ text, kind, acceptance }: Requirement) =>
    JSON.stringify([plainWords(text), kind, acceptance.map(plainWords)]);
  const all = ({ source: { from }, ...rest }: Requirement) => JSON.stringify(Object.entries({ ...rest, from }).sort());
  if (meaning(then) !== meaning(after)) changes.changed.push({ before: then, after });
  else if (all(then) !== all(after)) changes.updated.push(after);
  else if (then.source.line !== after.source.line) changes.moved.push(after);
}

function addText({ plan, text, gone, ids }: Context & { text: string }, changes: RequirementChanges): void {
  const found = extractRequirements([{ from: "flag", text }]);
  if (found.length === 0) {
    throw new UsageError(
      `Cannot add "${shorten(text.trim(), 60)}": it demands nothing that could be built`,
      'Say what the project must do, for example --add "Users can export their notes as CSV".',
    );
  }
  const later = new Map(changes.changed.map(({ after }) => [after.id, after]));
  const retired = new Set([...gone, ...changes.retired.map(({ id }) => id)]);
  const standing = [
    ...plan.requirements.filter(({ id, status }) => status === "active" && !retired.has(id)),
    ...changes.added,
  ]
    .map((requirement) => later.get(requirement.id) ?? requirement);
  for (const requirement of found) {
    if (staysBy(requirement, gone, ids, changes)) continue;
    const same = standing.find((other) => plainWords(other.text) === plainWords(requirement.text));
    if (same !== undefined) changes.notices.push(`${same.id} says already: "${shorten(requirement.text, 80)}"`);
    else changes.added.push({ ...requirement, id: ids.next() });
  }
}

/** Whether a text is what the brief has just changed or dropped: then the requirement stays what it was. */
function staysBy(
  { text, source }: Requirement,
  gone: ReadonlySet<string>,
  ids: FreshIds,
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
  if (change !== undefined) changes.added.push({ ...change.after, id: ids.next() });
  return true;
}
