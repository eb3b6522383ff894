import { UsageError } from "../../errors.ts";
import { shorten } from "../../text.ts";
import { askedFor } from "../checks/stack/asked.ts";
import { type Technology, WEB_LANGUAGES, withBrought } from "../checks/stack/technologies.ts";
import { mentionsIn } from "../checks/stack/technology_mentions.ts";
import type { Design, Plan } from "../types.ts";
import { requirementsAfter } from "./surroundings.ts";
import type { RequirementChanges } from "./types.ts";

/** A technology that requirements ask for now and did not before. */
interface NewlyAsked {
  name: string;
  /** The requirement that asks for it. */
  id: string;
  /** What the plan is built with in its place; absent where that is free. */
  rival?: { name: string; group: string };
}

/** What changed requirements ask to be built with, unless the plan is built with it or with what serves as well. */
export function newlyAsked(plan: Plan, changes: RequirementChanges): NewlyAsked[] {
  // By the requirements alone: the languages of the project were asked for before.
  const asked = ({ project, requirements }: Plan) =>
    askedFor({ ...plan, requirements, project: { ...project, languages: [], frameworks: [] } }).wanted;
  const all = (wanted: ReturnType<typeof asked>) => brought(wanted.flatMap(({ technology }) => technology ?? []));
  const later = asked({ ...plan, requirements: requirementsAfter(plan, changes) });
  const [then, now, built] = [all(asked(plan)), all(later), builtWith(plan)];
  return later.flatMap(({ technology, alternatives, example, location }): NewlyAsked[] => {
    if (technology === undefined || then.has(technology) || built.has(technology)) return [];
    if (alternatives.some((other) => built.has(other))) return [];
    const own = withBrought(technology);
    const rivals = [...built].filter((other) => !now.has(other) && !own.has(other));
    const rivalled = [...own].filter((one) => one.group !== undefined && !built.has(one)).flatMap((one) =>
      rivals.filter(({ group }) => group === one.group)
        // Pages of a server in Python may well be in TypeScript, unless that is to take its place.
        .filter((other) => !WEB_LANGUAGES.has(one.name) || then.has(other))
    );
    const [rival] = rivalled;
    if (rival !== undefined && example) return [];
    const { name } = technology;
    const id = location.replace("requirement ", "");
    return [{ name, id, ...(rival?.group === undefined ? {} : { rival: { name: rival.name, group: rival.group } }) }];
  });
}

function builtWith({ project, design }: Plan): Set<Technology> {
  const names = [...project.languages, ...project.frameworks, ...(design?.techStack ?? []).map(({ name }) => name)];
  return brought(names.flatMap((name) => mentionsIn(name, true)).map(({ technology }) => technology));
}

function brought(list: readonly Technology[]): Set<Technology> {
  const all = new Set<Technology>();
  for (const technology of list) withBrought(technology, all);
  return all;
}

/**
 * Refuses changes that take something else to build with: each step rests on that.
 *
 * @param force Takes them all the same; what stays as it is is told instead.
 * @returns What the user should know.
 * @throws {UsageError} If something takes the place of what the plan is built with.
 */
export function checkStack(plan: Plan, changes: RequirementChanges, force: boolean): string[] {
  const replaced = newlyAsked(plan, changes).flatMap(({ name, id, rival }) =>
    rival === undefined
      ? []
      : [`${id} asks for ${name}, and the plan is built with ${rival.name} as its ${rival.group}`]
  );
  if (replaced.length === 0) return [];
  if (force) return replaced.map((text) => `${text}: that stays so until you change it by hand.`);
  throw new UsageError(
    `Cannot replan "${shorten(plan.project.name, 60)}": ${replaced.slice(0, 3).join("; ")}`,
    "Plan it anew with run-full-pipeline (--output-dir keeps this plan), or use --force and change it by hand.",
  );
}

/** What the plan is built with, and what is asked for besides. */
export function techStackAfter(plan: Plan, { techStack }: Design, changes: RequirementChanges): Design["techStack"] {
  const more = newlyAsked(plan, changes).filter(({ rival }) => rival === undefined);
  return [...techStack, ...more.map(({ name, id }) => ({ name, why: `${id} asks for it` }))];
}
