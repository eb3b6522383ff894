import type { Plan } from "../plan/types.ts";
import { renderDesign } from "./design.ts";
import { renderDevplan } from "./devplan.ts";
import { renderHandoff } from "./handoff.ts";
import { renderPhase } from "./phase.ts";

/**
 * Renders a plan as Markdown. Pure: the same plan always gives the same bytes.
 *
 * @param plan A plan, complete or as far as it goes.
 * @returns The texts by file name: `project_design.md`, `devplan.md`, `phase1.md` ... and `handoff_prompt.md`, each
 * only if the plan has that part.
 *
 * @example
 * ```ts
 * import { createLLMClient, renderPlan, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Snake" }), { client: createLLMClient("offline", {}) });
 * if (!renderPlan(plan)["handoff_prompt.md"]?.includes("Active phase: 1.")) throw new Error("expected the first phase");
 * ```
 */
export function renderPlan(plan: Plan): Record<string, string> {
  const files: [string, string | undefined][] = [
    ["project_design.md", renderDesign(plan)],
    ["devplan.md", renderDevplan(plan)],
    ...plan.phases.map((phase): [string, string] => [`phase${phase.number}.md`, renderPhase(phase, plan)]),
    ["handoff_prompt.md", renderHandoff(plan)],
  ];
  return Object.fromEntries(files.filter((file): file is [string, string] => file[1] !== undefined));
}
