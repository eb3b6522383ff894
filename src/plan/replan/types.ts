import type { StepAnswer } from "../answers.ts";
import type { RequirementDiff } from "../diff/types.ts";
import type { Plan, Requirement } from "../types.ts";

/** What is to change about the requirements of a plan; at least one of these. */
export interface RequirementEdits {
  /** The whole brief as it is now: what it no longer says is retired. */
  brief?: string;
  /** Demands that come besides, as texts. */
  add?: readonly string[];
  /** The ids of requirements that no longer stand. */
  retire?: readonly string[];
}

/** What lies between a plan's requirements and those that are wanted. */
export interface RequirementChanges extends RequirementDiff {
  /** Those that were not there before, and those that stand again, under their old ids. */
  added: Requirement[];
  /** Those that say the same, and now stand under another heading, with another priority or in other letters. */
  updated: Requirement[];
  /** Those that only stand at another line of the brief: that alone is no change. */
  moved: Requirement[];
  /** How many say the same. */
  unchanged: number;
  /** How many requirements of the plan were compared with the brief; 0 without one. */
  compared: number;
  /** How many of these the brief no longer holds, in any words. */
  dropped: number;
  /** What the user should know, one sentence each. */
  notices: string[];
}

/** A drafted step, with who wrote it. */
export interface DraftedStep {
  answer: StepAnswer;
  /** `offline` or `provider/model`. */
  author: string;
}

/** What others wrote for a replanned plan; what is left out is made by code. */
export interface Drafts {
  /** The new steps, in order. */
  fresh?: readonly DraftedStep[];
  /** Steps written anew, by number. */
  rewritten?: ReadonlyMap<string, DraftedStep>;
}

/** Why an open step has to be written anew. */
export interface Rewrite {
  /** The step's number. */
  step: string;
  /** Requirements that it works on or speaks of, which say something else now. */
  changed: { before: Requirement; after: Requirement }[];
  /** Requirements that it worked on or speaks of, which stand no longer. */
  retired: Requirement[];
}

/** A demand that no open step works on: it needs a new one. */
export interface FreshDemand {
  /** What is demanded. */
  requirement: Requirement;
  /** What it said when the steps that work on it were done; absent where there are none. */
  before?: Requirement;
}

/** A plan that follows its requirements again. */
export interface Replanned {
  /** Whole and covered, with the next revision and without checks. */
  plan: Plan;
  /** The open steps that had to be written anew. */
  rewrites: Rewrite[];
  /** The demands that new steps work on. */
  fresh: FreshDemand[];
  /** The numbers of the new steps that were drafted; those that remove or release something are not among them. */
  drafted: string[];
  /** What the user should know, one sentence each. */
  notices: string[];
}
