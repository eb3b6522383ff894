/**
 * Steps for demands that nobody has drafted any for: short, and in the words of the demand.
 * @module
 */
import { readmeIn } from "../existing/documents.ts";
import { shorten } from "../../text.ts";
import type { StepAnswer } from "../answers.ts";
import { stemsIn } from "../stems.ts";
import { isTestPath } from "../test_paths.ts";
import type { Plan, Requirement, Step, Verification } from "../types.ts";
import type { FreshDemand } from "./types.ts";
import { isProse } from "./citing.ts";
import { briefly, newsAbout, paths, quote, sentence } from "./wording.ts";

/** The most files that such a step changes. */
const MOST_FILES = 5;

/** Finds the step whose work a demand stands nearest to. */
export type HostOf = (text: string) => Step | undefined;

/** Prepares {@linkcode HostOf} over the steps that may be built on, in order. */
export function hostsAmong(steps: readonly Step[]): HostOf {
  const usual = steps.filter(({ type }) => type === "feature");
  const tested = usual.filter(({ deliverables }) => deliverables.some(({ path }) => isTestPath(path)));
  const [hosts = steps] = [tested, usual].filter((list) => list.length > 0);
  const places = new Map<string, number[]>();
  hosts.forEach(({ title, do: lines }, at) => {
    for (const stem of new Set(stemsIn([title, ...lines].join(" ")))) {
      const list = places.get(stem);
      if (list === undefined) places.set(stem, [at]);
      else list.push(at);
    }
  });
  return (text) => {
    const scores = new Map<number, number>();
    for (const stem of new Set(stemsIn(text))) {
      const found = places.get(stem) ?? [];
      // What nearly all say tells nothing, and would cost most.
      if (found.length > 200) continue;
      for (const at of found) scores.set(at, (scores.get(at) ?? 0) + 1 / found.length);
    }
    let best: number | undefined;
    for (const [at, score] of scores) if (best === undefined || score > (scores.get(best) ?? 0)) best = at;
    return hosts[best ?? hosts.length - 1];
  };
}

/** What must be known for a plain step. */
export interface PlainContext {
  plan: Plan;
  hostOf: HostOf;
  /** Files that are there when the step begins. */
  there: ReadonlySet<string>;
  /** The done steps that work on a requirement, by its id. */
  doneFor(id: string): readonly Step[];
}

/** A step for one demand. */
export function plainStep({ requirement, before }: FreshDemand, context: PlainContext): StepAnswer {
  if (before !== undefined) return changeStep(requirement, before, context);
  if (isExclusion(requirement)) return exclusionStep(requirement, context);
  const { kind, text } = requirement;
  const host = context.hostOf(text);
  const files = filesOf(host === undefined ? [] : [host], context);
  const name = briefly(requirement);
  const [type, title, how] = kind === "functional"
    ? [
      "feature" as const,
      name,
      `Test first: one worked example of "${name}" with its result, then one input that it must refuse.`,
    ]
    : kind === "quality"
    ? [
      "test" as const,
      `Prove: ${name}`,
      `Measure or try it in a test that fails when "${name}" is broken, and see it fail once.`,
    ]
    : [
      "feature" as const,
      `Hold to: ${name}`,
      `Change what contradicts "${name}", and test it where a test can see it.`,
    ];
  return {
    type,
    title: shorten(title, 90),
    do: [`${quote(requirement)} (${requirement.id})`, `Build it on what is there in ${paths(files)}.`, how],
    requirements: [requirement.id],
    dependsOn: [],
    deliverables: files.map((path) => ({ path, action: context.there.has(path) ? "modify" : "create" })),
    verify: [checkOf(host, context, `passes, with a case for "${name}".`), ...conditions(requirement)],
    size: "M",
  };
}

/** Whether a requirement says what is not to be built. */
export function isExclusion({ text }: Requirement): boolean {
  return /^out of scope\b/i.test(text);
}

