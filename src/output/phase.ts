import type { Phase, Plan, Step } from "../plan/types.ts";
import { isFilledIn } from "./authors.ts";
import { anchored, code, inline, list, page } from "./markdown.ts";

/** `phaseN.md`: the steps of one phase, each with what to do and how to see that it is done. */
export function renderPhase(phase: Phase, plan: Plan): string {
  const after = (phase.dependsOn ?? []).map((number) => `phase ${number}`);
  const cited = plan.requirements.filter(({ id }) => phase.requirements.includes(id));
  return page(
    `# Phase ${phase.number}: ${inline(phase.title)}`,
    inline(phase.goal),
    after.length === 0 ? undefined : `After: ${after.join(", ")}.`,
    cited.length === 0
      ? undefined
      : `Requirements: ${cited.map(({ id }) => id).join(", ")} ([project_design.md](project_design.md)).`,
    isFilledIn(phase, plan)
      ? "**Planned by the embedded planner**, since no model gave steps that could be used."
      : undefined,
    "## Tasks",
    anchored(
      "PHASE_TASKS",
      phase.steps.length === 0 ? "This phase has no steps yet." : phase.steps.map(renderStep).join("\n\n"),
    ),
    "## Outcomes",
    anchored(
      "PHASE_OUTCOMES",
      list(phase.exitCriteria.length === 0 ? ["All steps are done."] : phase.exitCriteria.map(inline), "- [ ]"),
    ),
  );
}

function renderStep(step: Step): string {
  // Of what nobody needs any more, the name is left: its id is never used again.
  if (step.status === "retired") return `- ~~**${step.number} ${inline(step.title)}**~~ (retired; ${code(step.id)})`;
  const facts = [
    step.type,
    `size ${step.size}`,
    ...(step.dependsOn.length === 0 ? [] : [`after ${step.dependsOn.join(", ")}`]),
    ...(step.requirements.length === 0 ? [] : [step.requirements.join(", ")]),
    code(step.id),
  ];
  const box = step.status === "done" ? "x" : " ";
  return [
    `- [${box}] **${step.number} ${inline(step.title)}** (${facts.join("; ")})`,
    ...(step.why === undefined ? [] : [`  Why: ${inline(step.why)}`]),
    ...step.do.map((entry) => `  - ${inline(entry)}`),
    `  - Files: ${step.deliverables.map(({ path, action }) => `${code(path)} (${action})`).join(", ") || "none"}`,
    ...step.verify.map(({ command, expect }) =>
      `  - Done when: ${command === undefined ? inline(expect) : `${code(command)} ${inline(expect)}`}`
    ),
  ].join("\n");
}
