import { mentionsIn } from "../../mentions.ts";
import type { PlanView } from "../view.ts";

/** What looks like a reference in the owner's words, or in the names of what the project is built with; in lower case. */
export function ownMentions({ owners, plan }: Pick<PlanView, "owners" | "plan">): ReadonlySet<string> {
  const { techStack = [], dependencies = [], components = [], decisions = [] } = plan.design ?? {};
  const names = [
    ...[...techStack, ...dependencies, ...components].map(({ name }) => name),
    ...decisions.map(({ choice }) => choice),
    ...plan.project.frameworks,
    ...plan.project.apis,
  ];
  return new Set([owners, ...names].flatMap((text) => mentionsIn(text, true).map(({ whole }) => whole.toLowerCase())));
}
