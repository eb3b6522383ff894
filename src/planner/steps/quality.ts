import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import type { Requirement } from "../../plan/types.ts";
import type { Context } from "../context.ts";
import { seenBy, testOf } from "../test_files.ts";
import { textWithoutGroup, titleOf } from "../titles.ts";
import { featureStep, unitPath } from "./feature.ts";
import { qualityGroups } from "./quality_groups.ts";
import { readmeOf } from "./readme.ts";
import { closest, quoted } from "./wording.ts";

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
  const groups = qualityGroups(context, requirements);
  const firstOfDocs = groups.find(({ quality }) => quality.type === "docs");
  return groups.map((group) => {
    const { quality, list } = group;
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
    const [, ...others] = step.verify;
    return {
      ...step,
      type: quality.type,
      deliverables: [
        { path: test, action: "create" },
        ...(quality.type === "docs"
          ? [
            group === firstOfDocs
              ? readmeOf("quality", context)
              : { ...readmeOf("quality", context), action: "modify" as const },
          ]
          : []),
      ],
      verify: [seenBy(path, context.stack, `passes, and the run shows that ${quality.expect}.`), ...others],
    };
  });
}
