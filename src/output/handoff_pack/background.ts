/**
 * What of the plan helps with a piece of work: demands, what is there already, choices, what is open, what may go wrong.
 * @module
 */
import { namedCommands } from "../commands.ts";
import type { Commands, Requirement, Step } from "../../plan/types.ts";
import { code, inline } from "../markdown.ts";
import type { PartsAt } from "./parts_at.ts";
import { listSection, type Piece, pieces, type Section } from "./piece.ts";
import { closest, relationTo } from "./related.ts";
import type { Scope } from "./scope.ts";
import { proofOf } from "./work.ts";

/** What comes before the checks: what is demanded, and what there is to build on. */
export function givenSections(scope: Scope, partsAt: PartsAt): Section[] {
  const { plan, requirements, before } = scope;
  const cited = new Set(requirements);
  const limits = plan.requirements.filter((requirement) =>
    requirement.kind === "constraint" && requirement.status === "active" && !cited.has(requirement)
  );
  return [
    listSection("## Requirements", requirements.flatMap(requirementPieces)),
    listSection("## Constraints of the whole project", pieces("constraints", limits.map(demand))),
    listSection("## Builds on", before.flatMap((step) => stepPieces(step, partsAt))),
    listSection("## Commands", plan.commands === undefined ? [] : pieces("commands", [commandLines(plan.commands)])),
  ];
}

/** What is good to know, the closest to the work first. */
export function knownSections(scope: Scope): Section[] {
  const { design, questions, assumptions, risks } = scope.plan;
  const relation = relationTo(scope);
  const decisions = closest(
    design?.decisions ?? [],
    ({ choice, alternatives, why }) => relation([choice, ...alternatives, why].join("\n")),
  );
  return [
    listSection(
      "## Decisions",
      pieces(
        "decisions",
        decisions.map(({ id, choice, alternatives, why }) =>
          `- **${id}** ${sentence(choice)}${
            alternatives.length === 0 ? "" : ` Not: ${sentence(alternatives.join("; "))}`
          } ${inline(why)}`
        ),
      ),
    ),
    listSection(
      "## Open questions",
      pieces(
        "questions",
        closest(questions, ({ text }) => relation(text)).map(({ id, text }) => `- **${id}** ${inline(text)}`),
      ),
    ),
    listSection(
      "## Assumptions",
      pieces(
        "assumptions",
        closest(assumptions, ({ text, ifWrong }) => relation(`${text}\n${ifWrong}`)).map((
          { id, text, ifWrong },
        ) => `- **${id}** ${sentence(text)} If wrong: ${inline(ifWrong)}`),
      ),
    ),
    listSection(
      "## Risks",
      pieces(
        "risks",
        closest(risks, (risk) =>
          // A risk says itself what it threatens; where it does not, its words tell.
          risk.requirements === undefined && risk.steps.length === 0
            ? relation(risk.text)
            : relation("", risk) && relation(risk.text, risk)).map(({ id, text, mitigation }) =>
            `- **${id}** ${sentence(text)} What is done: ${inline(mitigation)}`),
      ),
    ),
  ];
}

/** What the plan calls done, besides the checks of the steps. */
export function doneSection({ plan }: Scope): Section {
  return listSection(
    "## The whole project is done when",
    pieces("done", plan.definitionOfDone.map((text) => `- ${inline(text)}`)),
  );
}

function requirementPieces(requirement: Requirement): Piece[] {
  return [
    ...pieces("requirements", [demand(requirement)]),
    ...pieces("acceptance", requirement.acceptance.map((text) => `  - Met when: ${inline(text)}`)),
  ];
}

function demand({ id, group, text, priority }: Requirement): string {
  return `- **${id}** (${priority}) ${
    inline(group === undefined || text.startsWith(group) ? text : `${group}: ${text}`)
  }`;
}

function stepPieces(step: Step, partsAt: PartsAt): Piece[] {
  const files = step.deliverables.filter(({ action }) => action !== "delete");
  const made = files.map(({ path }) => code(path)).join(", ");
  const parts = new Set(files.flatMap(({ path }) => partsAt(path)));
  const proof = step.status === "done" ? proofOf(step) : "";
  return [
    ...pieces("before", [
      `- **${step.number}** ${inline(step.title)} (${STATES[step.status]})${made === "" ? "" : `: ${made}`}`,
    ]),
    ...pieces("parts", [...parts].map((text) => `  - ${text}`)),
    ...pieces("notes", proof === "" ? [] : [`  - Done${proof}.`]),
  ];
}

const STATES = { todo: "not begun", doing: "in work", done: "done", retired: "retired" } as const;

function commandLines(commands: Commands): string {
  return namedCommands(commands).map(([name, command]) => `- ${name}: ${code(command)}`).join("\n");
}

/** A text that ends as a sentence does, so that another can follow. */
function sentence(text: string): string {
  const line = inline(text);
  return /[.!?…。！？]["')\]`]?$/.test(line) ? line : `${line}.`;
}
