import type { Plan, Requirement } from "../../plan/types.ts";
import { counted } from "../../text.ts";
import { inline, list, page, safeMarkdown } from "../markdown.ts";

/** `proposal.md`: why, what changes, which capabilities are new. */
export function openspecProposal(
  { project, phases, design, assumptions }: Plan,
  capabilities: readonly { name: string; requirements: readonly Requirement[] }[],
): string {
  return page(
    "## Why",
    inline(project.summary),
    design === undefined || design.objectives.length === 0 ? undefined : list(design.objectives.map(inline)),
    "## What Changes",
    list(phases.map(({ title, goal }) => `**${inline(title)}**: ${inline(goal)}`)),
    "## Capabilities",
    "### New Capabilities",
    list(capabilities.map(({ name, requirements }) => `\`${name}\`: ${counted(requirements.length, "requirement")}`)) ||
      "None.",
    "### Modified Capabilities",
    "None.",
    "## Impact",
    list([
      `Languages: ${inline(project.languages.join(", ")) || "still to choose"}`,
      ...(project.frameworks.length === 0 ? [] : [`Frameworks: ${inline(project.frameworks.join(", "))}`]),
      ...(project.apis.length === 0 ? [] : [`Services: ${inline(project.apis.join(", "))}`]),
      ...assumptions.map(({ text, ifWrong }) => `Taken for granted: ${inline(text)} If not: ${inline(ifWrong)}`),
    ]),
  );
}

/** `design.md`: how it is built, what was decided, what may go wrong, what is open. None where the plan tells none of it. */
export function openspecDesign({ design, risks, questions }: Plan): string | undefined {
  if (design === undefined && risks.length + questions.length === 0) return undefined;
  const stack = new Map<string, string>();
  for (const { name, why } of [...design?.techStack ?? [], ...design?.dependencies ?? []]) {
    if (!stack.has(name)) stack.set(name, why);
  }
  return page(
    "## Context",
    design === undefined ? "See proposal.md." : safeMarkdown(design.architecture),
    stack.size === 0
      ? undefined
      : `## Tech Stack\n\n${list([...stack].map(([name, why]) => `**${inline(name)}**: ${inline(why)}`))}`,
    design === undefined || design.decisions.length === 0
      ? undefined
      : `## Decisions\n\n${
        list(design.decisions.map(({ choice, alternatives, why }) =>
          `${inline(choice)}${alternatives.length === 0 ? "" : ` (not ${inline(alternatives.join(", "))})`}: ${
            inline(why)
          }`
        ))
      }`,
    risks.length === 0
      ? undefined
      : `## Risks / Trade-offs\n\n${
        list(risks.map(({ text, mitigation }) => `${inline(text)} → ${inline(mitigation)}`))
      }`,
    questions.length === 0 ? undefined : `## Open Questions\n\n${list(questions.map(({ text }) => inline(text)))}`,
  );
}
