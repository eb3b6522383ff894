/**
 * The schemas behind `plan.json`, annotated with the interfaces of `types.ts` so that the compiler keeps both equal.
 * Their descriptions are the documentation of the published `config/plan.schema.json`.
 * @module
 */
import { z } from "../packages/zod.ts";
import type {
  Assumption,
  Commands,
  Component,
  Decision,
  Deliverable,
  Design,
  Existing,
  Finding,
  Handoff,
  Phase,
  Plan,
  Question,
  Requirement,
  Risk,
  Step,
  UncheckedRule,
  Verification,
} from "./types.ts";

const id = (letter: string, what: string) =>
  z.string().regex(new RegExp(`^${letter}[1-9][0-9]*$`)).describe(`${what}; never given twice`);
const text = (what: string) => z.string().min(1).describe(what);
const texts = (what: string) => z.array(z.string().min(1)).describe(what);
const requirementIds = z.array(z.string()).describe("Ids of requirements");
const author = z.string().min(1).describe("Who wrote it: offline or provider/model");
const level = z.enum(["low", "medium", "high"]);

const requirement: z.ZodType<Requirement> = z.object({
  id: id("R", "Identifier"),
  text: text("The demand in the words of its source"),
  kind: z.enum(["functional", "quality", "constraint"]).describe("What it does, how well, or within which limits"),
  priority: z.enum(["must", "should", "could"]),
  source: z.object({
    from: z.enum(["brief", "flag", "model"]),
    line: z.int().min(1).exactOptional().describe("Line in the brief, from 1"),
  }),
  group: text("The heading or label that it stands under").exactOptional(),
  acceptance: texts("Conditions under which it counts as met"),
  status: z.enum(["active", "superseded", "retired"]),
  outOfScope: text("Why no step works on it though it stands").exactOptional(),
});

const assumption: z.ZodType<Assumption> = z.object({
  id: id("A", "Identifier"),
  text: text("What is taken for granted"),
  ifWrong: text("What changes if it does not hold"),
});

const question: z.ZodType<Question> = z.object({ id: id("Q", "Identifier"), text: text("The question") });

const decision: z.ZodType<Decision> = z.object({
  id: id("D", "Identifier"),
  choice: text("What was chosen"),
  alternatives: texts("What was not"),
  why: text("The reason"),
});

/** A part of the system. */
export const component: z.ZodType<Component> = z.object({
  name: text("Its name, unique in the design"),
  purpose: text("What it is responsible for"),
  path: text("Its main file, relative to the project's root").exactOptional(),
  requirements: requirementIds,
});

/** A name with the reason for it. */
export const named: z.ZodType<{ name: string; why: string }> = z.object({
  name: text("As people write it"),
  why: text("Why it is used"),
});

const design: z.ZodType<Design> = z.object({
  objectives: texts("What the project is to achieve"),
  techStack: z.array(named),
  architecture: text("Structure and way of data, as Markdown"),
  components: z.array(component),
  dependencies: z.array(named),
  decisions: z.array(decision),
  complexity: level,
  estimatedPhases: z.int().min(1),
  generatedBy: author,
});

const risk: z.ZodType<Risk> = z.object({
  id: id("K", "Identifier"),
  text: text("What may go wrong"),
  likelihood: level,
  impact: level,
  mitigation: text("What is done about it"),
  requirements: requirementIds.exactOptional(),
  steps: texts("Numbers of the steps that deal with it"),
});

/** The project's commands. */
export const commands: z.ZodType<Commands> = z.object({
  setup: text("Installs what is needed"),
  test: text("Runs all tests"),
  lint: text("Checks style and types"),
  run: text("Starts the program"),
});

/** A file that a step makes or changes. */
export const deliverable: z.ZodType<Deliverable> = z.object({
  path: text("Relative to the project's root; a folder ends in a slash"),
  action: z.enum(["create", "modify", "delete"]),
});

/** How to see that a step is done. */
export const verification: z.ZodType<Verification> = z.object({
  command: text("The command to run, from the project's root").exactOptional(),
  expect: text("What is then seen"),
});

/** What a step is for. */
export const stepType: z.ZodType<Step["type"]> = z.enum(["feature", "enabler", "test", "docs", "ops", "removal"]);
/** Rough effort. */
export const stepSize: z.ZodType<Step["size"]> = z.enum(["S", "M", "L"]);
/** What a phase is for. */
export const phaseKind: z.ZodType<NonNullable<Phase["kind"]>> = z.enum(["skeleton", "feature", "quality", "release"]);

