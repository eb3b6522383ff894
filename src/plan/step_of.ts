import type { StepAnswer } from "./answers.ts";
import type { Step } from "./types.ts";

/** What code decides about a step, whoever wrote it. */
export interface StepPlace extends Pick<Step, "id" | "number" | "requirements" | "dependsOn" | "generatedBy"> {
  status?: Step["status"];
  evidence?: Step["evidence"];
}

/** The step that an answer becomes in its place. */
export function stepOf(
  { type, title, why, do: instructions, deliverables, verify, size }: StepAnswer,
  { id, number, requirements, dependsOn, status = "todo", evidence, generatedBy }: StepPlace,
): Step {
  return {
    id,
    number,
    type,
    title,
    ...(why === undefined ? {} : { why }),
    do: instructions,
    requirements,
    dependsOn,
    deliverables,
    verify,
    size,
    status,
    ...(evidence === undefined ? {} : { evidence }),
    generatedBy,
  };
}
