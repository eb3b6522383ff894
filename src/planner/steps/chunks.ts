import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import { isPlainWord } from "../../plan/existing/ecosystem.ts";
import type { Component, Requirement } from "../../plan/types.ts";
import { capabilitiesIn } from "../capabilities.ts";
import { isOf } from "../components.ts";
import type { Context } from "../context.ts";
import { testOf } from "../test_files.ts";
import { filesAbout, subjectOf, testAbout, untestedFile } from "../existing_files.ts";
import { sourceFiles } from "../facts.ts";
import { fillTemplate } from "../stack.ts";
import { sentence, textWithoutGroup, titleOf } from "../titles.ts";
import { featureStep, unitPath } from "./feature.ts";
import { closest, edgeLine, QUOTE, quoted } from "./wording.ts";

/** A step holds at most this many requirements, or in large projects as many as fit into {@linkcode STEP_WORDS}. */
export const STEP_REQUIREMENTS = 3;
const STEP_WORDS = 75;
/** From this many requirements on, steps hold more of them, so that a plan stays readable. */
const LARGE = 60;

const FIRST_TEST = "First test: ";
/** For requirements of a kind that no table knows. */
const withoutTable = (
  title: string,
) => [`${FIRST_TEST}one worked example of "${title}" with its expected result, then one input that it must refuse.`];

/** Larger projects: the requirements themselves, a few a step. */
export function chunkSteps(
  component: Component,
  own: readonly Requirement[],
  context: Context,
): StepAnswer[] {
  const { existing } = context;
  const title = existing === undefined ? component.name : subjectOf(component.name);
  const path = component.path ?? unitPath(title, false, context, new Set());
  return chunk(own, context.requirements.size).map((cited, index, all) => {
    const text = cited.map((requirement) => requirement.text).join("\n");
    const archetype = capabilitiesIn(text)[0];
    // A component may be spread over phases: only its first requirement makes its own file.
    const first = cited[0]?.id === component.requirements[0];
    const named = first ? undefined : sourceFiles(text).find((file) => file !== path && isOf(context.stack, file));
    // A change of what is there, and no name tells where.
    const sought = existing !== undefined && component.path === undefined && named === undefined;
    const titles = [...new Set(cited.map((requirement) => titleOf(textWithoutGroup(requirement), 45)))];
    // A hint that shares no word with the requirements would be noise.
    const hints = closest(archetype?.hints ?? [], text, 1);
    const hint = hints[index % Math.max(1, hints.length)];
    const step = featureStep({
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
        ...(sought ? [FIND] : []),
        ...lookFirst(text, named ?? path, context),
        ...(hint === undefined ? [] : [sentence(hint)]),
        ...(archetype === undefined ? withoutTable(titles[0] ?? component.name) : edgeLine(archetype, text)),
      ],
      cited,
      path: named ?? path,
      action: named !== undefined || first ? "create" : "modify",
      expect: `passes, with a case for ${titles.slice(0, 3).map((title) => `"${title}"`).join(", ")}`,
      context,
      ...(index > 0 ? { why: `Goes on with ${component.name}: ${index + 1} of ${all.length}.` } : {}),
    });
    const untested = existing === undefined ? undefined : untestedFile(cited.map(textWithoutGroup), existing);
    if (untested !== undefined && untested === component.path) return untestedStep(step, untested, context);
    return sought ? withoutUnit(step, path, testAbout(text, existing), context) : step;
  });
}

/** Work on a manifest or a page: all tests hold as before, or somebody reads it. */
function untestedStep(step: StepAnswer, path: string, { commands, existing }: Context): StepAnswer {
  const action = existing?.files.includes(path) === true ? "modify" as const : "create" as const;
  const isManifest = existing?.manifests.includes(path) === true;
  const title = shorten(step.title, 60);
  return {
    ...step,
    type: isManifest ? "enabler" : "docs",
    do: [
      ...step.do.filter((line) => !line.startsWith(FIRST_TEST)),
      isManifest
        ? `Change \`${path}\` and what follows from it: lock files, settings, CI, and each place that the new version breaks.`
        : `Write it into \`${path}\` where a reader looks for it, in the style of what stands there, with an example that was run.`,
    ],
    deliverables: [{ path, action }],
    verify: isManifest
      ? [{ command: commands.setup, expect: `ends with status 0 with "${title}" done.` }, {
        command: commands.test,
        expect: `passes as before, with "${title}" done.`,
      }]
      : [{ expect: `Somebody who reads \`${path}\` can do what it says about "${title}" without asking.` }],
  };
}

const FIND =
  "Find the code that this is about and change it there, though its file is not listed here; make no new one beside it.";

/** A step whose files are found only in its course: what it names is the test. */
function withoutUnit(step: StepAnswer, path: string, test: string | undefined, context: Context): StepAnswer {
  const own = testOf(path, context.stack).test;
  if (own === path) return step;
  const { testOne, test: all } = context.stack.commands;
  const there = test === undefined
    ? undefined
    : testOne.includes("{name}") || !isPlainWord(test)
    ? all
    : fillTemplate(testOne, { app: "", test });
  const [first, ...others] = step.verify;
  return {
    ...step,
    deliverables: step.deliverables.filter((deliverable) => deliverable.path !== path)
      .map((deliverable) =>
        deliverable.path === own && test !== undefined ? { ...deliverable, path: test } : deliverable
      ),
    verify: first === undefined || there === undefined ? step.verify : [{ ...first, command: there }, ...others],
  };
}

/** In a project that is there, what its names say is near. */
function lookFirst(text: string, path: string, { existing }: Context): string[] {
  const related = existing === undefined ? [] : filesAbout(text, existing).related;
  const others = related.filter((other) => other !== path).map((other) => `\`${other}\``);
  if (others.length === 0) return [];
  return [
    `Look first at ${others.join(", ")}: by ${others.length === 1 ? "its name it is" : "their names they are"} near.`,
  ];
}

/** A few requirements together, by number and by words. */
export function chunk(requirements: readonly Requirement[], total: number, least = STEP_REQUIREMENTS): Requirement[][] {
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
