import type { DesignAnswer } from "../plan/answers.ts";
import { openPoints, summaryOf } from "../plan/requirements/summary.ts";
import { shorten } from "../text.ts";
import type { Requirement } from "../plan/types.ts";
import { capabilitiesIn, capabilitiesInAll } from "./capabilities.ts";
import { adaptStack, componentsFor, type Context, entryFor, makeContext } from "./context.ts";
import { briefCommands } from "./facts.ts";
import { mentions } from "./match.ts";
import { planPhases } from "./phases.ts";
import { generalQuestions, generalRisks } from "./questions.ts";
import { groupRequirements } from "./slices.ts";
import { chooseStack, type Stack } from "./stack.ts";
import { capital, sentence, textWithoutGroup, titleOf } from "./titles.ts";
import type { Archetype } from "./types.ts";

/** What the design is made from. */
export interface DesignInput {
  name: string;
  languages: string[];
  frameworks: string[];
  apis: string[];
  brief: string;
  requirements: Requirement[];
}

/** The stack to assume for a kind of project, by its first capabilities; the first row that fits counts. */
const FALLBACKS: readonly (readonly [stack: string, archetypes: readonly string[]])[] = [
  ["python", ["ml-training", "ml-inference", "ml-evaluation", "data-pipeline", "scraping", "hardware-iot"]],
  ["node-typescript", [
    "rest-api",
    "graphql-api",
    "authentication",
    "storage",
    "payments",
    "realtime",
    "crud-resource",
    "short-links",
    "shopping-cart",
    "booking",
    "scheduler-worker",
    "notifications",
  ]],
  ["browser", ["game-loop", "editor", "web-page-ui", "kanban-board", "maps-geolocation"]],
];

/** Designs a project from its requirements. */
export function designProject(input: DesignInput): DesignAnswer {
  const text = [input.name, input.brief, ...input.requirements.map((requirement) => requirement.text)].join("\n");
  const capabilities = capabilitiesInAll([input.name, ...input.requirements.map((requirement) => requirement.text)]);
  const base = chooseStack({ ...input, text, fallback: fallbackFor(capabilities) });
  const facts = briefCommands(input.brief);
  const entry = entryFor(base, input.brief, facts.entry);
  const stack = adaptStack(base, entry);
  const summary = summaryOf(input.brief) ?? summaryFor(input);
  const grouping = groupRequirements(input.requirements, input.name);
  const parts = componentsFor(grouping.slices, stack, new Set([entry, ...stack.scaffold]));
  const run = facts.run ?? (entry === base.layout.entry ? stack.commands.run : runOf(entry, stack.commands.run));
  const commands = {
    setup: stack.commands.setup,
    test: facts.test ?? stack.commands.test,
    lint: stack.commands.lint,
    run,
  };
  const context = makeContext({ name: input.name, summary }, input.requirements, stack, entry, parts, commands);
  const size = grouping.slices.reduce((sum, slice) => sum + slice.requirements.length, 0) + grouping.qualities.length;
  return {
    summary,
    languages: stack.languages,
    frameworks: [
      ...new Set([...input.frameworks, ...stack.frameworks.map(({ name }) => name), ...stack.unknown.frameworks]),
    ],
    apis: [
      ...new Set([
        ...input.apis,
        ...stack.technologies.filter(({ kind }) => kind === "service").map(({ name }) => name),
      ]),
    ],
    objectives: objectives(context),
    techStack: techStack(stack, input),
    architecture: architecture(context, capabilities),
    components: [
      {
        name: "Program entry",
        purpose: "Starts the program, reads its settings and hands each request to the component for it.",
        path: entry,
        requirements: [],
      },
      ...parts,
    ],
    dependencies: [...stack.technologies, ...stack.frameworks].map(({ name, why }) => ({
      name,
      why: sentence(capital(why)),
    })),
    decisions: decisions(stack, capabilities, text),
    assumptions: assumptions(stack, capabilities, text),
    questions: questions(stack, capabilities, text, openPoints(input.brief)),
    risks: risks(capabilities, input.requirements),
    commands,
    definitionOfDone: definitionOfDone(context),
    complexity: size <= 4 ? "low" : size <= 20 ? "medium" : "high",
    estimatedPhases: planPhases(context).length,
  };
}

/** Without prose to take it from, the name and the first demands say what it is. */
function summaryFor({ name, requirements }: DesignInput): string {
  const texts = requirements.slice(0, 4).map(({ text }) => sentence(text));
  return shorten(texts[0]?.includes(name) === true ? texts.join(" ") : `${name}: ${texts.join(" ")}`, 240);
}

function fallbackFor(capabilities: readonly Archetype[]): string {
  const ids = new Set(capabilities.slice(0, 4).map(({ id }) => id));
  return FALLBACKS.find(([, archetypes]) => archetypes.some((id) => ids.has(id)))?.[0] ?? "node-typescript";
}

