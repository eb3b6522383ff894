/**
 * What the readers of other tools' formats have in common: a plan in the words of its source, before it gets our numbers.
 * @module
 */
import type { Part } from "../checks/part.ts";
import type { Design, Priority, RequirementKind, StepStatus, StepType, Verification } from "../types.ts";
import type { Place, PlanFormat } from "./types.ts";

/** A demand as its file has it. */
export interface DraftRequirement {
  /** What citations call it: `US1`, `FR-003`. */
  name: string;
  text: string;
  kind: RequirementKind;
  priority: Priority;
  acceptance: string[];
  /** Whether it asks for nothing any more. */
  retired: boolean;
  place: Place;
}

/** A piece of work as its file has it. */
export interface DraftTask {
  /** What dependencies call it; absent where it has no name. */
  name?: string;
  /** What people call it: `T014`, `task 7`. */
  label: string;
  /** Whether its name is an id: given once in the whole file. */
  unique: boolean;
  line: number;
  title: string;
  do: string[];
  /** Of instructions and checks that stand elsewhere than the task: by `do/3` or `verify/1`, their line and name. */
  inside?: ReadonlyMap<string, { line: number; label: string }>;
  /** The requirements that it names. */
  cites: string[];
  /** The tasks that it waits for, by their names. */
  needs: string[];
  paths: string[];
  verify: Verification[];
  type: StepType;
  status: StepStatus;
}

/** Tasks that stand together. */
export interface DraftGroup {
  title: string;
  /** What its file calls it: `Phase 3`, or its title in quotes. */
  label: string;
  /** The number that it has in its file. */
  number?: number;
  line: number;
  goal?: string;
  exit: { text: string; line: number }[];
  /** Positions of the groups that it waits for. */
  needs: Set<number>;
  tasks: DraftTask[];
}

/** Something that may go wrong, as its file has it. */
export interface DraftRisk {
  text: string;
  mitigation?: string;
  /** The tasks that it names. */
  steps: string[];
  place: Place;
}

/** What a plan is built with, as its files have it. */
export interface DraftStack {
  languages: string[];
  frameworks: string[];
  /** All that is named, tools for tests and storage too. */
  all: string[];
  place: Place;
}

/** A whole plan as its files have it. */
export interface DraftPlan {
  format: Exclude<PlanFormat, "devussy">;
  path: string;
  /** What of the file this is, where it holds several plans. */
  part?: string;
  title: string;
  summary?: string;
  requirements: DraftRequirement[];
  groups: DraftGroup[];
  risks: DraftRisk[];
  questions: string[];
  /** When the whole is done. */
  done: string[];
  stack?: DraftStack;
  architecture?: string;
  /** What the format has a place of its own for, so that one entry shows that it is used. */
  labelled: ReadonlySet<Part>;
  /** What the reader knows to be absent, besides what can be counted. */
  absent: readonly Part[];
}

/** The design that a stack makes: the rest of it stands in prose that is not read. */
export function designOf({ stack, architecture, groups }: DraftPlan, author: string): Design | undefined {
  if (stack === undefined) return undefined;
  return {
    objectives: [],
    techStack: stack.all.map((name) => ({ name, why: "named in the plan" })),
    architecture: architecture ?? "Told in the plan's own files.",
    components: [],
    dependencies: [],
    decisions: [],
    complexity: "medium",
    estimatedPhases: Math.max(1, groups.length),
    generatedBy: author,
  };
}
