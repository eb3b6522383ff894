/**
 * What a brief changes about the requirements of a plan.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { counted, shorten } from "../../text.ts";
import { extractRequirements } from "../requirements/extract.ts";
import type { Plan, Requirement } from "../types.ts";
import { pairDemands, plainWords } from "./likeness.ts";
import { mergedInto } from "./merged.ts";
import type { RequirementChanges } from "./types.ts";
import { ownText } from "./wording.ts";

/** What the requirements of a plan are compared with, and what is known of them. */
export interface Comparing {
  plan: Plan;
  /** The ids of what was retired by name now. */
  gone: ReadonlySet<string>;
  /** What stood no longer before, by its plain words; what stands again is taken out. */
  retired: Map<string, Requirement>;
  /** Gives an id that nothing ever had. */
  nextId(): string;
}

/** Notes what a brief changes: what it says besides, in other words, and no longer. */
export function compareBrief(
  brief: string,
  { plan, gone, retired, nextId }: Comparing,
  changes: RequirementChanges,
): void {
  const active = plan.requirements.filter(({ status }) => status === "active");
  const isFirst = !plan.requirements.some(isOfBrief);
  const compared = isFirst ? active : active.filter(isOfBrief);
  const others = isFirst ? [] : active.filter((requirement) => !isOfBrief(requirement));
  if (isFirst && compared.length > 0) {
    changes.notices.push(
      `The plan had no brief: all of its ${
        counted(compared.length, "requirement")
      } are compared with this one, which takes their place.`,
    );
  }
  const found = demandsOf(brief, others);
  // A brief may say nothing but what was said on the command line as well.
  if (found.length === 0 && extractRequirements([{ from: "brief", text: brief }]).length === 0) {
    throw new UsageError(
      "Cannot replan: found no requirement in the brief, expected at least one sentence or list entry",
      "Say in the brief what it must do, or retire single requirements with --retire.",
    );
  }
  // What says to the letter what was retired is that, however much it is like what stands.
  const standing = new Set(compared.map(({ text }) => plainWords(text)));
  const isRetired = (words: string) => retired.has(words) && !standing.has(words);
  const pairs = matched(compared, found.filter(({ text }) => !isRetired(plainWords(text))));
  const met = new Set<string>();
  const says: Requirement[] = [];
  for (const now of found) {
    const then = pairs.get(now);
    const words = plainWords(now.text);
    const unwanted = then === undefined ? staysRetired(retired.get(words)) : gone.has(then.id) ? then : undefined;
    if (then !== undefined) met.add(then.id);
    if (unwanted !== undefined) {
      changes.notices.push(`${unwanted.id} is retired, though the brief still says it; --add makes it stand again.`);
      continue;
    }
    says.push(now);
    if (then !== undefined) compare(then, now, changes);
    else {
      changes.added.push({ ...now, id: retired.get(words)?.id ?? nextId() });
      retired.delete(words);
    }
  }
  const mergedIn = mergedInto(says);
  for (const lost of compared) {
    if (met.has(lost.id)) continue;
    const other = gone.has(lost.id) ? undefined : mergedIn(lost);
    if (other !== undefined) {
      const text = shorten(other.text, 80);
      changes.notices.push(`${lost.id} stays: its words stand in "${text}". To drop it, use --retire ${lost.id}.`);
      continue;
    }
    changes.dropped++;
    // Without a line: the brief has dropped it, and may say it again.
    if (!gone.has(lost.id)) changes.retired.push({ ...lost, status: "retired", source: { from: "brief" } });
  }
  changes.compared = compared.length;
}

function isOfBrief({ source }: Requirement): boolean {
  return source.from === "brief";
}

/** What was retired, unless it was the brief that had dropped it. */
function staysRetired(was: Requirement | undefined): Requirement | undefined {
  return was !== undefined && isOfBrief(was) && was.source.line === undefined ? undefined : was;
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

/** Which requirement each demand is; those that name one of the plan's keep its id and lose the name. */
function matched(compared: readonly Requirement[], found: readonly Requirement[]): Map<Requirement, Requirement> {
  const pairs = named(compared, found);
  const taken = new Set(pairs.values());
  const rest = compared.filter((requirement) => !taken.has(requirement));
  const left = found.filter((demand) => !pairs.has(demand));
  for (const { before, after } of pairDemands(rest, left)) {
    const [requirement, demand] = [rest[before], left[after]];
    if (requirement !== undefined && demand !== undefined) pairs.set(demand, requirement);
  }
  return pairs;
}

/** The demands that name a requirement of the plan which the brief does not say anywhere else. */
function named(compared: readonly Requirement[], found: readonly Requirement[]): Map<Requirement, Requirement> {
  const pairs = new Map<Requirement, Requirement>();
  // Who calls his demands R1, R2 himself means his own.
  if (compared.some(({ text }) => OWN_ID.test(text))) return pairs;
  const said = new Set(found.map(({ text }) => plainWords(text)));
  const byId = new Map(compared.map((requirement) => [requirement.id, requirement]));
  for (const demand of found) {
    const [, first, last] = OWN_ID.exec(demand.text) ?? [];
    const requirement = byId.get(first ?? last ?? "");
    if (requirement === undefined || said.has(plainWords(requirement.text))) continue;
    demand.text = demand.text.replace(OWN_ID, "");
    byId.delete(requirement.id);
    pairs.set(demand, requirement);
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
  const all = ({ source: { from }, ...rest }: Requirement) => JSON.stringify(Object.entries({ ...rest, from }).sort());
  if (!isSame(then, after)) changes.changed.push({ before: then, after });
  else if (all(then) !== all(after)) changes.updated.push(after);
  else if (then.source.line !== after.source.line) changes.moved.push(after);
}

/** Whether two texts demand the same: by their words, with the heading before them, or where one heading says less of the other. */
function isSame(then: Requirement, after: Requirement): boolean {
  const rest = ({ kind, acceptance }: Requirement) => JSON.stringify([kind, acceptance.map(plainWords)]);
  if (rest(then) !== rest(after)) return false;
  const headed = ({ text, group = "" }: Requirement) => plainWords(text.startsWith(group) ? text : `${group}: ${text}`);
  return plainWords(then.text) === plainWords(after.text) || headed(then) === headed(after) ||
    (isSameLabel(then.group, after.group) && plainWords(ownText(then)) === plainWords(ownText(after)));
}

/** Whether one of two labels has all words of the other. */
function isSameLabel(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [a, b] = [one, other].map((label) => new Set(plainWords(label).split(" ")));
  return a !== undefined && b !== undefined && (a.isSubsetOf(b) || b.isSubsetOf(a));
}
