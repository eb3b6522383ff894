import type { DesignAnswer } from "../plan/answers.ts";
import { openPoints, summaryOf } from "../plan/requirements/summary.ts";
import { shorten } from "../text.ts";
import type { Existing, Requirement } from "../plan/types.ts";
import { capabilitiesIn, capabilitiesInAll } from "./capabilities.ts";
import { architecture, architectureIn } from "./architecture.ts";
import { assumptions, decisions, questions, techStack } from "./choices.ts";
import { componentsFor } from "./components.ts";
import { type Context, makeContext, stackFor } from "./context.ts";
import { adaptStack, entryFor } from "./entry.ts";
import { begun } from "./existing.ts";
import { briefCommands } from "./facts.ts";
import { planPhases } from "./phases.ts";
import { generalRisks } from "./questions.ts";
import { groupRequirements } from "./slices.ts";
import { startCommand } from "./steps/wording.ts";
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
  /** The project that it goes into; absent for a new one. */
  existing?: Existing;
  /** By id, the owner's own words where a requirement stands for an answer: those of its question are no wish. */
  said?: ReadonlyMap<string, string>;
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
  const wishes = input.requirements.map(({ id, text }) => input.said?.get(id) ?? text);
  const text = [input.name, input.brief, ...wishes].join("\n");
  const capabilities = capabilitiesInAll([input.name, ...wishes]);
  const existing = begun(input.existing, input.languages);
  const base = stackFor({ ...input, text, fallback: fallbackFor(capabilities) }, existing);
  // What a project is started and tested by is told by itself.
  const facts = existing === undefined ? briefCommands(input.brief) : {};
  const entry = existing === undefined ? entryFor(base, input.brief, facts.entry) : base.layout.entry;
  const stack = adaptStack(base, entry);
  const summary = summaryOf(input.brief) ?? summaryFor(input);
  const grouping = groupRequirements(input.requirements, input.name);
  const parts = componentsFor(grouping.slices, stack, new Set([entry, ...stack.scaffold]), existing);
  const run = facts.run ?? (entry === base.layout.entry ? stack.commands.run : runOf(entry, stack.commands.run));
  const commands = {
    setup: stack.commands.setup,
    test: facts.test ?? stack.commands.test,
    lint: stack.commands.lint,
    run,
  };
  const context = makeContext({ name: input.name, summary }, input.requirements, stack, entry, parts, {
    commands,
    ...(existing === undefined ? {} : { existing }),
  });
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
    architecture: existing === undefined ? architecture(context, capabilities) : architectureIn(existing, context),
    components: [
      {
        name: "Program entry",
        purpose: "Starts the program, reads its settings and hands each request to the component for it.",
        // A library is entered at no file.
        ...(existing === undefined || existing.files.includes(entry) ? { path: entry } : {}),
        requirements: [],
      },
      ...parts,
    ],
    dependencies: [...stack.technologies, ...stack.frameworks].map(({ name, why }) => ({
      name,
      why: sentence(capital(why)),
    })),
    decisions: decisions(stack, capabilities, text, existing),
    assumptions: assumptions(stack, capabilities, text, existing),
    questions: questions(stack, capabilities, text, openPoints(input.brief), existing),
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
  const start = startCommand(context);
  const measured = grouping.qualities.filter(({ text }) => /\d/.test(text)).slice(0, 3);
  return [
    `\`${commands.test}\` passes on a fresh checkout${
      commands.setup === commands.test ? "" : ` after \`${commands.setup}\``
    }.`,
    ...(commands.lint === commands.test ? [] : [`\`${commands.lint}\` reports nothing.`]),
    "Each requirement with priority must has a test that failed before its code was there.",
    ...measured.map(({ id, text }) => `${id} is measured and met: ${sentence(shorten(text, 140))}`),
    ...(start === undefined ? [] : [`Somebody new starts it with \`${start}\` by the README alone.`]),
  ];
}
