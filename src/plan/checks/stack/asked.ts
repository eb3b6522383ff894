/** Which technologies the owner asked for. */
import type { Plan } from "../../types.ts";
import { type Mention, mentionsIn } from "./technology_mentions.ts";
import { type Technology, withBrought } from "./technologies.ts";
import { withoutMatter } from "./worked_on.ts";

/** Something that the plan is to use. */
export interface Wanted {
  /** As the owner names it. */
  name: string;
  /** Absent for what the table has not. */
  technology?: Technology;
  /** What serves in its place. */
  alternatives: readonly Technology[];
  /** Whether anything of its kind serves. */
  example: boolean;
  location: string;
  pointer: string;
}

/** What the owner asked for. */
export interface Asked {
  wanted: readonly Wanted[];
  /** What is to be used, by group: what else is used of a group is a rival. */
  groups: ReadonlyMap<string, readonly Technology[]>;
  /** All that the owner's words name, with what comes with it, unless it is denied: none of it is a rival. */
  named: ReadonlySet<Technology>;
  /** What the owner rules out, with the id of the requirement that says so. */
  refused: ReadonlyMap<Technology, string>;
  /** Where the owner's words name each: a plan that repeats them does not use it by that. */
  said: ReadonlyMap<Technology, readonly Mention["around"][]>;
}

/** So many places of one name are kept. */
const PLACES = 40;

/** Headings over wishes for another day. */
const LATER =
  /\b(?:(?:phase|stage|release|version|v|milestone) ?[2-9]|later|not now|future|some ?day|nice to have|wish ?list|backlog|sp[aä]ter|plus tard|más adelante)\b/i;

/** Reads the project's languages and frameworks, and the requirements in the owner's own words. */
export function askedFor({ project, requirements }: Plan): Asked {
  const wanted: Wanted[] = [];
  const known = new Set<Technology>();
  const named = new Set<Technology>();
  const refused = new Map<Technology, string>();
  const said = new Map<Technology, Mention["around"][]>();
  const hear = ({ technology, around, denied }: Mention) => {
    if (!denied) withBrought(technology, named);
    const places = said.get(technology) ?? [];
    if (places.length < PLACES) said.set(technology, [...places, around]);
  };
  const demanded = new Set<Technology>();
  const alternatives = new Map<Technology, Set<Technology>>();
  const examples = new Set<Technology>();
  const mentions: (Mention & { location: string; pointer: string })[] = [];
  requirements.forEach(({ id, text, acceptance, group = "", source, status, outOfScope }, index) => {
    if (source.from === "model") return;
    const texts = [text, group, ...acceptance];
    for (const mention of texts.flatMap((one) => mentionsIn(one))) {
      hear(mention);
      if (mention.refused && status === "active") refused.set(mention.technology, id);
    }
    // What is wished for another day is not asked of this plan.
    if (status !== "active" || outOfScope !== undefined || LATER.test(group)) return;
    for (const mention of texts.flatMap((one) => mentionsIn(withoutMatter(one)))) {
      if (mention.denied) continue;
      mentions.push({ ...mention, location: `requirement ${id}`, pointer: `/requirements/${index}/text` });
    }
  });
  for (const text of [project.summary, project.name]) {
    for (const mention of mentionsIn(text)) hear(mention);
  }
  for (const { technology, alternatives: others, example } of mentions) {
    const set = alternatives.get(technology) ?? new Set();
    for (const other of others.slice(0, 12)) set.add(other);
    alternatives.set(technology, set);
    if (example) examples.add(technology);
  }
  const want = (name: string, technology: Technology | undefined, location: string, pointer: string) => {
    if (technology !== undefined && known.has(technology)) return;
    if (technology !== undefined) known.add(technology);
    wanted.push({
      name,
      ...(technology === undefined ? {} : { technology }),
      alternatives: technology === undefined ? [] : [...alternatives.get(technology) ?? []],
      example: technology !== undefined && examples.has(technology),
      location,
      pointer,
    });
  };
  for (const key of ["languages", "frameworks"] as const) {
    project[key].forEach((name, index) => {
      const [technology] = mentionsIn(name, true).map(({ technology }) => technology);
      if (technology !== undefined) withBrought(technology, demanded);
      want(name, technology, "project", `/project/${key}/${index}`);
    });
  }
  for (const one of demanded) named.add(one);
  for (const one of named) refused.delete(one);
  for (const { technology, used, compared, example, location, pointer } of mentions) {
    if ((technology.group === undefined && technology.brings.length === 0) || !used || compared) continue;
    want(technology.name, technology, location, pointer);
    // Languages are settled where the project names some; else what a text is built with tells.
    const settled = technology.group === "language" && project.languages.length > 0;
    if (!example && !settled) withBrought(technology, demanded);
  }
  const groups = new Map<string, Technology[]>();
  for (const one of demanded) {
    if (one.group !== undefined) groups.set(one.group, [...groups.get(one.group) ?? [], one]);
  }
  return { wanted, groups, named, refused, said };
}