/** Work that is done no longer fits what is asked for. */
function changeStep(requirement: Requirement, before: Requirement, context: PlainContext): StepAnswer {
  const { id } = requirement;
  const done = context.doneFor(id);
  const files = filesOf(done, context);
  const name = briefly(requirement, 50);
  const tests = files.filter(isTestPath);
  const sources = files.filter((path) => !isTestPath(path));
  const type = done.some((step) => step.type === "feature") ? "feature" : done[0]?.type ?? "feature";
  return {
    type,
    title: shorten(`Follow the change of ${id}: ${name}`, 90),
    why: `${id} was changed after its steps were done.`,
    do: [
      ...newsAbout(before, requirement),
      tests.length === 0
        ? `Change ${paths(files)} accordingly, and try once what must no longer be so.`
        : `Change ${paths(tests)} first and see it fail, then change ${
          sources.length === 0 ? "what it tries" : paths(sources)
        } until it passes.`,
    ],
    requirements: [id],
    dependsOn: [],
    deliverables: files.map((path) => ({ path, action: context.there.has(path) ? "modify" : "create" })),
    verify: [
      checkOf(done.at(-1), context, `passes, with a case for what ${id} says now.`),
      ...conditions(requirement),
    ],
    size: "M",
  };
}

/** What is not to be built has to be said to people. */
function exclusionStep(requirement: Requirement, { there, plan }: PlainContext): StepAnswer {
  const what = briefly({ text: requirement.text.replace(/^out of scope:?\s*/i, "") || requirement.text });
  const readme = readmeIn(plan.existing);
  return {
    type: "docs",
    title: shorten(`Say what is left out: ${what}`, 90),
    do: [
      `${quote(requirement)} (${requirement.id})`,
      `Write it into ${readme} under "What it does not do", and take out of ${
        shorten(plan.project.name, 50)
      } what hints at it.`,
    ],
    requirements: [requirement.id],
    dependsOn: [],
    deliverables: [{ path: readme, action: there.has(readme) ? "modify" : "create" }],
    verify: [{ expect: `${readme} says that "${what}" is left out, and no menu, command or text offers it.` }],
    size: "S",
  };
}

/** The sources and tests that some steps leave, as far as they are there. */
function filesOf(steps: readonly Step[], { there, plan }: PlainContext): string[] {
  const all = steps.flatMap(({ deliverables }) => deliverables.filter(({ action }) => action !== "delete"))
    .map(({ path }) => path);
  const left = [...new Set(all)].filter((path) => there.has(path) && !isProse(path));
  const tests = left.filter(isTestPath);
  const sources = left.filter((path) => !isTestPath(path));
  const files = [...sources.slice(0, MOST_FILES - Math.min(2, tests.length)), ...tests.slice(0, 2)];
  if (tests.length === 0) files.push(...[...there].filter(isTestPath).slice(0, 1));
  if (files.length > 0) return files;
  const [any] = plan.phases.flatMap((phase) => phase.steps).flatMap(({ deliverables }) => deliverables)
    .filter(({ path }) => there.has(path));
  return [any?.path ?? readmeIn(plan.existing)];
}

function checkOf(step: Step | undefined, { plan: { commands }, there }: PlainContext, expect: string): Verification {
  const runs = step?.verify.map(({ command }) => command).find((command) =>
    command !== undefined && mayRun(command, there)
  );
  const command = runs ?? commands?.test;
  return command === undefined ? { expect: `The test run ${expect}` } : { command, expect };
}

/** Whether the tests that a command names are there. */
function mayRun(command: string, there: ReadonlySet<string>): boolean {
  const words = command.slice(0, 2000).split(/[\s"'=]+/).map((word) => word.replace(/^\.\//, ""));
  return words.every((word) => !/\.\w{1,10}$/.test(word) || !isTestPath(word) || there.has(word));
}

function conditions({ acceptance }: Requirement): Verification[] {
  return acceptance.slice(0, 3).map((text) => ({ expect: sentence(shorten(text, 200)) }));
}
