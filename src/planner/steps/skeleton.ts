import type { StepAnswer } from "../../plan/answers.ts";
import { shorten } from "../../text.ts";
import type { Component, Requirement } from "../../plan/types.ts";
import { type Context, thinRequirement } from "../context.ts";
import { seenBy, testOf } from "../test_files.ts";
import { inStyle } from "../names.ts";
import { fillTemplate, namedBy } from "../stack.ts";
import { sentence, textWithoutGroup, titleOf } from "../titles.ts";
import { baseline } from "./baseline.ts";
import { important } from "./important.ts";
import { checking, QUOTE } from "./wording.ts";
import { scaffoldFiles } from "./scaffold_files.ts";
import { isDescription, readmeOf, SCAFFOLD_LIMITS, servicesOf } from "./readme.ts";

const CI = ".github/workflows/ci.yml";

/**
 * The first phase: scaffold, services, the thinnest path, CI. A project that is there has been walked through: what it
 * has no need of is left out.
 */
export function skeletonSteps(context: Context): StepAnswer[] {
  const { existing } = context;
  const between = [...limitSteps(context), ...serviceStep(context)];
  const steps = existing === undefined ? [scaffold(context), ...between, thinPath(context), ci(context)] : [
    baseline(context, existing),
    ...between,
    ...(thinRequirement(context) === undefined ? [] : [thinPath(context)]),
    ...(existing.ci === undefined ? [ci(context)] : []),
  ];
  return steps.map((step, index) => ({ ...step, dependsOn: index === 0 ? [] : [index] }));
}

function scaffold(context: Context): StepAnswer {
  const { stack, commands, entry } = context;
  const limits = context.stackLimits.slice(0, SCAFFOLD_LIMITS);
  const named = stack.languages.join(", ");
  const parts = [
    ...new Set([
      ...stack.frameworks.map(({ name }) => name),
      ...stack.unknown.frameworks,
      ...stack.tools.map(({ name }) => name),
    ]),
  ];
  return {
    type: "enabler",
    title: `Set up ${context.name} with ${shorten(named, 40)}`,
    why: "Everything else needs a project that installs, starts and is checked.",
    do: [
      `Make the project "${context.name}" in Git with \`${stack.layout.manifest}\`; declare what it needs with exact versions: ${
        shorten(parts.slice(0, 6).join(", ") || named, 120)
      }.`,
      ...(context.components.length > 0
        ? [`Make room for what comes: ${placesOf(context.components.slice(0, 4))}.`]
        : []),
      ...limits.map((limit) =>
        `Hold to: ${sentence(shorten(limit.text, Math.max(140, Math.floor(QUOTE / limits.length))))} (${limit.id})`
      ),
      `Let \`${entry}\` ${
        stack.profile.id === "browser"
          ? `show "${shorten(context.name, 40)}" as the heading of an empty page`
          : isDescription(stack.profile.name)
          ? "hold the least that `make lint` accepts"
          : "print its name and version and end with status 0"
      }; .gitignore lists build output and .env.`,
      ...(stack.profile.id === "unknown"
        ? [`Write the Makefile with the targets setup, test, lint and run in the way usual for ${named}.`]
        : []),
    ],
    requirements: limits.map(({ id }) => id),
    dependsOn: [],
    deliverables: scaffoldFiles(context).first.map((path) => ({ path, action: "create" as const })),
    verify: [
      { command: commands.setup, expect: "ends with status 0 on a fresh checkout." },
      { command: commands.lint, expect: `reports nothing for ${shorten(context.name, 40)}.` },
    ],
    size: "M",
  };
}

/** Limits on tools that do not fit into the scaffold's step. */
function limitSteps(context: Context): StepAnswer[] {
  const rest = context.stackLimits.slice(SCAFFOLD_LIMITS);
  const steps: StepAnswer[] = [];
  for (let at = 0; at < rest.length; at += 4) {
    const limits = rest.slice(at, at + 4);
    steps.push({
      type: "enabler",
      title: shorten(`Fix the given tools: ${namesIn(limits, context)}`, 90),
      do: [
        ...limits.map((limit) => `${sentence(shorten(limit.text, 200))} (${limit.id})`),
        `Set ${namesIn(limits, context)} to exact versions, and say in ${
          readmeOf("limits", context).path
        } why they are fixed.`,
      ],
      requirements: limits.map(({ id }) => id),
      dependsOn: [],
      deliverables: [
        { path: context.stack.layout.manifest, action: "modify" },
        at === 0 ? readmeOf("limits", context) : { ...readmeOf("limits", context), action: "modify" },
      ],
      verify: [{
        command: context.commands.setup,
        expect: `installs ${namesIn(limits, context)} in the versions written down.`,
      }],
      size: "S",
    });
  }
  return steps;
}

/** Components with their files, for a line of instructions. */
function placesOf(components: readonly Component[]): string {
  return components.map(({ name, path }) =>
    path === undefined ? `"${shorten(name, 40)}"` : `\`${path}\` (${shorten(name, 40)})`
  ).join(", ");
}

