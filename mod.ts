/**
 * devussy turns a project idea into a design, a phased development plan with checked steps, and a handoff prompt.
 *
 * @example From an idea to files
 * ```ts
 * import { createLLMClient, renderPlan, runPipeline, startPlan } from "@devussy/devussy";
 *
 * const idea = startPlan({ name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." });
 * const plan = await runPipeline(idea, { client: createLLMClient("offline", {}) });
 * const files = renderPlan(plan);
 * if (files["devplan.md"] === undefined) throw new Error("expected devplan.md");
 * ```
 * @module
 */
export * from "./src/clients.ts";
export { type LintOptions, lintPlan, type LintReport, type RuleSettings } from "./src/plan/checks/lint.ts";
export type { Part } from "./src/plan/checks/part.ts";
export { type Trace, type TraceGap, type TraceOrphan, tracePlan, type TraceRow } from "./src/plan/trace.ts";
export { diffPlans } from "./src/plan/diff.ts";
export type * from "./src/plan/diff/types.ts";
export {
  type ImportedPages,
  type ImportOptions,
  importPages,
  type PageProblem,
} from "./src/plan/pages/import_pages.ts";
export { findPart, findRequirement, findStep } from "./src/plan/progress/find.ts";
export { finishStep, type MarkOptions, startStep, undoStep } from "./src/plan/progress/mark.ts";
export { nextSteps } from "./src/plan/progress/next.ts";
export { planWaves } from "./src/plan/progress/waves.ts";
export { type Counts, type PlanStatus, planStatus } from "./src/plan/progress/status.ts";
export { planJsonSchema } from "./src/plan/json_schema.ts";
export { parsePlan } from "./src/plan/read.ts";
export { requirementDiff } from "./src/plan/replan/requirement_changes.ts";
export type { FreshDemand, Replanned, RequirementChanges, RequirementEdits, Rewrite } from "./src/plan/replan/types.ts";
export type { Source } from "./src/plan/requirements/candidate.ts";
export { extractRequirements } from "./src/plan/requirements/extract.ts";
export { readExisting, type ScannedFiles } from "./src/plan/existing/mod.ts";
export type * from "./src/plan/types.ts";
export { formatPlan } from "./src/plan/write.ts";
export { type ExportFormat, exportPlan } from "./src/output/exports/mod.ts";
export { type HandoffPack, type HandoffPackOptions, renderHandoffPack } from "./src/output/handoff_pack/mod.ts";
export { renderPlan } from "./src/output/mod.ts";
export { renderHtml } from "./src/output/page/mod.ts";
export { type ProjectRequest, startPlan } from "./src/pipeline/request.ts";
export { previewReplan, replan, type ReplanOptions, type ReplanPreview } from "./src/pipeline/replan/replan.ts";
export { runPipeline } from "./src/pipeline/run.ts";
export type { Journal, JournalCall } from "./src/pipeline/journal.ts";
export type { Asker, BudgetOptions, PipelineEvent, PipelineOptions, StageName } from "./src/pipeline/stage.ts";
export { VERSION } from "./src/version.ts";
