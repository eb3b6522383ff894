import type { StepAnswer } from "../../plan/answers.ts";
import { documentIn } from "../../plan/existing/documents.ts";
import { isTestPath } from "../../plan/test_paths.ts";
import type { Existing } from "../../plan/types.ts";
import { shorten } from "../../text.ts";
import type { Context } from "../context.ts";
import { buildFileFor } from "../existing.ts";
import { sentence } from "../titles.ts";
import { SCAFFOLD_LIMITS } from "./readme.ts";
import { checking, QUOTE, startCommand } from "./wording.ts";

/** What runs tests without being declared anywhere. */
const BUILT_IN =
  /^(?:node --test|deno|cargo|go|dotnet|swift|dart|flutter|mix|zig|make|cmake|python manage\.py test|python -m unittest)\b/;

/** The first step in a project that is there: its own checks are seen, and what it does today is held. */
export function baseline(context: Context, existing: Existing): StepAnswer {
  const { stack, commands, entry, components } = context;
  const name = shorten(context.name, 50);
  const limits = context.stackLimits.slice(0, SCAFFOLD_LIMITS);
  const touched = [entry, ...components.flatMap(({ path }) => path ?? [])].filter((path) =>
    existing.files.includes(path)
  );
  const read = touched.length > 0
    ? [...new Set(touched)]
    : [documentIn(existing, "README.md") ?? [], ...existing.manifests].flat();
  const { smokeTest } = stack.layout;
  const isTested = existing.commands.test !== undefined || existing.files.some(isTestPath);
  const runner = isTested || BUILT_IN.test(commands.test) ? undefined : stack.layout.manifest;
  const build = buildFileFor([smokeTest], existing);
  // What no table knows is run through a Makefile.
  const makefile = /^make\b/.test(commands.test) && !existing.files.some((path) => /^(?:GNUm|[mM])akefile$/.test(path))
    ? "Makefile"
    : undefined;
  const first = [...new Set([commands.setup, commands.test])];
  return {
    type: "enabler",
    title: isTested ? `See ${name} pass its own checks` : `Give ${name} its first test`,
    why: isTested
      ? "What fails before the first change is no fault of the change."
      : "What no test holds may break without anybody seeing it.",
    do: [
      isTested
        ? `On an untouched checkout run ${commands.setup === commands.test ? "" : `\`${commands.setup}\`, then `}${
          checking(commands)
        }; write what fails already into the progress log of devplan.md.`
        : `No file of it is a test: ${
          runner === undefined ? "" : `declare in \`${runner}\` what \`${commands.test}\` needs, and `
        }see that \`${commands.test}\` fails when the code is broken.`,
      ...(makefile === undefined
        ? []
        : [`Write the ${makefile} with the targets setup, test, lint and run in the way that the project does them.`]),
      ...(read.length === 0 ? [] : [
        `Read ${read.slice(0, 6).map((path) => `\`${path}\``).join(", ")} ${
          isTested ? "with what tests there are" : "first"
        }: the new code follows ${read.length === 1 ? "it" : "them"} in names, errors and layout.`,
      ]),
      `Let \`${smokeTest}\` ${
        startCommand(context) === undefined ? "use" : "start"
      } ${name} as a person would and hold what it shows today${
        build === undefined ? "" : `; \`${build}\` builds it`
      }.`,
      ...limits.map((limit) =>
        `Hold to: ${sentence(shorten(limit.text, Math.max(140, Math.floor(QUOTE / limits.length))))} (${limit.id})`
      ),
    ],
    requirements: limits.map(({ id }) => id),
    dependsOn: [],
    deliverables: [...new Set([smokeTest, runner ?? [], build ?? [], makefile ?? []].flat())].map((path) => ({
      path,
      action: existing.files.includes(path) ? "modify" : "create",
    })),
    verify: first.map((command) => ({
      command,
      expect: command === commands.test
        ? `passes with the smoke test of ${name}${isTested ? ", but for what failed before" : ""}.`
        : "ends with status 0 on a fresh checkout.",
    })),
    size: "S",
  };
}
