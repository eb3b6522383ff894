import type { Part } from "../checks/part.ts";
import type { Plan } from "../types.ts";

/** A file as it was read: readers look at nothing else. */
export interface PlanFile {
  /** As the user names it; findings name it the same way. */
  path: string;
  text: string;
}

/** Where something stands in the files that a plan was read from. */
export interface Place {
  path: string;
  /** From 1. */
  line: number;
  /** What its own file calls it: `T014`, `task 7`, `2.3`. */
  name?: string;
}

/** The formats that plans are read from. */
export type PlanFormat = "devussy" | "spec-kit" | "openspec" | "task-master" | "markdown";

/** A plan of any format in our model, as far as it goes. */
export interface ReadPlan {
  plan: Plan;
  format: PlanFormat;
  /** What of the file was read, where it holds several plans: `tag master; others: feature-x`. */
  part?: string;
  /** What the files do not tell: rules that need it cannot be asked. */
  absent: Part[];
  /** By JSON pointer into the plan; what has none of its own stands where the nearest above it does. */
  places: Map<string, Place>;
  /** What the files call each requirement: `R1` is `FR-001`. */
  requirementNames: Map<string, string>;
}
