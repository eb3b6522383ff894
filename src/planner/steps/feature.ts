import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import type { Requirement } from "../../plan/types.ts";
import { styleOf } from "../components.ts";
import type { Context } from "../context.ts";
import { seenBy, testOf } from "../test_files.ts";
import { resultFiles } from "../facts.ts";
import { inStyle, unitWords } from "../names.ts";
import { fillTemplate } from "../stack.ts";
import { sentence } from "../titles.ts";

/** A path for a new unit, by its title, that is not taken yet. */
export function unitPath(
  title: string,
  page: boolean,
  context: Context,
  taken: ReadonlySet<string | undefined>,
): string {
  const { layout } = context.stack;
  const template = page ? layout.page ?? layout.unit : layout.unit;
  const style = styleOf(template, context.stack);
  const words = unitWords(title, "core", style);
  for (let count = 1;; count++) {
    const name = inStyle(count === 1 ? words : [...words, String(count)], style);
    const path = fillTemplate(template, { app: "", name });
    if (!taken.has(path) && !context.stack.scaffold.includes(path)) return path;
  }
}

/** A step that makes or changes one unit with its test. */
export function featureStep(step: {
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
      ...(step.action === "create" && context.stack.layout.index !== undefined &&
          context.existing?.files.includes(step.path) !== true
        ? [{ path: context.stack.layout.index, action: "modify" as const }]
        : []),
      ...[...new Set(results)].slice(0, 3).map((path) => ({ path, action: "create" as const })),
    ],
    verify: [
      seenBy(step.path, context.stack, `${step.expect}.`),
      ...[...new Set(results)].slice(0, 3).map((path) => ({
        expect: `After \`${context.commands.run}\`, \`${path}\` is there and not empty.`,
      })),
      ...acceptance.map((text) => ({ expect: sentence(shorten(text, 200)) })),
    ],
    size: step.do.join(" ").split(/\s+/).length > 90 || cited.length > 3 ? "L" : step.do.length <= 2 ? "S" : "M",
  };
}
