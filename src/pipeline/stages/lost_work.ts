import type { StepAnswer } from "../../plan/answers.ts";
import type { Step } from "../../plan/types.ts";

/** What a step written anew may do without. */
export interface Excuses {
  /** Whether it may lose one of its files; `at` is the place in its list. */
  file(path: string, at: number): boolean;
  type?: boolean;
  command?: boolean;
}

/** What an answer takes away from a step, or away from others: a step is not made better by taking work away. */
export function lostWork(step: Step, { type, deliverables, verify }: StepAnswer, excuses: Excuses): string[] {
  const deletedBefore = deletedBy(step.deliverables);
  const deleted = deletedBy(deliverables).difference(deletedBefore);
  const left = new Set(deliverables.map(({ path }) => path)).difference(deleted);
  const hasCommand = (list: Step["verify"]) => list.some(({ command }) => command !== undefined);
  return [
    ...step.deliverables.filter(({ path }, at) => !left.has(path) && !excuses.file(path, at))
      .map(({ path }) => `it must keep the file ${path}`),
    ...[...deleted].map((path) => `it must not delete ${path}`),
    ...(type === step.type || excuses.type === true ? [] : [`it must stay of the type ${step.type}`]),
    ...(hasCommand(verify) || !hasCommand(step.verify) || excuses.command === true
      ? []
      : ["it must keep a command to verify"]),
  ];
}

function deletedBy(deliverables: Step["deliverables"]): Set<string> {
  return new Set(deliverables.filter(({ action }) => action === "delete").map(({ path }) => path));
}
