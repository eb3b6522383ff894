/**
 * What lies between two plans. Steps and requirements are matched by id, so that a step that moved is still that step.
 * @module
 */
import type { Phase, Requirement, Step, StepStatus } from "../types.ts";

/** What became of the requirements. */
export interface RequirementDiff {
  /** Those that stand and were not there before. */
  added: Requirement[];
  /** Those that say something else, or stand again; the line of the brief that they come from does not count. */
  changed: { before: Requirement; after: Requirement }[];
  /** Those that stood and stand no longer: retired or superseded, or, as they were before, gone from the plan. */
  retired: Requirement[];
}

/** A field of a step or a phase that is not what it was. */
export interface FieldChange {
  /** The field's name: `title`, `do`, `dependsOn`. */
  field: string;
  /** What it said, one entry each; empty where it said nothing. Steps stand by the numbers that they have now. */
  before: string[];
  /** What it says. */
  after: string[];
}

/** What became of the phases; they have no ids and are matched by title, then by the steps that they share. */
export interface PhaseDiff {
  /** Those that were not there before. */
  added: Phase[];
  /** Those that are gone. */
  removed: Phase[];
  /** Those that have another number (`number`), title (`title`), goal, ...; their steps are told apart from them. */
  changed: { before: Phase; after: Phase; fields: FieldChange[] }[];
}

/** A step that has another number. */
export interface StepMove {
  /** The step's id. */
  id: string;
  /** Its title now. */
  title: string;
  /** Its number before. */
  before: string;
  /** Its number now. */
  after: string;
  /** Whether it stands where it did, and only follows others that came, went or moved. */
  shifted: boolean;
}

/** A step that is further than it was, or less far. */
export interface StatusChange {
  /** The step's id. */
  id: string;
  /** Its number now. */
  number: string;
  /** Its title now. */
  title: string;
  /** How far it was. */
  before: StepStatus;
  /** How far it is. */
  after: StepStatus;
}

/** What became of the steps. One step may stand in several lists: changed, moved and done. */
export interface StepDiff {
  /** Those that were not there before. */
  added: Step[];
  /** Those whose ids are gone from the plan. */
  removed: Step[];
  /** Those that were retired: they count no longer, and keep their ids. */
  retired: Step[];
  /** Those that say something else. What moves a number in a text, because that step moved, is no change. */
  changed: { before: Step; after: Step; fields: FieldChange[] }[];
  /** Those with another number. */
  moved: StepMove[];
  /** Those with another status than before, but for the retired. */
  status: StatusChange[];
}

/** An entry of another part of the plan: came (no `before`), went (no `after`) or changed (both). */
export interface EntryChange {
  /** The part: `project`, `design`, `decision`, `risk`, `command`, ... */
  part: string;
  /** The entry's id or name, `K2` or `architecture`; `order` for texts in another order; absent where the text is all. */
  name?: string;
  /** What it said, in one text. */
  before?: string;
  /** What it says. */
  after?: string;
}

/** What lies between two plans. */
export interface PlanDiff {
  /** Whether both say the same: no list below has an entry. */
  same: boolean;
  /** The revisions. */
  revision: { before: number; after: number };
  /** The scores of the checks, as the plans tell them. */
  score: { before?: number; after?: number };
  /** What is demanded. */
  requirements: RequirementDiff;
  /** The phases. */
  phases: PhaseDiff;
  /** The steps. */
  steps: StepDiff;
  /** All the rest: project, assumptions, questions, design, risks, commands, definition of done, handoff. */
  others: EntryChange[];
}
