import type { StageName } from "../pipeline/stage.ts";
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
}

/** A plan that was made, and its files. */
export interface Made {
  plan: Plan;
  files: WrittenFiles;
}
