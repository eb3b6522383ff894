/**
 * Plans of other tools in our model: pure functions from the texts of files. What a format does not tell is said, so
 * that no rule passes for want of something to look at.
 * @module
 */
import { planFormatOf } from "./detect.ts";
import { readDevussy } from "./devussy.ts";
import { readMarkdown } from "./markdown_plan.ts";
import { readOpenSpec } from "./openspec.ts";
import { readSpecKit } from "./spec_kit.ts";
import { readTaskMaster } from "./task_master.ts";
import type { PlanFile, ReadPlan } from "./types.ts";

export { companionsOf } from "./companions.ts";
export { placed, placeOf } from "./places.ts";
export type { Place, PlanFile, PlanFormat, ReadPlan } from "./types.ts";

/**
 * Reads a plan of any format that is known: devussy's own, spec-kit, OpenSpec, Task Master, Markdown with steps (Kiro's too).
 *
 * @param file The plan's file.
 * @param companions Those of {@linkcode companionsOf} that are there; others do no harm.
 * @returns The plan as far as the files tell it, and what they do not tell.
 * @throws {PlanError} If the file is no plan; the hint says what to do.
 */
export function readPlan(file: PlanFile, companions: readonly PlanFile[] = []): ReadPlan {
  const { format, json } = planFormatOf(file, companions);
  if (json !== undefined) return format === "devussy" ? readDevussy(file, json) : readTaskMaster(file, json);
  if (format === "spec-kit") return readSpecKit(file, companions);
  if (format === "openspec") return readOpenSpec(file, companions);
  return readMarkdown(file, companions);
}