/** `python -m app` becomes `python src/main.py` where the brief fixes the file. */
function runOf(entry: string, usual: string): string {
  return `${/^(\S+)/.exec(usual)?.[1] ?? "run"} ${entry}`;
}

function objectives(context: Context): string[] {
  const all = context.components.map((component) => {
    const titles = component.requirements.map((id) => titleOf(textWithoutGroup(context.requirements.get(id)), 50));
    const details = titles.filter((title) => title !== component.name).slice(0, 3).join("; ");
    return details === "" ? component.name : `${component.name}: ${details}`;
  });
  return all.length > 0 ? all.slice(0, 8) : [context.summary];
}

const NAMED = "the brief names it";

function techStack(stack: Stack, input: DesignInput): { name: string; why: string }[] {
  const asked = (name: string) =>
    [...input.languages, ...input.frameworks].some((other) => other.toLowerCase() === name.toLowerCase());
  const because = (name: string, why: string) => ({
    name,
    why: capital(asked(name) ? `asked for${why === NAMED ? "" : `; ${why}`}` : why),
  });
  const entries = [
    ...stack.languages.map((name) => because(name, stack.assumed ? "assumed, since no language was asked for" : NAMED)),
    ...stack.frameworks.map(({ name, why }) => because(name, why)),
    ...stack.unknown.frameworks.map((name) => because(name, "used as its own documentation describes")),
    ...stack.technologies.map(({ name, why }) => because(name, why)),
    ...stack.tools.map(({ name, why }) => because(name, why)),
  ];
  return entries.filter(({ name }, at) => entries.findIndex((other) => other.name === name) === at);
}

/** What runs the tests, else the first tool that is no language. */
function testTool({ tools, frameworks, languages }: Stack): Stack["tools"][number] | undefined {
  return [...tools, ...frameworks].find(({ name }) => /test|unit|spec|^jest$|^mocha$|^pest$|^catch2$/i.test(name)) ??
    tools.find(({ name }) => !languages.includes(name));
}

function architecture(context: Context, capabilities: readonly Archetype[]): string {
  const { stack, components, entry } = context;
  const stores = stack.technologies.filter(({ kind }) =>
    ["database", "cache", "queue", "search", "storage"].includes(kind)
  ).map(({ name }) => name);
  const first = components[0];
  const last = components.at(-1);
  const lines = [
    `The program starts in \`${entry}\`. It reads its settings once, makes the components below and hands each request to one of them; no component starts another.`,
    `Calls go one way, from the entry to the components; what two of them share moves into a unit of its own instead of a call sideways.`,
  ];
  if (first !== undefined && last !== undefined && first !== last) {
    lines.push(
      `Data comes in through **${first.name}** and ends in **${last.name}**; each component takes plain values and returns plain values, so that its tests need none of the others.`,
    );
  }
  if (stores.length > 0) {
    lines.push(
      `Only one unit talks to ${
        stores.join(" and ")
      }; the others see its functions, so that tests can run against a fresh store.`,
    );
  } else if (capabilities.some(({ id }) => /storage|crud/.test(id))) {
    lines.push(
      "Only one unit reads and writes stored data; the others see its functions, so that the store can be changed in one place.",
    );
  }
  if (context.stackLimits.length > 0) {
    lines.push(
      `Fixed from outside: ${
        context.stackLimits.slice(0, 5).map(({ text }) => shorten(text, 120).replace(/\.$/, "")).join("; ")
      }.`,
    );
  }
  return lines.join("\n\n");
}

function decisions(stack: Stack, capabilities: readonly Archetype[], text: string): DesignAnswer["decisions"] {
  const name = stack.languages.join(", ");
  const language = stack.passedOver.length > 0
    ? [{
      choice: `${stack.profile.name} for the program`,
      alternatives: stack.passedOver,
      why:
        "The brief leaves the choice; with one language for pages and server, people and code move freely between them.",
    }]
    : stack.assumed
    ? [{
      choice: name,
      alternatives: ["any other language the team knows better"],
      why: "Nobody asked for a language; this one has the shortest way to a running first version for what is asked.",
    }]
    : [];
  const forced = capabilities.flatMap(({ decision }) =>
    decision === undefined || mentions(text, decision.unless) ? [] : [decision]
  ).slice(0, 5);
  const test = testTool(stack);
  const instead = stack.setAside.length === 0 ? [] : [{
    choice: `${name} in the place of ${stack.setAside.join(" and ")}`,
    alternatives: stack.setAside,
    why: "The request gives its languages, which count before those that its text names.",
  }];
  const stores = stack.technologies.filter(({ kind }) => kind === "database").map((store) => store.name);
  const sideBySide = stores.length < 2 ? [] : [{
    choice: `${stores.join(" and ")} side by side`,
    alternatives: ["one of them for all data"],
    why: "The brief names each of them; each keeps what it is named for.",
  }];
  return [
    ...language,
    ...instead,
    ...sideBySide,
    ...forced.map(({ choice, alternatives, why }) => ({ choice, alternatives, why: sentence(capital(why)) })),
    ...(test === undefined ? [] : [{
      choice: `${test.name === "make" ? "make test" : test.name} in CI from the first commit`,
      alternatives: ["tests after the features"],
      why: `${capital(test.why)}; a red build shows the step that broke it.`,
    }]),
  ];
}

