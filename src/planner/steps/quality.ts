import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import type { Requirement } from "../../plan/types.ts";
import { type Context, testCommand, testOf } from "../context.ts";
import { type Quality, qualityIn } from "../qualities.ts";
import { textWithoutGroup, titleOf } from "../titles.ts";
import { chunk, STEP_REQUIREMENTS } from "./chunks.ts";
import { featureStep, unitPath } from "./feature.ts";
import { closest, quoted } from "./wording.ts";

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

/** "Performance: load within 3 seconds" under the title "Performance" is "load within 3 seconds". */
function withoutLabel(text: string, label: string): string {
  return text.toLowerCase().startsWith(`${label.toLowerCase()}: `) ? text.slice(label.length + 2) : text;
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
    const titles = [
      ...new Set(list.map((requirement) => titleOf(withoutLabel(textWithoutGroup(requirement), quality.title), 45))),
    ];
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
