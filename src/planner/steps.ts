/**
 * The steps that answer requirements: slices of features, and qualities across them.
 * @module
 */
import type { StepAnswer } from "../plan/answers.ts";
import { shorten } from "../plan/text.ts";
import type { Component, Requirement } from "../plan/types.ts";
import { capabilitiesIn } from "./capabilities.ts";
import { capabilitiesOf, type Context, testCommand, testOf } from "./context.ts";
import { resultFiles, sourceFiles } from "./facts.ts";
import { genericParts } from "./generic.ts";
import { inStyle, unitWords } from "./names.ts";
import { type Quality, qualityIn } from "./qualities.ts";
import { clauses } from "./slices.ts";
import { fillTemplate } from "./stack.ts";
import { sentence, textWithoutGroup, titleOf } from "./titles.ts";
import type { Archetype, Part } from "./types.ts";

/** A step holds at most this many requirements, or in large projects as many as fit into {@linkcode STEP_WORDS}. */
const STEP_REQUIREMENTS = 3;
const STEP_WORDS = 75;
/** From this many requirements on, steps hold more of them, so that a plan stays readable. */
const LARGE = 60;
/** What one line of instructions may quote of a requirement, in characters. */
const QUOTE = 320;

/** The steps for some requirements of a component, in order; each builds on the one before. */
export function componentSteps(component: Component, requirements: readonly string[], context: Context): StepAnswer[] {
  const own = requirements.flatMap((id) => context.requirements.get(id) ?? []);
  const archetypes = capabilitiesOf(component, context);
  const steps = context.small
    ? partSteps(component, own, archetypes, context)
    : chunkSteps(component, own, archetypes, context);
  const last = steps.at(-1);
  if (last !== undefined && !last.deliverables.some(({ path }) => path === context.entry)) {
    last.deliverables.push({ path: context.entry, action: "modify" });
    last.do.push(`Reach it from \`${context.entry}\`, so that a person can use it now.`);
  }
  return steps.map((step, index) => ({ ...step, dependsOn: index === 0 ? [] : [index] }));
}

/** Small projects: the usual parts of each capability, filled with the project's own words. */
function partSteps(
  component: Component,
  own: readonly Requirement[],
  archetypes: readonly Archetype[],
  context: Context,
): StepAnswer[] {
  const each = context.components.length >= 3 ? 2 : context.components.length === 2 ? 3 : 4;
  const parts: { part: Part; archetype?: Archetype }[] = archetypes.slice(0, 2).flatMap((archetype, index) =>
    archetype.parts.slice(0, index === 0 ? each : 2).map((part) => ({ part, archetype }))
  );
  const chosen = parts.length > 0 ? parts : genericParts.slice(0, each).map((part) => ({ part }));
  const taken = new Set(context.components.filter((other) => other !== component).map(({ path }) => path));
  return chosen.map(({ part, archetype }: { part: Part; archetype?: Archetype }, index) => {
    const path = index === 0 && component.path !== undefined
      ? component.path
      : unitPath(part.unit, part.page === true, context, taken);
    taken.add(path);
    const mine = own.filter((_, position) =>
      position % chosen.length === index || index === 0 && own.length <= chosen.length
    );
    const cited = mine.length > 0 ? mine : own.slice(0, 1);
    const listed = clauses(cited[0]?.text ?? "");
    const quote = index === 0
      ? cited.map((requirement) => quoted(requirement))
      : listed.length >= 3
      ? [`For ${cited[0]?.id}, take next: ${
        listed.filter((_, at) => at % chosen.length === index).concat(listed[index % listed.length] ?? "").slice(0, 2)
          .join("; ")
      }.`]
      : [`It serves ${cited[0]?.id}: ${sentence(shorten(textWithoutGroup(cited[0]), 120))}`];
    const edges = archetype === undefined || index > 0 && index < chosen.length - 1 ? [] : edgeLine(archetype, index);
    return featureStep({
      title: part.title,
      do: [...quote, ...part.do, ...edges],
      cited,
      path,
      action: "create",
      expect: `passes, and the test shows that ${part.expect.replace(/\.$/, "")}`,
      context,
    });
  });
}

/** Larger projects: the requirements themselves, a few a step. */
function chunkSteps(
  component: Component,
  own: readonly Requirement[],
  archetypes: readonly Archetype[],
  context: Context,
): StepAnswer[] {
  const path = component.path ?? unitPath(component.name, false, context, new Set());
  return chunk(own, context.requirements.size).map((cited, index, all) => {
    const text = cited.map((requirement) => requirement.text).join("\n");
    const archetype = capabilitiesIn(text)[0] ?? archetypes[0];
    const named = sourceFiles(text).find((file) => file !== path);
    const titles = cited.map((requirement) => titleOf(textWithoutGroup(requirement), 45));
    const hint = archetype?.hints[(index + cited.length) % Math.max(1, archetype.hints.length)];
    return featureStep({
      title: titles.length === 1
        ? titleOf(textWithoutGroup(cited[0]), 70)
        : shorten(`${titles[0]}; ${titles.slice(1).join("; ")}`, 90),
      do: [
        ...cited.map(quoted),
        ...(hint === undefined ? [] : [sentence(hint)]),
        ...(archetype === undefined ? [] : edgeLine(archetype, index)),
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
function chunk(requirements: readonly Requirement[], total: number): Requirement[][] {
  const most = Math.max(STEP_REQUIREMENTS, Math.min(8, Math.ceil(total / LARGE * STEP_REQUIREMENTS)));
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

function edgeLine(archetype: Archetype, offset: number): string[] {
  const cases = archetype.edgeCases;
  if (cases.length === 0) return [];
  const picked = [0, 1, 2].map((step) => cases[(offset * 3 + step) % cases.length]);
  return [`Tests try: ${[...new Set(picked)].join("; ")}.`];
}

function unitPath(title: string, page: boolean, context: Context, taken: ReadonlySet<string | undefined>): string {
  const { layout, profile } = context.stack;
  const template = page ? layout.page ?? layout.unit : layout.unit;
  const words = unitWords(title, "core");
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
    chunk(list, context.requirements.size).map((part) => ({ quality, list: part }))
  );
}

/** The steps that prove qualities and limits; they don't wait for each other. */
export function qualitySteps(context: Context, requirements: readonly Requirement[]): StepAnswer[] {
  const counts = new Map<string, number>();
  return qualityGroups(context, requirements).map(({ quality, list }) => {
    const count = (counts.get(quality.id) ?? 0) + 1;
    counts.set(quality.id, count);
    const path = unitPath(
      count === 1 ? quality.unit : `${quality.unit} ${count}`,
      false,
      context,
      new Set(context.components.map(({ path }) => path)),
    );
    const { test } = testOf(path, context.stack);
    const titles = list.map((requirement) => titleOf(textWithoutGroup(requirement), 45));
    const title = shorten(`${quality.title}: ${titles.join("; ")}`, 90);
    const step = featureStep({
      title,
      do: [...list.map(quoted), ...quality.do],
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
