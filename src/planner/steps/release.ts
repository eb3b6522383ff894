import type { StepAnswer } from "../../plan/answers.ts";
import { releaseIn } from "../../plan/existing/documents.ts";
import { shorten } from "../../text.ts";
import { capabilitiesIn } from "../capabilities.ts";
import type { Context } from "../context.ts";
import { fillTemplate } from "../stack.ts";
import { readmeOf } from "./readme.ts";
import { startCommand } from "./wording.ts";
import { sentence, textWithoutGroup, titleOf } from "../titles.ts";
import { important } from "./important.ts";

/** The last phase: failures on purpose, a README for strangers, a release. */
export function releaseSteps(context: Context, offset: number): StepAnswer[] {
  const steps = [failures(context), readme(context), release(context)];
  // Each waits for the one before it; the first for all qualities, whose number is the offset.
  return steps.map((step, index) => ({
    ...step,
    dependsOn: index === 0 ? Array.from({ length: offset }, (_, at) => at + 1) : [offset + index],
  }));
}

function failures(context: Context): StepAnswer {
  const { stack, commands } = context;
  const tried = important(context, 3);
  const cases = [...new Set(tried.flatMap(({ text }) => capabilitiesIn(text)[0]?.edgeCases.slice(0, 2) ?? []))].slice(
    0,
    4,
  );
  return {
    type: "test",
    title: `Make ${shorten(context.name, 50)} fail on purpose`,
    why: "What happens when things go wrong is part of the product.",
    do: [
      `Extend \`${stack.layout.smokeTest}\` with the worst input for: ${
        tried.map((requirement) => `${shorten(titleOf(textWithoutGroup(requirement), 60), 60)} (${requirement.id})`)
          .join("; ") || context.name
      }.`,
      ...(cases.length > 0 ? [`Try at least: ${cases.join("; ")}.`] : []),
      ...(startCommand(context) === undefined ? [] : [
        `Stop ${shorten(context.name, 40)} in the middle of its work and start it again; no message is a stack trace.`,
      ]),
    ],
    requirements: tried.map(({ id }) => id),
    dependsOn: [],
    deliverables: [{ path: stack.layout.smokeTest, action: "modify" }],
    verify: [{
      command: commands.test,
      expect: `passes, with a failing input for ${
        shorten(
          tried.map((requirement) => `"${titleOf(textWithoutGroup(requirement), 40)}"`).join(", ") || context.name,
          140,
        )
      }.`,
    }],
    size: "M",
  };
}

function readme(context: Context): StepAnswer {
  const { commands } = context;
  const shown = important(context, 3);
  return {
    type: "docs",
    title: context.existing === undefined
      ? `Write the README of ${shorten(context.name, 50)}`
      : `Say in the README what is new in ${shorten(context.name, 50)}`,
    do: [
      ...(context.existing === undefined
        ? [`Say in two sentences what it is: ${sentence(shorten(context.summary, 160))}`]
        : []),
      `Give ${
        startCommand(context) === undefined
          ? "an example with its"
          : `the commands \`${commands.setup}\` and \`${commands.run}\`, and the`
      } real output of one run for: ${
        shown.map((requirement) => titleOf(textWithoutGroup(requirement), 50)).join("; ") || context.name
      }.`,
      context.existing === undefined
        ? "List its settings with their defaults."
        : "List the settings that are new, with their defaults; change what is no longer true.",
      context.excluded.length === 0
        ? "Say what is left out on purpose."
        : `Say what is left out on purpose, and build none of it: ${
          shorten(context.excluded.map(({ text }) => text.replace(/^out of scope:?\s*/i, "")).join("; "), 300)
        }.`,
    ],
    requirements: [...new Set([...shown.slice(0, 1), ...context.excluded].map(({ id }) => id))],
    dependsOn: [],
    deliverables: [readmeOf("release", context)],
    verify: [{
      expect: `Somebody new gets ${shorten(context.name, 50)} to its first result by the README alone, without asking.`,
    }],
    size: "S",
  };
}

function release(context: Context): StepAnswer {
  const { stack, existing } = context;
  const name = shorten(context.name, 50);
  const can = `what ${shorten(context.name, 40)} can do now: ${
    shorten(context.components.map(({ name }) => name).join("; ") || context.summary, 240)
  }.`;
  const start = startCommand(context);
  return {
    type: "ops",
    title: `Release ${name}${existing === undefined ? " 0.1.0" : ""}`,
    do: existing === undefined
      ? [
        fillTemplate(stack.profile.release, { app: stack.layout.entry.split("/").at(-2) ?? "app" }),
        `Say in CHANGELOG.md ${can}`,
      ]
      : [
        "Raise the version and tag it in the way that this project has released before.",
        `Say in ${releaseIn(existing).told} ${can}`,
      ],
    requirements: important(context, 1).map(({ id }) => id),
    dependsOn: [],
    deliverables: [{ path: releaseIn(existing).path, action: existing === undefined ? "create" : "modify" }],
    verify: [
      stack.commands.build !== undefined
        ? { command: stack.commands.build, expect: `builds ${name} from a fresh checkout of the tag.` }
        : start !== undefined
        ? { command: start, expect: `starts ${name} from a fresh checkout of the tag.` }
        : { command: context.commands.test, expect: `passes for ${name} on a fresh checkout of the tag.` },
    ],
    size: "S",
  };
}
