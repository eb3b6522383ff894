/**
 * Groups requirements into vertical slices: what belongs together is built together.
 * @module
 */
import { sectionKind } from "../plan/requirements/sections.ts";
import type { Requirement } from "../plan/types.ts";
import { contentStems } from "../plan/words.ts";
import { capabilitiesIn } from "./capabilities.ts";
import { sourceFiles } from "./facts.ts";
import { titleOf } from "./titles.ts";
import type { Archetype } from "./types.ts";

/** Requirements that are built as one piece. */
export interface Slice {
  title: string;
  requirements: Requirement[];
  archetypes: Archetype[];
  /** Source files that the requirements name. */
  files: string[];
}

/** The requirements of a project by how they are planned. */
export interface Grouping {
  /** The sentence that says what the whole is, where there is one. */
  headline: Requirement | undefined;
  slices: Slice[];
  qualities: Requirement[];
  constraints: Requirement[];
}

/** At most this many ungrouped requirements make one slice. */
const SLICE_SIZE = 5;
/** From this share of equal words on, two requirements belong together. */
const RELATED = 0.34;
/** Only so many earlier slices are compared by words, so that cost stays linear. */
const LOOK_BACK = 8;

const HEADLINE =
  /^(?:please )?(?:create|build|develop|make|implement|write|design|we (?:need|want)|i (?:need|want))\b/i;

/** "Build the" before what is built. */
const BUILD =
  /^(?:please )?(?:create|build|develop|make|implement|write|design) (?:an? |the |my |our )?(?=[\p{L}\p{N}])/iu;

/** Groups the active requirements. Pure and linear in their number. */
export function groupRequirements(requirements: readonly Requirement[], projectName: string): Grouping {
  const active = requirements.filter((requirement) => requirement.status === "active");
  const qualities = active.filter((requirement) => requirement.kind === "quality");
  let functional = active.filter((requirement) => requirement.kind === "functional");
  let constraints = active.filter((requirement) => requirement.kind === "constraint");
  if (functional.length === 0) {
    // A brief of nothing but limits still asks for something to be built.
    functional = qualities.length > 0 ? qualities.splice(0) : constraints;
    if (functional === constraints) constraints = [];
  }
  const first = functional[0];
  const headline =
    first !== undefined && (functional.length === 1 || (first.group === undefined && HEADLINE.test(first.text)))
      ? first
      : undefined;
  const sliced = functional.filter((requirement) =>
    requirement !== headline || functional.length === 1 || actionsIn(requirement.text).length >= 3
  );
  return { headline, slices: mergeSmall(slicesOf(sliced, projectName)), qualities, constraints };
}

/** A plan of more slices than this is read by nobody: neighbours are put together. */
const MOST_SLICES = 40;

function mergeSmall(slices: readonly Slice[]): Slice[] {
  const together = Math.ceil(slices.length / MOST_SLICES);
  if (together <= 1) return [...slices];
  const merged: Slice[] = [];
  for (let at = 0; at < slices.length; at += together) {
    const part = slices.slice(at, at + together);
    const [first, second] = part;
    merged.push({
      title: second === undefined
        ? first?.title ?? ""
        : `${first?.title}, ${second.title}${part.length > 2 ? " and more" : ""}`,
      requirements: part.flatMap(({ requirements }) => requirements),
      archetypes: [...new Set(part.flatMap(({ archetypes }) => archetypes))],
      files: [...new Set(part.flatMap(({ files }) => files))],
    });
  }
  return merged;
}

/** Verbs that begin an action in a list of them. */
const VERBS = new Set(
  ("accept add adjust answer apply approve archive assign attach block book browse buy calculate cancel change chat check choose classify clone close " +
    "collect combine comment compare compile compress compute configure confirm connect convert copy count create crop cut decode delete deploy " +
    "detect display download drag draw edit email encode enter evaluate execute explore export extract fetch filter find follow format " +
    "generate get group hide highlight import insert invite join keep label like link list load log login manage mark measure merge message modify " +
    "monitor move name notify open order organize parse paste pause pay pick play plot post predict preview print process publish query rank rate read " +
    "receive record redeem redo refund register reject remove rename render reorder reply report request reset resize resolve restore resume retry " +
    "review rotate run save scan schedule score scroll search select send set share show sign simulate solve sort split start stop store stream " +
    "submit subscribe suggest summarize sync tag test track train transfer translate undo unfollow update upload validate verify view visit visualize vote " +
    "watch withdraw write zoom").split(" "),
);

