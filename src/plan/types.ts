/**
 * What a plan is: the types of `plan.json`. A field without a value is absent, never null.
 * The published JSON Schema is `config/plan.schema.json`.
 * @module
 */

/** What kind of demand a requirement makes: what it does, how well, or within which limits. */
export type RequirementKind = "functional" | "quality" | "constraint";
/** How much a requirement matters. */
export type Priority = "must" | "should" | "could";
/** A three-step scale, for likelihood, impact and complexity. */
export type Level = "low" | "medium" | "high";
/** What a step is for; an `enabler` (setup, CI) serves the plan itself and may cite no requirement. */
export type StepType = "feature" | "enabler" | "test" | "docs" | "ops" | "removal";
/** How far a step is. */
export type StepStatus = "todo" | "doing" | "done" | "retired";
/** What a phase is for: the first end-to-end path, features, qualities across features, or the release. */
export type PhaseKind = "skeleton" | "feature" | "quality" | "release";

/** One demand on the project, with the place that it comes from. */
export interface Requirement {
  /** `R1`, `R2`, ...; never given twice. */
  id: string;
  /** The demand in the words of its source. */
  text: string;
  /** What kind of demand it is. */
  kind: RequirementKind;
  /** How much it matters. */
  priority: Priority;
  /** Where it comes from; `line` counts from 1. */
  source: { from: "brief" | "flag" | "model"; line?: number };
  /** The heading or label that it stands under. */
  group?: string;
  /** Conditions under which it counts as met. */
  acceptance: string[];
  /** Whether it still stands. */
  status: "active" | "superseded" | "retired";
  /** Why no step works on it though it stands. */
  outOfScope?: string;
}

/** Something taken for granted because nobody said otherwise. */
export interface Assumption {
  /** `A1`, `A2`, ... */
  id: string;
  /** What is taken for granted. */
  text: string;
  /** What changes if it does not hold. */
  ifWrong: string;
}

/** Something that only the project's owner can answer. */
export interface Question {
  /** `Q1`, `Q2`, ... */
  id: string;
  /** The question. */
  text: string;
}

/** A choice that was made, with what it was made against. */
export interface Decision {
  /** `D1`, `D2`, ... */
  id: string;
  /** What was chosen. */
  choice: string;
  /** What was not. */
  alternatives: string[];
  /** The reason. */
  why: string;
}

/** A part of the system with one responsibility. */
export interface Component {
  /** Its name, unique in the design. */
  name: string;
  /** What it is responsible for. */
  purpose: string;
  /** Its main file, relative to the project's root. */
  path?: string;
  /** The requirements it answers, by id. */
  requirements: string[];
}

/** How the project is to be built. */
export interface Design {
  /** What the project is to achieve. */
  objectives: string[];
  /** Languages, frameworks and tools, each with its reason. */
  techStack: { name: string; why: string }[];
  /** The structure and the way of data through it, as Markdown. */
  architecture: string;
  /** The parts. */
  components: Component[];
  /** Packages and services that the project relies on. */
  dependencies: { name: string; why: string }[];
  /** The choices made. */
  decisions: Decision[];
  /** How much there is to build. */
  complexity: Level;
  /** How many phases the plan will need. */
  estimatedPhases: number;
  /** Who wrote it: `offline` or `provider/model`. */
  generatedBy: string;
}

/** Something that may go wrong. */
export interface Risk {
  /** `K1`, `K2`, ... */
  id: string;
  /** What may go wrong. */
  text: string;
  /** How likely it is. */
  likelihood: Level;
  /** How much it would hurt. */
  impact: Level;
  /** What is done about it. */
  mitigation: string;
  /** The requirements it threatens, by id. */
  requirements?: string[];
  /** The steps that deal with it, by number. */
  steps: string[];
}

/** Exact commands, run from the project's root. */
export interface Commands {
  /** Installs what is needed. */
  setup: string;
  /** Runs all tests. */
  test: string;
  /** Checks style and types. */
  lint: string;
  /** Starts the program. */
  run: string;
}

/** A file that a step makes or changes. */
export interface Deliverable {
  /** Relative to the project's root; a folder ends in `/`. */
  path: string;
  /** What happens to it. */
  action: "create" | "modify" | "delete";
}

/** How to see that a step is done. */
export interface Verification {
  /** The command to run, from the project's root. */
  command?: string;
  /** What is then seen. */
  expect: string;
}

/** A piece of work for one sitting. */
export interface Step {
  /** Stable: never changes, never used again. */
  id: string;
  /** `phase.position`, for people. */
  number: string;
  /** What it is for. */
  type: StepType;
  /** What it achieves, in a few words. */
  title: string;
  /** Why it stands where it does. */
  why?: string;
  /** What to do, one instruction an entry. */
  do: string[];
  /** The requirements it works on, by id. */
  requirements: string[];
  /** The steps that must be done before, by number. */
  dependsOn: string[];
  /** What it leaves behind. */
  deliverables: Deliverable[];
  /** How to see that it is done. */
  verify: Verification[];
  /** Rough effort: S under two hours, M half a day, L a day. */
  size: "S" | "M" | "L";
  /** How far it is. */
  status: StepStatus;
  /** What proved it done. */
  evidence?: { exitStatus?: number; sha256?: string; at?: string; note?: string; verified?: boolean };
  /** Who wrote it: `offline` or `provider/model`. */
  generatedBy: string;
}

