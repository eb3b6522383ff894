import type { Plan } from "../../plan/types.ts";
import { inline, list, page } from "../markdown.ts";
import { entry } from "./entry.ts";
import { slugOf } from "./names.ts";
import { speckitName, speckitPlan, speckitSpec } from "./speckit_pages.ts";
import { taskLines } from "./task_lines.ts";
import { standingByPhase, type Work } from "./work.ts";

/**
 * A feature of spec-kit: `tasks.md` with what it is read together with. Without `plan.md` spec-kit's own scripts refuse to
 * go to work, and without `spec.md` nobody could say what `FR-001` is.
 */
export function speckit(plan: Plan): Record<string, string> {
  const folder = `specs/001-${slugOf(plan.project.name, "plan")}`;
  return {
    [`${folder}/spec.md`]: speckitSpec(plan),
    [`${folder}/plan.md`]: speckitPlan(plan),
    [`${folder}/tasks.md`]: tasksOf(plan),
  };
}

function tasksOf(plan: Plan): string {
  const phases = standingByPhase(plan);
  const names = new Map(
    plan.requirements.flatMap((requirement) =>
      requirement.status === "active" ? [[requirement.id, speckitName(requirement)] as const] : []
    ),
  );
  const there = new Set(phases.map(({ phase }) => phase.number));
  const order = phases.flatMap(({ phase: { number, dependsOn = [] } }) => {
    const needed = dependsOn.filter((other) => there.has(other) && other !== number);
    return needed.length === 0
      ? []
      : [`Phase ${number} depends on ${needed.map((other) => `Phase ${other}`).join(", ")}`];
  });
  return page(
    `# Tasks: ${inline(plan.project.name)}`,
    "**Input**: spec.md and plan.md beside this file. Format: `[ID] Description`, with what it depends on, its files and its check below it.",
    ...phases.flatMap(({ phase, works }) => [
      `## Phase ${phase.number}: ${inline(phase.title)}`,
      `**Goal**: ${inline(phase.goal)}`,
      works.map((work) => taskOf(work, names)).join("\n"),
      ...phase.exitCriteria.map((entry) => `**Checkpoint**: ${inline(entry)}`),
    ]),
    order.length === 0 ? undefined : `## Dependencies & Execution Order\n\n${list(order)}`,
  );
}

function taskOf(work: Work, names: ReadonlyMap<string, string>): string {
  const { step, position } = work;
  const box = step.status === "done" ? "x" : " ";
  const cited = step.requirements.flatMap((id) => names.get(id) ?? []);
  const below = taskLines(work, ({ position }) => taskId(position), cited.join(", "));
  return [`- [${box}] ${taskId(position)} ${entry(step.title)}`, ...(below === "" ? [] : [below])].join("\n");
}

function taskId(position: number): string {
  return `T${String(position).padStart(3, "0")}`;
}