const step: z.ZodType<Step> = z.object({
  id: text("Stable: never changes, never used again"),
  number: z.string().regex(/^[0-9]+\.[0-9]+$/).describe("phase.position, for people"),
  type: stepType,
  title: text("What it achieves, in a few words"),
  why: text("Why it stands where it does").exactOptional(),
  do: texts("What to do, one instruction an entry"),
  requirements: requirementIds,
  dependsOn: z.array(z.string()).describe("Numbers of the steps that must be done before"),
  deliverables: z.array(deliverable),
  verify: z.array(verification),
  size: stepSize.describe("S under two hours, M half a day, L a day"),
  status: z.enum(["todo", "doing", "done", "retired"]),
  evidence: z.object({
    exitStatus: z.int().exactOptional(),
    sha256: z.string().exactOptional(),
    at: z.string().exactOptional(),
    note: z.string().exactOptional(),
    verified: z.boolean().exactOptional(),
  }).exactOptional(),
  generatedBy: author,
});

const phase: z.ZodType<Phase> = z.object({
  number: z.int().min(1),
  title: text("What it is about"),
  goal: text("What holds when it is finished"),
  kind: phaseKind.exactOptional(),
  requirements: requirementIds,
  dependsOn: z.array(z.int().min(1)).describe("Numbers of the phases that must be finished before").exactOptional(),
  exitCriteria: texts("How to see that it is finished"),
  steps: z.array(step),
  generatedBy: author,
});

const handoff: z.ZodType<Handoff> = z.object({
  instructions: texts("How to work, one instruction an entry"),
  stopWhen: texts("When to stop and ask"),
  notes: texts("What else to know"),
  generatedBy: author,
});

const finding: z.ZodType<Finding> = z.object({
  rule: text("The rule's id"),
  severity: z.enum(["error", "warning"]),
  message: text("What is wrong"),
  location: text("Where, for people"),
  pointer: z.string().describe("Where, as a JSON pointer"),
  hint: text("What to do about it"),
});

const uncheckedRule: z.ZodType<UncheckedRule> = z.object({
  rule: text("The rule's id"),
  off: z.boolean().describe("Whether somebody turned it off; else the plan does not tell what it needs"),
  reason: text("Why"),
});

const existing: z.ZodType<Existing> = z.object({
  files: texts("Its files, but for ignored, built and secret ones"),
  omitted: z.int().min(1).exactOptional().describe("How many more there are"),
  languages: texts("Its languages, the one with the most files first"),
  frameworks: texts("Frameworks that it depends on"),
  manifests: texts("Files that declare its dependencies and commands"),
  commands: z.object({
    setup: text("Installs what is needed").exactOptional(),
    test: text("Runs all tests").exactOptional(),
    testOne: text("Runs one test file, {test}").exactOptional(),
    lint: text("Checks style and types").exactOptional(),
    run: text("Starts the program").exactOptional(),
  }),
  layout: z.object({
    entry: text("The file that starts it").exactOptional(),
    unit: text("Where a unit lies, by its {name}").exactOptional(),
    unitTest: text("Where its test lies").exactOptional(),
    naming: z.enum(["snake", "kebab", "pascal", "camel", "flat"]).exactOptional(),
  }),
  ci: text("What checks it on every push").exactOptional(),
});

/** The whole of `plan.json`. Parsing also puts the keys into their one order. */
export const planSchema: z.ZodType<Plan> = z.object({
  $schema: z.string().exactOptional(),
  schemaVersion: z.literal(1),
  revision: z.int().min(1).describe("One more with each change of the content"),
  project: z.object({
    name: text("The project's name"),
    summary: text("What it is, in one or two sentences"),
    languages: texts("Programming languages"),
    frameworks: texts("Frameworks and libraries"),
    apis: texts("Services and interfaces it talks to"),
  }),
  existing: existing.exactOptional().describe("The project that it goes into; absent for a new one"),
  requirements: z.array(requirement),
  assumptions: z.array(assumption),
  questions: z.array(question),
  design: design.exactOptional(),
  risks: z.array(risk),
  commands: commands.exactOptional(),
  definitionOfDone: texts("When the whole is done"),
  phases: z.array(phase),
  handoff: handoff.exactOptional(),
  checks: z.object({
    score: z.number().min(0).max(100),
    findings: z.array(finding),
    unchecked: z.array(uncheckedRule).describe("Rules that were not asked").exactOptional(),
  }).exactOptional(),
  provenance: z.object({
    tool: text("The program and its version"),
    runs: z.array(z.object({
      stage: text("The stage of the pipeline"),
      provider: text("Who was asked"),
      model: text("Which model answered"),
      inputTokens: z.int().min(0),
      outputTokens: z.int().min(0),
      costUsd: z.number().min(0).exactOptional(),
      prompt: z.int().min(1).exactOptional().describe("Version of the prompt; absent where it was the user's own"),
    })),
    files: z.record(z.string(), z.string()).describe("Digest of each file written with this plan").exactOptional(),
  }),
});
