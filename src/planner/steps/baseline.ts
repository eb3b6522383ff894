import type { StepAnswer } from "../../plan/answers.ts";
import type { Existing } from "../../plan/types.ts";
import { shorten } from "../../text.ts";
import type { Context } from "../context.ts";
import { sentence } from "../titles.ts";
import { SCAFFOLD_LIMITS } from "./readme.ts";
import { checking, QUOTE } from "./wording.ts";

/** The first step in a project that is there: its own checks are seen, and what it does today is held. */
export function baseline(context: Context, existing: Existing): StepAnswer {
  const { stack, commands, entry, components } = context;
  const name = shorten(context.name, 50);
  const limits = context.stackLimits.slice(0, SCAFFOLD_LIMITS);
  const touched = [entry, ...components.flatMap(({ path }) => path ?? [])].filter((path) =>
    existing.files.includes(path)
  );
  const read = touched.length > 0 ? [...new Set(touched)] : ["README.md", ...existing.manifests];
  const { smokeTest } = stack.layout;
  return {
    type: "enabler",
    title: `See ${name} pass its own checks`,
    why: "What fails before the first change is no fault of the change.",
    do: [
      `On an untouched checkout run \`${commands.setup}\`, then ${
        checking(commands)
      }; write what fails already into the progress log of devplan.md.`,
      `Read ${
        read.slice(0, 6).map((path) => `\`${path}\``).join(", ")
      } with what tests there are: the new code follows ${
        read.length === 1 ? "it" : "them"
      } in names, errors and layout.`,
      `Let \`${smokeTest}\` start ${name} as a person would and hold what it shows today.`,
      ...limits.map((limit) =>
        `Hold to: ${sentence(shorten(limit.text, Math.max(140, Math.floor(QUOTE / limits.length))))} (${limit.id})`
      ),
    ],
    requirements: limits.map(({ id }) => id),
    dependsOn: [],
    deliverables: [{ path: smokeTest, action: existing.files.includes(smokeTest) ? "modify" : "create" }],
    verify: [
      { command: commands.setup, expect: "ends with status 0 on a fresh checkout." },
      { command: commands.test, expect: `passes with the smoke test of ${name}, but for what failed before.` },
    ],
    size: "S",
  };
}
