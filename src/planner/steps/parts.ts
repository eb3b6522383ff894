import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import type { Component, Requirement } from "../../plan/types.ts";
import { contentStems } from "../../plan/words.ts";
import { capabilitiesIn } from "../capabilities.ts";
import { capabilitiesOf, type Context } from "../context.ts";
import { genericParts } from "../generic.ts";
import { actionsIn } from "../slices.ts";
import { sentence, textWithoutGroup, titleOf } from "../titles.ts";
import type { Archetype, Part } from "../types.ts";
import { chunkSteps } from "./chunks.ts";
import { featureStep, unitPath } from "./feature.ts";
import { edgeLine, quoted } from "./wording.ts";

/** Small projects: the actions that a requirement lists, or else the usual parts of its capabilities. */
export function partSteps(component: Component, own: readonly Requirement[], context: Context): StepAnswer[] {
  const listed = own.flatMap((requirement) => actionsIn(requirement.text).map((action) => ({ action, requirement })));
  if (listed.length > 0) return actionSteps(component, own, listed, context);
  // A script is written as its requirement says, whatever a table has for its words.
  const parts = component.path?.endsWith(".sh") === true ? [] : partsFor(component, context);
  if (parts.length === 0) return chunkSteps(component, own, context);
  const taken = new Set(context.components.filter((other) => other !== component).map(({ path }) => path));
  const cited = share(own, parts.map(({ part }) => `${part.title} ${part.do.join(" ")} ${part.expect}`));
  // The component's own file goes to the part of the same name, else to the first.
  const isOwn = (unit: string, page = false) => unitPath(unit, page, context, new Set()) === component.path;
  const namesake = Math.max(
    0,
    [
      parts.findIndex(({ part }) => isOwn(part.unit, part.page)),
      parts.findIndex(({ archetype }) => archetype !== undefined && isOwn(archetype.unit)),
    ]
      .find((index) => index >= 0) ?? 0,
  );
  return parts.map(({ part, archetype }, index) => {
    const path = index === namesake && component.path !== undefined
      ? component.path
      : unitPath(part.unit, part.page === true, context, taken);
    taken.add(path);
    const mine = cited[index] ?? [];
    const edges = archetype === undefined || (index > 0 && index < parts.length - 1)
      ? []
      : edgeLine(archetype, part.do.join(" "));
    return featureStep({
      title: part.title,
      do: [
        ...(index === 0
          ? own.map(quoted)
          : mine.slice(0, 1).map((requirement) =>
            `Serves ${requirement.id}: ${sentence(shorten(textWithoutGroup(requirement), 120))}`
          )),
        ...part.do,
        ...edges,
      ],
      cited: mine,
      path,
      action: "create",
      expect: `passes, and the test shows that ${part.expect.replace(/\.$/, "")}`,
      context,
    });
  });
}

/** The parts that a component builds; a capability that several components have is built by the first that is about it. */
function partsFor(component: Component, context: Context): { part: Part; archetype?: Archetype }[] {
  const each = context.components.length >= 3 ? 2 : context.components.length === 2 ? 3 : 4;
  const main = new Map(context.components.map((other) => [other, capabilitiesOf(other, context)[0]]));
  const earlier = context.components.slice(0, context.components.indexOf(component));
  const builtElsewhere = (archetype: Archetype, index: number) =>
    index === 0
      ? earlier.some((other) => main.get(other) === archetype)
      : context.components.some((other) =>
        other !== component &&
        (main.get(other) === archetype ||
          (earlier.includes(other) && capabilitiesOf(other, context).includes(archetype)))
      );
  // One component that is several things at once gets two parts of each; one thing gets all its parts.
  const alone = context.components.length === 1;
  const own = capabilitiesOf(component, context).slice(0, alone ? 4 : 3)
    .filter((archetype, index) => !builtElsewhere(archetype, index)).slice(0, alone ? 4 : 2);
  const parts = own
    .map((archetype, index) => ({
      archetype,
      chosen: archetype.parts.slice(0, own.length > 2 ? 2 : index === 0 ? each : 2),
    }))
    // Foundations first, whatever is named more often.
    .sort((a, b) => a.archetype.rank - b.archetype.rank)
    .flatMap(({ archetype, chosen }) => chosen.map((part) => ({ part, archetype })));
  // What no table knows is planned from its own words; a whole project of that kind gets the parts that any program has.
  return parts.length > 0 || context.components.length > 1 ? parts : genericParts.map((part) => ({ part }));
}

/** Gives each text the requirement that it shares most words with; every requirement is given at least once. */
function share(requirements: readonly Requirement[], texts: readonly string[]): Requirement[][] {
  const stems = requirements.map(({ text }) => new Set(contentStems(text)));
  const shared = texts.map((text) => {
    const words = new Set(contentStems(text));
    return stems.map((own) => [...own].filter((stem) => words.has(stem)).length);
  });
  const best = (scores: readonly number[]) => scores.indexOf(Math.max(...scores));
  const given = shared.map((scores) => new Set([best(scores)]));
  requirements.forEach((_, at) => {
    if (!given.some((own) => own.has(at))) given[best(shared.map((scores) => scores[at] ?? 0))]?.add(at);
  });
  return given.map((own) => [...own].sort((a, b) => a - b).flatMap((at) => requirements[at] ?? []));
}

/** A list of more actions than this is planned by its first ones; the requirement holds them all. */
const MOST_ACTIONS = 8;

/** One step an action: "create projects" is built, then "assign tasks". */
function actionSteps(
  component: Component,
  own: readonly Requirement[],
  listed: readonly { action: string; requirement: Requirement }[],
  context: Context,
): StepAnswer[] {
  const shown = listed.slice(0, MOST_ACTIONS);
  const rest = own.filter((requirement) => !shown.some((entry) => entry.requirement === requirement));
  const taken = new Set(context.components.filter((other) => other !== component).map(({ path }) => path));
  return shown.map(({ action, requirement }, index) => {
    const archetype = capabilitiesIn(action)[0];
    const path = index === 0 && component.path !== undefined
      ? component.path
      : unitPath(action.replace(/\([^)]*\)/g, ""), false, context, taken);
    taken.add(path);
    const title = titleOf(action, 60);
    return featureStep({
      title,
      do: [
        index === 0 ? quoted(requirement) : `Next of ${requirement.id}: ${sentence(action)}`,
        ...(index === 0 ? rest.map(quoted) : []),
        `Say for "${title.toLowerCase()}" who may do it, what must be there before and what has changed afterwards; refuse everything else with a reason.`,
        ...(archetype?.parts[0]?.do.slice(0, 2) ?? []),
        ...(archetype === undefined ? [] : edgeLine(archetype, action)),
      ],
      cited: index === 0 ? [requirement, ...rest] : [requirement],
      path,
      action: "create",
      expect: `passes, and shows "${title.toLowerCase()}" once done, once refused, and once repeated`,
      context,
    });
  });
}
