import type { BasicPlanAnswer } from "../../plan/answers.ts";
import type { Plan } from "../../plan/types.ts";
import { markdownPhases } from "../../plan/markdown/phases.ts";
import { nearestTo } from "../nearest_text.ts";

/** Reads phases out of Markdown, which seldom cites ids: a requirement goes to the phase that speaks of it most. */
export function phasesFromMarkdown(plan: Plan, text: string): BasicPlanAnswer | undefined {
  const drafts = markdownPhases(text);
  if (drafts.length === 0) return undefined;
  const cited = drafts.map(({ requirements }) => [...requirements]);
  const nearest = nearestTo(drafts.map(({ title, goal = "", notes }) => [title, goal, ...notes].join(" ")));
  for (const { id, text, status } of plan.requirements) {
    if (status !== "active" || cited.some((ids) => ids.includes(id))) continue;
    const at = nearest(text);
    if (at !== undefined) cited[at]?.push(id);
  }
  return {
    phases: drafts.map(({ title, goal = title, notes }, index) => ({
      title,
      goal,
      kind: index === 0 ? "skeleton" : index === drafts.length - 1 && index > 1 ? "release" : "feature",
      requirements: cited[index] ?? [],
      dependsOn: index === 0 ? [] : [index],
      exitCriteria: notes.some(isSentence) ? notes.filter(isSentence) : [goal],
    })),
  };
}

/** A cell of a table may hold no more than a number or an id. */
function isSentence(text: string): boolean {
  return text.trim().split(/\s+/).length > 2;
}