/**
 * The actions that a sentence lists: "users create projects, assign tasks, and comment" lists three. Empty where it
 * lists fewer than three.
 */
export function actionsIn(text: string): string[] {
  const actions: string[] = [];
  for (const part of hideInnerCommas(text).split(/,\s*(?:and\s+|or\s+)?|;\s*|\s+and\s+/)) {
    const words = part.replaceAll(HIDDEN, ",").trim().replace(/[.!]$/, "").split(/\s+/);
    // The first action stands behind its subject: "a platform where predefined users create projects".
    const start = actions.length === 0
      ? words.findIndex((word, at) =>
        at > 0 && VERBS.has(word.toLowerCase()) && /s$|^(?:can|to|and|where|that|who|they)$/i.test(words[at - 1] ?? "")
      )
      : 0;
    const action = words.slice(Math.max(0, start));
    if (VERBS.has((action[0] ?? "").toLowerCase())) actions.push(action.join(" "));
  }
  return actions.length >= 3 ? actions : [];
}

/** Stands for a comma that parts nothing; texts of a plan hold no such character. */
const HIDDEN = "\0";

/**
 * Hides the commas between parentheses: a piece that ends at a closing one is inside. A look ahead from each comma would
 * take minutes for a brief that is one long list.
 */
function hideInnerCommas(text: string): string {
  return text.split(/(?=[()])/).map((piece, at, pieces) =>
    pieces[at + 1]?.startsWith(")") ? piece.replaceAll(",", HIDDEN) : piece
  ).join("");
}

/** A slice in the making. */
interface Draft extends Slice {
  stems: Set<string>;
  grouped: boolean;
}

function slicesOf(requirements: readonly Requirement[], projectName: string): Slice[] {
  const own = new Set(contentStems(projectName));
  const byGroup = new Map<string, Draft>();
  const byFile = new Map<string, Draft>();
  const byArchetype = new Map<string, Draft>();
  const slices: Draft[] = [];

  for (const requirement of requirements) {
    const archetypes = capabilitiesIn(requirement.text);
    const files = sourceFiles(requirement.text);
    const stems = new Set(contentStems(requirement.text).filter((stem) => !own.has(stem)));
    const group = topic(requirement);
    const room = (slice: Draft | undefined) =>
      slice !== undefined && slice.requirements.length < SLICE_SIZE ? slice : undefined;
    const found = group !== undefined
      ? byGroup.get(group)
      // Who names a file says where it is built: only the same file joins it to others.
      : files.length > 0
      ? files.map((file) => byFile.get(file)).find((slice) => slice !== undefined)
      : room(archetypes[0] === undefined ? undefined : byArchetype.get(archetypes[0].id)) ??
        slices.slice(-LOOK_BACK).findLast((slice) =>
          !slice.grouped && room(slice) !== undefined && overlap(stems, slice.stems) >= RELATED
        );
    const slice: Draft = found ?? {
      // "Create a URL shortener" names the whole, not this part of it.
      title: group ?? (HEADLINE.test(requirement.text) ? archetypes[0]?.title : undefined) ??
        titleOf(requirement.text.replace(BUILD, "")),
      requirements: [],
      archetypes: [],
      files: [],
      stems,
      grouped: group !== undefined,
    };
    slice.requirements.push(requirement);
    slice.archetypes.push(...archetypes.filter((archetype) => !slice.archetypes.includes(archetype)));
    slice.files.push(...files.filter((file) => !slice.files.includes(file)));
    for (const stem of stems) slice.stems.add(stem);
    if (found === undefined) slices.push(slice);
    if (group !== undefined) byGroup.set(group, slice);
    if (group !== undefined) continue;
    for (const file of files) if (!byFile.has(file)) byFile.set(file, slice);
    if (archetypes[0] !== undefined) byArchetype.set(archetypes[0].id, slice);
  }
  // Without headings nobody chose an order: foundations come first, what stands on the rest last.
  if (slices.every((slice) => !slice.grouped)) slices.sort((a, b) => rank(a) - rank(b));
  return slices.map(({ title, requirements, archetypes, files }) => ({ title, requirements, archetypes, files }));
}

/** The heading that a requirement is built under; headings such as "Tech stack" group text, not work. */
function topic(requirement: Requirement): string | undefined {
  return requirement.group !== undefined && sectionKind(requirement.group) === undefined
    ? requirement.group
    : undefined;
}

function rank(slice: Slice): number {
  return slice.archetypes[0]?.rank ?? 2;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared++;
  return a.size === 0 || b.size === 0 ? 0 : shared / Math.min(a.size, b.size);
}
