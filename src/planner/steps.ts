/**
 * The steps that answer requirements: slices of features, and qualities across them.
 * @module
 */
import type { StepAnswer } from "../plan/answers.ts";
import { shorten } from "../plan/text.ts";
import type { Component, Requirement } from "../plan/types.ts";
import { contentStems } from "../plan/words.ts";
import { capabilitiesIn } from "./capabilities.ts";
import { capabilitiesOf, type Context, testCommand, testOf } from "./context.ts";
import { resultFiles, sourceFiles } from "./facts.ts";
import { genericParts } from "./generic.ts";
import { inStyle, unitWords } from "./names.ts";
import { type Quality, qualityIn } from "./qualities.ts";
import { actionsIn } from "./slices.ts";
import { fillTemplate } from "./stack.ts";
import { sentence, textWithoutGroup, titleOf } from "./titles.ts";
import type { Archetype, Part } from "./types.ts";

/** A step holds at most this many requirements, or in large projects as many as fit into {@linkcode STEP_WORDS}. */
const STEP_REQUIREMENTS = 3;
const STEP_WORDS = 75;
/** From this many requirements on, steps hold more of them, so that a plan stays readable. */
const LARGE = 60;
/** For requirements of a kind that no table knows. */
const withoutTable = (
  title: string,
) => [`First test: one worked example of "${title}" with its expected result, then one input that it must refuse.`];
/** What one line of instructions may quote of a requirement, in characters. */
const QUOTE = 320;

/** The steps for some requirements of a component, in order; each builds on the one before. */
export function componentSteps(component: Component, requirements: readonly string[], context: Context): StepAnswer[] {
  const own = requirements.flatMap((id) => context.requirements.get(id) ?? []);
  const steps = context.small ? partSteps(component, own, context) : chunkSteps(component, own, context);
  const last = steps.at(-1);
  if (last !== undefined && !last.deliverables.some(({ path }) => path === context.entry)) {
    last.deliverables.push({ path: context.entry, action: "modify" });
    last.do.push(`Reach "${shorten(component.name, 50)}" from \`${context.entry}\`.`);
  }
  return steps.map((step, index) => ({ ...step, dependsOn: index === 0 ? [] : [index] }));
}

