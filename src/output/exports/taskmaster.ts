import type { Plan, Priority, Step } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { jsonText } from "../reports/report.ts";
import { type Work, workOf } from "./work.ts";

const STATUS: Readonly<Record<Step["status"], string>> = {
  todo: "pending",
  doing: "in-progress",
  done: "done",
  retired: "cancelled",
};
const PRIORITY: Readonly<Record<Priority, string>> = { must: "high", should: "medium", could: "low" };

/**
 * Task Master's `tasks.json`: one list under the tag `master`, a task a step. Phases are no tasks there: a task above
 * others would be one more thing to do, and dependencies between the steps of two phases would not be seen by `next`.
 */
export function taskmaster(plan: Plan): Record<string, string> {
  const tasks = workOf(plan).map(taskOf);
  const metadata = { projectName: oneLine(plan.project.name), description: oneLine(plan.project.summary) };
  return { "tasks.json": `${jsonText({ master: { tasks, metadata } })}\n` };
}

function taskOf({ step, phase, position, waits, priority }: Work) {
  const [first = step.title, ...more] = step.why === undefined ? step.do : [step.why, ...step.do];
  return {
    id: position,
    title: oneLine(step.title),
    description: oneLine(first),
    details: [
      ...more.map((entry) => `- ${oneLine(entry)}`),
      ...(step.deliverables.length === 0 ? [] : [`- Files: ${step.deliverables.map(fileOf).join(", ")}`]),
      ...(step.requirements.length === 0 ? [] : [`- Requirements: ${oneLine(step.requirements.join(", "))}`]),
    ].join("\n"),
    testStrategy: step.verify.map(checkOf).join("\n"),
    status: STATUS[step.status],
    dependencies: waits.map((needed) => needed.position),
    priority: PRIORITY[priority],
    subtasks: [],
    // The tool keeps what it does not know.
    metadata: { step: step.id, number: step.number, phase: shorten(`${phase.number} ${oneLine(phase.title)}`, 200) },
  };
}

function fileOf({ path, action }: Step["deliverables"][number]): string {
  return `\`${oneLine(path).replaceAll("`", "'")}\` (${action})`;
}

function checkOf({ command, expect }: Step["verify"][number]): string {
  return command === undefined ? oneLine(expect) : `\`${oneLine(command)}\`: ${oneLine(expect)}`;
}
