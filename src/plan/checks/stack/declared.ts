/** Which ecosystems a plan says it uses. */
import { mentionsIn } from "./technology_mentions.ts";
import { programsOf } from "../commands/programs.ts";
import { pathsOf } from "../paths/project_paths.ts";
import { commandsOf } from "../commands/shell.ts";
import { type Technology, withBrought } from "./technologies.ts";
import { CHOICES, ecosystemsOf, ecosystemsOfFile } from "./tools.ts";
import type { PlanView } from "../view.ts";

/** A step that has a tool begin a project of packages. */
const BEGINS_PACKAGES = /\b(?:npm|pnpm|yarn|bun) (?:init|create)\b|\b(?:npx|bunx) (?:--?\w{1,20} ){0,3}create-/i;

/** The ecosystems that the stack, the owner's words and the plan's files show; absent where that cannot be told. */
export function declaredEcosystems(view: PlanView): ReadonlySet<string> | undefined {
  const { plan } = view;
  const { languages, frameworks, apis } = plan.project;
  const { techStack = [], dependencies = [], decisions = [], architecture = "" } = plan.design ?? {};
  const found = new Set<string>();
  const known = new Set<Technology>();
  const stack = [...languages, ...frameworks, ...techStack.map(({ name }) => name)];
  // A language that the table has not may come with any tool.
  if (languages.some((name) => mentionsIn(name, true).length === 0)) return undefined;
  for (const name of [...stack, ...apis, ...dependencies.map(({ name }) => name)]) {
    for (const { technology } of mentionsIn(name, true)) withBrought(technology, known);
  }
  const texts = [
    ...plan.requirements.flatMap(({ text, group = "", acceptance }) => [group, text, ...acceptance]),
    plan.project.summary,
    architecture,
    ...decisions.map(({ choice }) => choice),
  ];
  for (const technology of known) for (const one of technology.ecosystems) found.add(one);
  for (const text of texts) {
    for (const { technology, denied } of mentionsIn(text)) {
      if (denied) continue;
      for (const brought of withBrought(technology)) {
        // "Pages with JavaScript" says nothing of packages.
        for (const one of technology.name === "JavaScript" ? ["pages"] : brought.ecosystems) found.add(one);
      }
    }
  }
  if (view.steps.some(({ step }) => step.do.some((text) => BEGINS_PACKAGES.test(text)))) found.add("node").add("npm");
  // The plan's own commands show what is there only where its files do not tell: else they would vouch for themselves.
  const isOpen = !view.has("deliverables") || pathsOf(view).continues;
  for (const command of isOpen ? Object.values(plan.commands ?? {}) : []) {
    for (const { name } of programsOf(commandsOf(command))) {
      const [first, ...others] = ecosystemsOf(name) ?? [];
      if (first !== undefined && others.length === 0) found.add(first);
    }
  }
  for (const path of view.files) for (const one of ecosystemsOfFile(path)) found.add(one);
  for (const one of view.ecosystems) found.add(one);
  for (const [general, members] of CHOICES) {
    if (found.has(general) && !members.some((one) => found.has(one))) { for (const one of members) found.add(one); }
  }
  return stack.length === 0 && found.size === 0 ? undefined : found;
}
