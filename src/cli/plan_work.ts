import type { PipelineOptions, StageName } from "../pipeline/stage.ts";
import type { Plan } from "../plan/types.ts";
import type { WrittenFiles } from "../store/plan_files.ts";

/** What a command makes a plan from. */
export interface Work {
  /** The command's name. */
  command: string;
  /** The plan so far. */
  plan: Plan;
  stages: readonly StageName[];
  /** Where the files go. */
  folder: string;
  brief: string;
  /** The text of the plan file that this goes on with. */
  base?: string;
  /** What else the run depends on: only the same goes on with a stored one. */
  asked?: unknown;
  /** Makes the plan; absent: the stages do. */
  make?(options: PipelineOptions): Promise<Plan>;
  /** Writes it; absent: as files of a new plan. */
  write?(plan: Plan): Promise<WrittenFiles>;
  /** Tells what is told besides; returns what of it a JSON document holds. */
  tell?(plan: Plan): Readonly<Record<string, unknown>>;
}

/** A plan that was made, and its files. */
export interface Made {
  plan: Plan;
  files: WrittenFiles;
}