/** Small projects: the actions that a requirement lists, or else the usual parts of its capabilities. */
function partSteps(component: Component, own: readonly Requirement[], context: Context): StepAnswer[] {
  const listed = own.flatMap((requirement) => actionsIn(requirement.text).map((action) => ({ action, requirement })));
  if (listed.length > 0) return actionSteps(component, own, listed, context);
  const parts = partsFor(component, context);
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
    const quoteAll = index === 0
      ? own
      : mine.filter((requirement) => !cited.slice(0, index).flat().includes(requirement));
    const edges = archetype === undefined || (index > 0 && index < parts.length - 1)
      ? []
      : edgeLine(archetype, part.do.join(" "));
    return featureStep({
      title: part.title,
      do: [
        ...(index === 0
          ? quoteAll.map(quoted)
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

/** One step an action: "create projects" is built, then "assign tasks". */
function actionSteps(
  component: Component,
  own: readonly Requirement[],
  listed: readonly { action: string; requirement: Requirement }[],
  context: Context,
): StepAnswer[] {
  const rest = own.filter((requirement) => !listed.some((entry) => entry.requirement === requirement));
  const taken = new Set(context.components.filter((other) => other !== component).map(({ path }) => path));
  return listed.slice(0, 8).map(({ action, requirement }, index) => {
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

/** Larger projects: the requirements themselves, a few a step. */
function chunkSteps(
  component: Component,
  own: readonly Requirement[],
  context: Context,
): StepAnswer[] {
  const path = component.path ?? unitPath(component.name, false, context, new Set());
  return chunk(own, context.requirements.size).map((cited, index, all) => {
    const text = cited.map((requirement) => requirement.text).join("\n");
    const archetype = capabilitiesIn(text)[0];
    const named = sourceFiles(text).find((file) => file !== path);
    const titles = [...new Set(cited.map((requirement) => titleOf(textWithoutGroup(requirement), 45)))];
    // A hint that shares no word with the requirements would be noise.
    const hint = closest(archetype?.hints ?? [], text, 1)[0];
    return featureStep({
      title: all.length === 1
        ? shorten(component.name, 80)
        : titles.length === 1
        ? titleOf(textWithoutGroup(cited[0]), 70)
        : shorten(
          (titles[0]?.slice(0, 24) === component.name.slice(0, 24) ? "" : `${shorten(component.name, 40)}: `) +
            titles.join(", "),
          90,
        ),
      do: [
        ...cited.map(quoted),
        ...(hint === undefined ? [] : [sentence(hint)]),
        ...(archetype === undefined ? withoutTable(titles[0] ?? component.name) : edgeLine(archetype, text)),
      ],
      cited,
      path: named ?? path,
      // A component may be spread over phases: only its first requirement makes the file.
      action: named !== undefined || cited[0]?.id === component.requirements[0] ? "create" : "modify",
      expect: `passes, with a case for ${titles.slice(0, 3).map((title) => `"${title}"`).join(", ")}`,
      context,
      ...(index > 0 ? { why: `Goes on with ${component.name}: ${index + 1} of ${all.length}.` } : {}),
    });
  });
}

/** A few requirements together, by number and by words. */
function chunk(requirements: readonly Requirement[], total: number, least = STEP_REQUIREMENTS): Requirement[][] {
  const most = Math.max(least, Math.min(8, Math.ceil(total / LARGE * STEP_REQUIREMENTS)));
  const chunks: { list: Requirement[]; words: number }[] = [];
  for (const requirement of requirements) {
    const words = Math.min(shorten(requirement.text, QUOTE).split(/\s+/).length, STEP_WORDS);
    const open = chunks.at(-1);
    if (open !== undefined && open.list.length < most && open.words + words <= STEP_WORDS) {
      open.list.push(requirement);
      open.words += words;
    } else chunks.push({ list: [requirement], words });
  }
  return chunks.map(({ list }) => list);
}

/** A requirement as an instruction, in its own words. */
function quoted(requirement: Requirement): string {
  const text = textWithoutGroup(requirement);
  return `${sentence(shorten(text.charAt(0).toUpperCase() + text.slice(1), QUOTE))} (${requirement.id})`;
}

/** The cases that tests must try, those first that speak of the same things as the text. */
function edgeLine(archetype: Archetype, text: string): string[] {
  const cases = closest(archetype.edgeCases, text, 0).slice(0, 3);
  return cases.length === 0 ? [] : [`Tests try: ${cases.join("; ")}.`];
}

/** Sentences by the number of words that they share with a text, at least `least`. */
function closest(sentences: readonly string[], text: string, least: number): string[] {
  const words = new Set(contentStems(text));
  const shared = (sentence: string) => contentStems(sentence).filter((stem) => words.has(stem)).length;
  return sentences.map((sentence) => ({ sentence, score: shared(sentence) }))
    .filter(({ score }) => score >= least).sort((a, b) => b.score - a.score).map(({ sentence }) => sentence);
}

function unitPath(title: string, page: boolean, context: Context, taken: ReadonlySet<string | undefined>): string {
  const { layout, profile } = context.stack;
  const template = page ? layout.page ?? layout.unit : layout.unit;
  const words = unitWords(title, "core", profile.naming.unit);
  for (let count = 1;; count++) {
    const name = inStyle(count === 1 ? words : [...words, String(count)], profile.naming.unit);
    const path = fillTemplate(template, { app: "", name });
    if (!taken.has(path)) return path;
  }
}

function featureStep(step: {
  title: string;
  why?: string;
  do: string[];
  cited: readonly Requirement[];
  path: string;
  action: "create" | "modify";
  expect: string;
  context: Context;
}): StepAnswer {
  const { context, cited } = step;
  const { test } = testOf(step.path, context.stack);
  const results = cited.flatMap((requirement) => resultFiles(requirement.text)).filter((path) => path !== step.path);
  const acceptance = cited.flatMap((requirement) => requirement.acceptance).slice(0, 3);
  return {
    type: "feature",
    title: step.title,
    ...(step.why === undefined ? {} : { why: step.why }),
    do: step.do,
    requirements: cited.map(({ id }) => id),
    dependsOn: [],
    deliverables: [
      { path: step.path, action: step.action },
      ...(test === step.path ? [] : [{ path: test, action: step.action }]),
      ...[...new Set(results)].slice(0, 3).map((path) => ({ path, action: "create" as const })),
    ],
    verify: [
      { command: testCommand(step.path, context.stack), expect: `${step.expect}.` },
      ...[...new Set(results)].slice(0, 3).map((path) => ({
        expect: `After \`${context.commands.run}\`, \`${path}\` is there and not empty.`,
      })),
      ...acceptance.map((text) => ({ expect: sentence(shorten(text, 200)) })),
    ],
    size: step.do.join(" ").split(/\s+/).length > 90 || cited.length > 3 ? "L" : step.do.length <= 2 ? "S" : "M",
  };
}

/** Qualities and limits of one kind, a few a group. */
export function qualityGroups(
  context: Context,
  requirements: readonly Requirement[],
): { quality: Quality; list: Requirement[] }[] {
  const byKind = new Map<Quality, Requirement[]>();
  for (const requirement of requirements) {
    const quality = qualityIn(`${requirement.text}\n${requirement.group ?? ""}`);
    byKind.set(quality, [...(byKind.get(quality) ?? []), requirement]);
  }
  return [...byKind].flatMap(([quality, list]) =>
    chunk(list, context.requirements.size, STEP_REQUIREMENTS + 1).map((part) => ({ quality, list: part }))
  );
}

/** Where a quality shows first: the components that speak of the same things, else the first ones. */
function lookAt(list: readonly Requirement[], context: Context): string[] {
  const texts = context.components.map(({ name, requirements }) =>
    `${name} ${requirements.map((id) => context.requirements.get(id)?.text).join(" ")}`
  );
  const near = closest(texts, list.map(({ text }) => text).join(" "), 1).slice(0, 3);
  const chosen = near.length > 0
    ? context.components.filter((_, at) => near.includes(texts[at] ?? ""))
    : context.components.slice(0, 2);
  return chosen.length === 0
    ? []
    : [`Look first at ${
      chosen.map(({ name, path }) => path === undefined ? `"${name}"` : `"${shorten(name, 50)}" in \`${path}\``).join(
        ", ",
      )
    }.`];
}

/** The steps that prove qualities and limits; they don't wait for each other. */
export function qualitySteps(context: Context, requirements: readonly Requirement[]): StepAnswer[] {
  const taken = new Set(context.components.map(({ path }) => path));
  return qualityGroups(context, requirements).map(({ quality, list }) => {
    const path = unitPath(quality.unit, false, context, taken);
    taken.add(path);
    const { test } = testOf(path, context.stack);
    const titles = [...new Set(list.map((requirement) => titleOf(textWithoutGroup(requirement), 45)))];
    const title = shorten(`${quality.title}: ${titles.join("; ")}`, 90);
    const step = featureStep({
      title,
      do: [...list.map(quoted), ...quality.do, ...lookAt(list, context)],
      cited: list,
      path: quality.type === "feature" ? path : test,
      action: "create",
      expect: `passes, and the run shows that ${quality.expect}`,
      context,
    });
    if (quality.type === "feature") return step;
    const command = testCommand(path, context.stack);
    const [, ...others] = step.verify;
    return {
      ...step,
      type: quality.type,
      deliverables: [
        { path: test, action: "create" },
        ...(quality.type === "docs" ? [{ path: "README.md", action: "modify" as const }] : []),
      ],
      verify: [{ command, expect: `passes, and the run shows that ${quality.expect}.` }, ...others],
    };
  });
}
