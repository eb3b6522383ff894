/** Which ecosystems a plan says it uses. */
import { mentionsIn } from "./technology_mentions.ts";
import { programsOf } from "./programs.ts";
import { commandsOf } from "./shell.ts";
import { type Technology, withBrought } from "./tables/technologies.ts";
import { CHOICES, ecosystemsOf, ecosystemsOfFile } from "./tables/tools.ts";
import type { PlanView } from "./view.ts";

/** The ecosystems that the stack, the owner's words, the plan's commands and its files show; absent where that cannot be told. */
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
  for (const text of texts) {
    for (const { technology, denied } of mentionsIn(text)) if (!denied) withBrought(technology, known);
  }
  for (const technology of known) for (const one of technology.ecosystems) found.add(one);
  for (const command of Object.values(plan.commands ?? {})) {
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