/** Steps that together reach one goal. */
export interface Phase {
  /** 1, 2, ... without gaps. */
  number: number;
  /** What it is about. */
  title: string;
  /** What holds when it is finished. */
  goal: string;
  /** What it is for. */
  kind?: PhaseKind;
  /** The requirements it works on, by id. */
  requirements: string[];
  /** The phases that must be finished before, by number. */
  dependsOn?: number[];
  /** How to see that it is finished. */
  exitCriteria: string[];
  /** Its steps, in order; empty until it is detailed. */
  steps: Step[];
  /** Who wrote it: `offline` or `provider/model`. */
  generatedBy: string;
}

/** What whoever continues the work is told besides the plan itself. */
export interface Handoff {
  /** How to work, one instruction an entry. */
  instructions: string[];
  /** When to stop and ask. */
  stopWhen: string[];
  /** What else to know. */
  notes: string[];
  /** Who wrote it: `offline` or `provider/model`. */
  generatedBy: string;
}

/** One thing that a check found. */
export interface Finding {
  /** The rule's id, e.g. `coverage`. */
  rule: string;
  /** Errors make a plan unsound; warnings are worth a look. */
  severity: "error" | "warning";
  /** What is wrong. */
  message: string;
  /** Where, for people: `phase 2, step 2.3`. */
  location: string;
  /** Where, as a JSON pointer into the plan. */
  pointer: string;
  /** What to do about it. */
  hint: string;
}

/** A rule that was not asked, so that it says nothing about the plan. */
export interface UncheckedRule {
  /** The rule's id. */
  rule: string;
  /** Whether somebody turned it off; else the plan does not tell what it needs. */
  off: boolean;
  /** Why. */
  reason: string;
}

/** A project that is there already and that the work goes into, as it was found. Paths are relative to its root. */
export interface Existing {
  /** Its files, sorted: what version control ignores, built or secret files are not among them. */
  files: string[];
  /** How many more there are, where it has too many to list. */
  omitted?: number;
  /** Its languages, the one with the most files first. */
  languages: string[];
  /** Frameworks that it depends on. */
  frameworks: string[];
  /** The files that declare its dependencies and commands. */
  manifests: string[];
  /** Its own commands, as far as its files tell them. */
  commands: {
    setup?: string;
    test?: string;
    /** Runs one test file; `{test}` stands for its path. */
    testOne?: string;
    lint?: string;
    run?: string;
  };
  /** Where its code goes; `{name}` stands for a unit's name. */
  layout: {
    entry?: string;
    unit?: string;
    unitTest?: string;
    naming?: "snake" | "kebab" | "pascal" | "camel" | "flat";
  };
  /** What checks it on every push, where there is one. */
  ci?: string;
}

/** Where a plan comes from. */
export interface Provenance {
  /** `devussy x.y.z`. */
  tool: string;
  /** The calls behind it, one entry a stage and model. */
  runs: {
    stage: string;
    provider: string;
    model: string;
    inputTokens: number;
    outputTokens: number;
    costUsd?: number;
    /** The version of the prompt; absent where it was the user's own, or nobody read one. */
    prompt?: number;
  }[];
  /** Digest of each file written with this plan: what differs was edited by somebody since. */
  files?: Record<string, string>;
}

/** A whole plan: what `plan.json` holds. */
export interface Plan {
  /** Where its JSON Schema is published. */
  $schema?: string;
  /** The version of this format. */
  schemaVersion: 1;
  /** 1 for a new plan, one more with each change of its content. */
  revision: number;
  /** What is to be built, and with what. */
  project: {
    name: string;
    summary: string;
    languages: string[];
    frameworks: string[];
    apis: string[];
  };
  /** The project that it goes into; absent for a new one. */
  existing?: Existing;
  /** What is demanded. */
  requirements: Requirement[];
  /** What is taken for granted. */
  assumptions: Assumption[];
  /** What is open. */
  questions: Question[];
  /** How it is built; absent until the design stage is done. */
  design?: Design;
  /** What may go wrong. */
  risks: Risk[];
  /** The project's commands; absent until the design stage is done. */
  commands?: Commands;
  /** When the whole is done. */
  definitionOfDone: string[];
  /** The work, in order. */
  phases: Phase[];
  /** What the next worker is told; absent until the handoff stage is done. */
  handoff?: Handoff;
  /** What the checks found in it. */
  checks?: { score: number; findings: Finding[]; unchecked?: UncheckedRule[] };
  /** Where it comes from. */
  provenance: Provenance;
}