/** The tools that some limits name. */
function namesIn(limits: readonly Requirement[], { stack }: Context): string {
  const names = namedBy(limits.map(({ text }) => text).join("\n"), stack);
  return names.length > 0 ? names.slice(0, 5).join(", ") : limits.map(({ id }) => id).join(", ");
}

/** Databases and the like that must run beside the program. */
function serviceStep(context: Context): StepAnswer[] {
  const { stack } = context;
  const services = servicesOf(context);
  if (services.length === 0) return [];
  const names = services.map(({ name }) => name);
  const variables = names.map((name) => `${name.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_URL`);
  const path = fillTemplate(stack.layout.unit, { app: "", name: inStyle(["connection"], stack.profile.naming.unit) });
  const cited = [...context.requirements.values()].filter(({ text, status }) =>
    status === "active" && names.some((name) => text.toLowerCase().includes(name.toLowerCase()))
  ).slice(0, 2);
  return [{
    type: "enabler",
    title: `Connect ${shorten(names.join(" and "), 60)}`,
    why: `Features of ${context.name} that use it need one place to get it from.`,
    do: [
      `Read the address from ${variables.join(" and ")}, and list the names without values in .env.example.`,
      `Write into ${readmeOf("services", context).path} the one command that starts ${names.join(" and ")} for tests; ${
        shorten(context.components.slice(0, 3).map(({ name }) => `"${name}"`).join(", "), 120)
      } build on it.`,
      `Not reached within 5 seconds: end with one line that names ${variables[0]} and the host.`,
      ...cited.map((requirement) =>
        `Meets: ${sentence(shorten(textWithoutGroup(requirement), 120))} (${requirement.id})`
      ),
    ],
    requirements: cited.map(({ id }) => id),
    dependsOn: [],
    deliverables: [
      { path, action: "create" },
      { path: testOf(path, stack).test, action: "create" },
      { path: ".env.example", action: "create" },
      readmeOf("services", context),
    ],
    verify: [
      seenBy(path, stack, `passes with ${names.join(" and ")} running, and shows the one-line error without.`),
    ],
    size: "M",
  }];
}

function thinPath(context: Context): StepAnswer {
  const { stack, commands, entry, name } = context;
  const id = thinRequirement(context);
  const requirement = id === undefined ? undefined : context.requirements.get(id);
  const first = context.components[0];
  const last = context.components.at(-1);
  const text = requirement === undefined ? context.summary : textWithoutGroup(requirement);
  const { later, folded } = scaffoldFiles(context);
  const needing = stack.frameworks.slice(0, 3).map((framework) => framework.name).join(", ") || stack.profile.name;
  return {
    type: "feature",
    title: `Walk the thinnest path through ${shorten(name, 50)}`,
    why: "Running from end to end on the first day shows early what does not fit.",
    do: [
      `The simplest case, from input to visible result: ${sentence(shorten(text, 240))}${
        requirement === undefined ? "" : ` (${requirement.id})`
      }`,
      first !== undefined && last !== undefined && first !== last
        ? `Pass through "${shorten(first.name, 60)}" and "${shorten(last.name, 60)}" with one fixed example.`
        : `Use one fixed example for "${shorten(first?.name ?? name, 60)}".`,
      ...(later.length > 0
        ? [`Add the files that ${needing} starts from: ${later.slice(0, 8).map((path) => `\`${path}\``).join(", ")}.`]
        : []),
      `Write \`${stack.layout.smokeTest}\`: it starts ${shorten(name, 40)} as a person would, with that example.`,
    ],
    requirements: requirement === undefined ? [] : [requirement.id],
    dependsOn: [],
    deliverables: [
      { path: entry, action: context.existing?.files.includes(entry) === false ? "create" : "modify" },
      ...folded.map((path) => ({ path, action: "create" as const })),
      { path: stack.layout.smokeTest, action: "create" },
    ],
    verify: [
      { command: commands.run, expect: `shows the result of the example for "${shorten(titleOf(text, 60), 60)}".` },
      { command: commands.test, expect: "passes, with the smoke test among the tests that ran." },
    ],
    size: "M",
  };
}

function ci(context: Context): StepAnswer {
  const { commands, stack } = context;
  const guarded =
    important(context, 2).map((requirement) => `"${titleOf(textWithoutGroup(requirement), 60)}" (${requirement.id})`)
      .join(" or ") || "the smoke test";
  return {
    type: "enabler",
    title: `Check every push of ${shorten(context.name, 50)}`,
    do: [
      `On every push, run ${commands.setup === commands.test ? "" : `\`${commands.setup}\`, then `}${
        checking(commands)
      } with ${shorten(stack.profile.name, 40)}.`,
      `Prove it: break ${guarded}, see the run turn red, and mend it.`,
    ],
    requirements: [],
    dependsOn: [],
    deliverables: [{ path: CI, action: "create" }],
    verify: [{ expect: `The newest run of ${CI} is green; the one without ${guarded} is red.` }],
    size: "S",
  };
}
