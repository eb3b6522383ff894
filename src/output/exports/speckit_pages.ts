import { namedCommands } from "../commands.ts";
import type { Plan, Requirement } from "../../plan/types.ts";
import { oneLine } from "../../text.ts";
import { inline, list, page } from "../markdown.ts";

/** What spec-kit calls a requirement: `FR-001` for what the program does, `NFR-002` for how well and within which limits. */
export function speckitName({ id, kind }: Requirement): string {
  const number = /^R(\d+)$/.exec(id)?.[1];
  const family = kind === "functional" ? "FR" : "NFR";
  return number === undefined ? oneLine(id) : `${family}-${number.padStart(3, "0")}`;
}

/** `spec.md`: what is demanded, in the plan's words. */
export function speckitSpec({ project, requirements, assumptions, questions, definitionOfDone }: Plan): string {
  const active = requirements.filter(({ status }) => status === "active");
  const listed = (functional: boolean) =>
    list(
      active.filter(({ kind }) => (kind === "functional") === functional).map((requirement) => {
        const { text, priority, acceptance } = requirement;
        const weight = priority === "must" ? "" : ` (${priority === "should" ? "SHOULD" : "MAY"})`;
        return [
          `**${speckitName(requirement)}**: ${inline(text)}${weight}`,
          ...acceptance.map((entry) => `  - ${inline(entry)}`),
        ].join("\n");
      }),
    );
  return page(
    `# Feature Specification: ${inline(project.name)}`,
    `**Input**: User description: "${inline(project.summary)}"`,
    "## Requirements",
    "### Functional Requirements",
    listed(true) || "None are stated.",
    ...(listed(false) === "" ? [] : ["### Non-Functional Requirements", listed(false)]),
    ...(questions.length === 0
      ? []
      : ["### Open Questions", list(questions.map(({ text }) => `[NEEDS CLARIFICATION: ${inside(text)}]`))]),
    ...(definitionOfDone.length === 0 ? [] : ["## Success Criteria", list(definitionOfDone.map(inline))]),
    ...(assumptions.length === 0
      ? []
      : ["## Assumptions", list(assumptions.map(({ text, ifWrong }) => `${inline(text)} If not: ${inline(ifWrong)}`))]),
  );
}

/** `plan.md`: with what it is built. */
export function speckitPlan({ project, design, commands }: Plan): string {
  const names = (entries: readonly string[]) => inline(entries.join(", ")) || "N/A";
  return page(
    `# Implementation Plan: ${inline(project.name)}`,
    "## Summary",
    inline(project.summary),
    "## Technical Context",
    `**Language/Version**: ${names(project.languages)}`,
    `**Primary Dependencies**: ${names(project.frameworks)}`,
    commands === undefined
      ? undefined
      : `**Commands**: ${
        namedCommands(commands).map(([what, command]) => `${what}: ${inline(`\`${command.replaceAll("`", "'")}\``)}`)
          .join("; ")
      }`,
    design === undefined || design.components.length === 0 ? undefined : `## Project Structure\n\n${
      list(
        design.components.map(({ name, purpose, path }) =>
          `**${inline(name)}**${path === undefined ? "" : ` (\`${path.replaceAll("`", "'")}\`)`}: ${inline(purpose)}`
        ),
      )
    }`,
  );
}

/** A text between brackets, which end at the first one. */
function inside(text: string): string {
  return inline(text).replace(/[[\]]/g, (sign) => sign === "[" ? "(" : ")");
}
