/**
 * Right answers as the Markdown that models write when they ignore a schema, in many shapes.
 * @module
 */
import type {
  BasicPlanAnswer,
  DesignAnswer,
  HandoffAnswer,
  PhaseAnswer,
  PhaseStepsAnswer,
  StepAnswer,
} from "../../src/plan/answers.ts";
import type { Question } from "./scripted_model.ts";

/** How a plan looks in Markdown. Numbers count from 1. */
export interface Shape {
  name: string;
  /** The line that begins a phase. */
  phase(number: number, title: string, count: number): string;
  /** The line that begins a step. */
  step(phase: number, step: number, title: string): string;
  /** Whether what belongs to a phase or step is a list within its entry, and not text below its heading. */
  nested?: true;
  /** Whether nothing but titles, goals and instructions is told. */
  sparse?: true;
  /** What things are called. Default: English. */
  words?: Partial<Words>;
  /** What stands before the first phase or step. */
  before?(titles: readonly string[]): string;
  /** What stands after the last phase or step. */
  end?: string;
  /** What stands after what belongs to a phase or step. */
  after?: string;
  /** Writes all phases, where they are no sections. */
  phases?(phases: readonly PhaseAnswer[]): string;
  /** Writes all steps, where they are no sections. */
  steps?(steps: readonly StepAnswer[], phase: number): string;
}

interface Words {
  goal: string;
  requirements: string;
  after: string;
  exit: string;
  files: string;
  done: string;
}

const ENGLISH: Words = {
  goal: "Goal",
  requirements: "Requirements",
  after: "Depends on",
  exit: "Exit criteria",
  files: "Files",
  done: "Verify",
};

/** Writes the right answer to a question in Markdown: phases and steps in a shape, all else in the usual one. */
export function inMarkdown(shape: Shape, question: Question): string {
  switch (question.stage) {
    case "project_design":
      return designIn(question.right);
    case "basic_devplan":
      return phasesIn(shape, question.right);
    case "detailed_devplan":
      return stepsIn(shape, question.right, question.phase);
    case "handoff":
      return handoffIn(question.right);
  }
}

function phasesIn(shape: Shape, { phases }: BasicPlanAnswer): string {
  const words = { ...ENGLISH, ...shape.words };
  const sections = shape.phases?.(phases) ?? phases.map((phase, at) => {
    const facts: Fact[] = [[words.goal, phase.goal]];
    if (shape.sparse !== true) {
      facts.push([words.requirements, phase.requirements.join(", ") || "-"]);
      if (phase.dependsOn.length > 0) facts.push([words.after, phase.dependsOn.join(", ")]);
      facts.push([words.exit, phase.exitCriteria]);
    }
    return entry(shape, shape.phase(at + 1, phase.title, phases.length), [], facts);
  }).join("\n\n");
  return whole(shape, sections, phases.map(({ title }) => title));
}

function stepsIn(shape: Shape, { steps }: PhaseStepsAnswer, phase: number): string {
  const words = { ...ENGLISH, ...shape.words };
  const sections = shape.steps?.(steps, phase) ?? steps.map((step, at) => {
    const facts: Fact[] = [];
    if (shape.sparse !== true) {
      if (step.requirements.length > 0) facts.push([words.requirements, step.requirements.join(", ")]);
      facts.push([words.files, filesOf(step)], [words.done, checksOf(step)]);
    }
    return entry(shape, shape.step(phase, at + 1, step.title), step.do, facts);
  }).join("\n\n");
  return whole(shape, sections, steps.map(({ title }) => title));
}

function whole({ before, end }: Shape, sections: string, titles: readonly string[]): string {
  return [before?.(titles), sections, end].filter((part) => part !== undefined).join("\n\n") + "\n";
}

/** A label with a text, or with a list. */
type Fact = readonly [label: string, value: string | readonly string[]];

/** A phase or step: its line, its instructions, and what else is known of it. */
function entry(shape: Shape, line: string, instructions: readonly string[], facts: readonly Fact[]): string {
  const indent = shape.nested === true ? "   " : "";
  const lines = instructions.map((text) => `${indent}- ${text}`);
  for (const [label, value] of facts) {
    const mark = shape.nested === true ? `${indent}- **${label}:**` : `\n**${label}:**`;
    if (typeof value === "string") lines.push(`${mark} ${value}`);
    // A numbered list below a phase is no list of phases.
    else lines.push(mark, ...value.map((text, at) => `${indent}${indent === "" ? "" : "  "}${at + 1}. ${text}`));
  }
  return `${line}\n${shape.nested === true ? "" : "\n"}${lines.join("\n")}${shape.after ?? ""}`;
}

/** The files of a step, in a line. */
export function filesOf({ deliverables }: StepAnswer): string {
  return deliverables.map(({ path, action }) => `\`${path}\` (${action})`).join(", ");
}

/** How to see that a step is done, in a line. */
export function checksOf({ verify }: StepAnswer): string {
  return verify.map(({ command, expect }) => command === undefined ? expect : `\`${command}\` ${expect}`).join("; ");
}

function designIn(design: DesignAnswer): string {
  const list = (entries: readonly string[]) => entries.map((text) => `- ${text}`).join("\n");
  return [
    `# Project design\n\n## Summary\n\n${design.summary}`,
    `## Objectives\n\n${list(design.objectives)}`,
    `## Tech stack\n\n${list(design.techStack.map(({ name, why }) => `**${name}**: ${why}`))}`,
    `## Architecture\n\n${design.architecture}`,
    `## Components\n\n| Component | Purpose | File | Requirements |\n| --- | --- | --- | --- |\n${
      design.components.map(({ name, purpose, path = "", requirements }) =>
        `| ${name} | ${purpose} | \`${path}\` | ${requirements.join(", ")} |`
      ).join("\n")
    }`,
    `## Risks\n\n${list(design.risks.map(({ text, mitigation }) => `${text}. Mitigation: ${mitigation}`))}`,
    `## Commands\n\n${list(Object.entries(design.commands).map(([name, line]) => `${name}: \`${line}\``))}`,
    `## Open questions\n\n${list(design.questions)}`,
  ].join("\n\n") + "\n";
}

function handoffIn({ instructions, stopWhen, notes }: HandoffAnswer): string {
  return [
    `# Handoff\n\n## Instructions\n\n${instructions.map((text, at) => `${at + 1}. ${text}`).join("\n")}`,
    `## Stop and ask when\n\n${stopWhen.map((text) => `- ${text}`).join("\n")}`,
    `## Notes\n\n${notes.map((text) => `- ${text}`).join("\n")}`,
  ].join("\n\n") + "\n";
}

/** A text in a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
