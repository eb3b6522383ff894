import type { PageProblem } from "./problem.ts";
import type { References } from "./references.ts";
import type { Written } from "./written.ts";

/** What is known of the plan while its steps are made from the pages. */
export interface DraftContext {
  references: References;
  requirements: ReadonlySet<string>;
  /** All ids ever given to a step. */
  ids: Set<string>;
  /** The ids of the steps that were made, by where they stand. */
  made: Map<Written, string>;
  /** Files that steps of the plan leave behind. */
  files: ReadonlySet<string>;
  /** What is wrong and must be mended first. */
  fatal: PageProblem[];
  /** What is not taken over. */
  problems: PageProblem[];
}
