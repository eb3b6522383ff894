/**
 * What each stage asks for: the shapes of the answers, whoever gives them. Ids, numbers and order are not in them:
 * code gives those.
 * @module
 */
import { z } from "../packages/zod.ts";
import { commands, component, deliverable, named, phaseKind, stepSize, stepType, verification } from "./schema.ts";
import type { Commands, Component, Deliverable, Level, PhaseKind, Step, StepType, Verification } from "./types.ts";

/** The answer of the project design stage. */
export interface DesignAnswer {
  summary: string;
  languages: string[];
  frameworks: string[];
  apis: string[];
  objectives: string[];
  techStack: { name: string; why: string }[];
  architecture: string;
  components: Component[];
  dependencies: { name: string; why: string }[];
  decisions: { choice: string; alternatives: string[]; why: string }[];
  assumptions: { text: string; ifWrong: string }[];
  questions: string[];
  risks: { text: string; likelihood: Level; impact: Level; mitigation: string; requirements: string[] }[];
  commands: Commands;
  definitionOfDone: string[];
  complexity: Level;
  estimatedPhases: number;
}

/** One phase of the basic plan. */
export interface PhaseAnswer {
  title: string;
  goal: string;
  kind: PhaseKind;
  requirements: string[];
  dependsOn: number[];
  exitCriteria: string[];
}

/** The answer of the basic devplan stage. */
export interface BasicPlanAnswer {
  phases: PhaseAnswer[];
}

/** One step of a phase; `dependsOn` holds positions in the same answer, from 1. */
export interface StepAnswer {
  type: StepType;
  title: string;
  why?: string;
  do: string[];
  requirements: string[];
  dependsOn: number[];
  deliverables: Deliverable[];
  verify: Verification[];
  size: Step["size"];
}

/** The answer of the detailed devplan stage, for one phase. */
export interface PhaseStepsAnswer {
  steps: StepAnswer[];
}

/** The answer of the handoff stage. */
export interface HandoffAnswer {
  instructions: string[];
  stopWhen: string[];
  notes: string[];
}

const text = z.string().trim().min(1);
const texts = z.array(text);
const level = z.enum(["low", "medium", "high"]);
const ids = z.array(z.string()).describe("Ids of requirements of this plan, such as R1");

/** Schema of {@linkcode DesignAnswer}. */
export const designAnswer: z.ZodType<DesignAnswer> = z.object({
  summary: text.describe("What is built, for whom, in one or two sentences"),
  languages: texts,
  frameworks: texts,
  apis: texts.describe("Services and interfaces it talks to"),
  objectives: texts,
  techStack: z.array(named),
  architecture: text.describe("Structure and way of data, as Markdown without headings"),
  components: z.array(component).describe(
    "Parts with one responsibility each; every functional requirement in one of them",
  ),
  dependencies: z.array(named),
  decisions: z.array(z.object({ choice: text, alternatives: texts, why: text })),
  assumptions: z.array(z.object({ text, ifWrong: text })),
  questions: texts.describe("What only the owner can answer"),
  risks: z.array(z.object({ text, likelihood: level, impact: level, mitigation: text, requirements: ids })),
  commands,
  definitionOfDone: texts,
  complexity: level,
  estimatedPhases: z.int().min(1).max(2000),
});

/** Schema of {@linkcode BasicPlanAnswer}. */
export const basicPlanAnswer: z.ZodType<BasicPlanAnswer> = z.object({
  phases: z.array(z.object({
    title: text,
    goal: text.describe("What holds when the phase is finished"),
    kind: phaseKind,
    requirements: ids,
    dependsOn: z.array(z.int().min(1)).describe("Positions of earlier phases in this answer, from 1"),
    exitCriteria: texts.min(1),
  })).min(1).max(2000),
});

function stepWith(dependsOn: string) {
  return z.object({
    type: stepType,
    title: text,
    why: text.exactOptional(),
    do: texts.min(1).describe("Concrete instructions"),
    requirements: ids,
    dependsOn: z.array(z.int().min(1)).describe(dependsOn),
    deliverables: z.array(deliverable).min(1),
    verify: z.array(verification).min(1),
    size: stepSize,
  });
}

/** Schema of {@linkcode PhaseStepsAnswer}. */
export const phaseStepsAnswer: z.ZodType<PhaseStepsAnswer> = z.object({
  steps: z.array(stepWith("Positions of earlier steps in this answer, from 1")).min(1).max(100),
});

/** Schema of a {@linkcode StepAnswer} that stands alone. */
export const stepAnswer: z.ZodType<StepAnswer> = stepWith("Positions of earlier steps in the phase, from 1");

/** Schema of {@linkcode HandoffAnswer}. */
export const handoffAnswer: z.ZodType<HandoffAnswer> = z.object({
  instructions: texts.min(1),
  stopWhen: texts.min(1),
  notes: texts,
});