function assumptions(stack: Stack, capabilities: readonly Archetype[], text: string): DesignAnswer["assumptions"] {
  return [
    ...(stack.assumed
      ? [{
        text: `It is written in ${stack.languages.join(", ")}, since no language was asked for.`,
        ifWrong: "Run again with --languages; layout and commands change, the requirements stay.",
      }]
      : []),
    ...stack.beside.map(({ name }) => ({
      text:
        `The part in ${name} lives beside the ${stack.profile.name} program; layout and commands here are those of ${stack.profile.name}.`,
      ifWrong: `Give the part in ${name} a folder with its own setup, test and run commands in the first step.`,
    })),
    ...stack.unknown.languages.map((name) => ({
      text:
        `${name} is used as asked; its tools are not known here, so the commands go through a Makefile that the first step writes.`,
      ifWrong: `Put the usual commands of ${name} into the Makefile, or into the plan.`,
    })),
    ...stack.unknown.frameworks.map((name) => ({
      text: `${name} fits ${stack.profile.name} and its usual layout; it is not known here.`,
      ifWrong: `Move the files to where ${name} expects them in the first step.`,
    })),
    ...capabilities.slice(0, 6).flatMap((archetype) =>
      archetype.assumptions.filter((entry) => !mentions(text, entry.unless))
    )
      .map(({ text, ifWrong }) => ({ text, ifWrong })).slice(0, 6),
    {
      text: "The code is kept in Git and checked by GitHub Actions.",
      ifWrong: "Move the commands of `.github/workflows/ci.yml` to the other service.",
    },
  ];
}

function questions(stack: Stack, capabilities: readonly Archetype[], text: string, asked: readonly string[]): string[] {
  const special = capabilities.slice(0, 6).flatMap((archetype) =>
    archetype.questions.filter((entry) => !mentions(text, entry.unless))
  ).map((entry) => entry.text);
  const general = generalQuestions.filter((entry) => !mentions(text, entry.unless)).map((entry) => entry.text);
  const twoBuilds = stack.profile.id === "java" && mentions(text, ["maven"]) &&
    mentions(text, ["gradle", "gradlew", "build.gradle"]);
  const found = [
    ...asked,
    ...(twoBuilds
      ? ["The brief names both Maven and Gradle: which of them builds the project? The plan uses Gradle."]
      : []),
    ...special.slice(0, 5),
    ...general,
  ];
  // Whatever a brief settles, these three decide what "finished" means.
  const always = [
    "Which requirement matters most if time runs out?",
    "Who decides when a requirement is unclear, and how soon do they answer?",
    "Which existing code, data or accounts must be used?",
  ];
  return [...new Set([...found, ...always.slice(0, Math.max(0, 3 - found.length))])].slice(0, 8);
}

function risks(capabilities: readonly Archetype[], requirements: readonly Requirement[]): DesignAnswer["risks"] {
  const firstFor = (archetype: Archetype) =>
    requirements.find((requirement) =>
      requirement.status === "active" && capabilitiesIn(requirement.text).includes(archetype)
    );
  const special = capabilities.slice(0, 6).flatMap((archetype) => {
    const requirement = firstFor(archetype);
    return archetype.risks.slice(0, 1).map((risk) => ({
      ...risk,
      requirements: requirement === undefined ? [] : [requirement.id],
    }));
  });
  const first = requirements.find((requirement) => requirement.status === "active");
  return [
    ...special.slice(0, 5),
    ...generalRisks.map((risk) => ({ ...risk, requirements: first === undefined ? [] : [first.id] })),
  ];
}

function definitionOfDone(context: Context): string[] {
  const { commands, grouping } = context;
  const measured = grouping.qualities.filter(({ text }) => /\d/.test(text)).slice(0, 3);
  return [
    `\`${commands.test}\` passes on a fresh checkout after \`${commands.setup}\`.`,
    `\`${commands.lint}\` reports nothing.`,
    "Each requirement with priority must has a test that failed before its code was there.",
    ...measured.map(({ id, text }) => `${id} is measured and met: ${sentence(shorten(text, 140))}`),
    `Somebody new starts it with \`${commands.run}\` by the README alone.`,
  ];
}
