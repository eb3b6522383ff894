import type { Plan, Priority, Step } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { code, inline, list } from "../markdown.ts";
import { readableName } from "./names.ts";
import { isStanding, type Work, workOf } from "./work.ts";

const STATUS: Readonly<Record<Step["status"], string>> = {
  todo: "To Do",
  doing: "In Progress",
  done: "Done",
  // Left out of the export.
  retired: "",
};
const PRIORITY: Readonly<Record<Priority, string>> = { must: "high", should: "medium", could: "low" };

/** More of a title would not be shown. */
const LONGEST_TITLE = 200;

/** Backlog.md's tasks, a file a step: front matter, then sections between the marks by which the tool finds them. */
export function backlog(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    workOf(plan).filter(isStanding).map((work) => {
      const name = `task-${work.position} - `;
      const title = readableName(work.step.title, name) || "step";
      return [`backlog/tasks/${name}${title}.md`, taskOf(work)];
    }),
  );
}

function taskOf({ step, phase, position, waits, priority }: Work): string {
  const title = shorten(`${step.number} ${oneLine(step.title)}`, LONGEST_TITLE);
  const labels = [`phase-${phase.number}`, step.type, `size-${step.size}`];
  const box = step.status === "done" ? "- [x]" : "- [ ]";
  const checks = step.verify.map(({ command, expect }) =>
    command === undefined ? inline(expect) : `${code(command)}: ${inline(expect)}`
  );
  return [
    "---",
    `id: TASK-${position}`,
    `title: ${scalar(title)}`,
    `status: ${STATUS[step.status]}`,
    "assignee: []",
    `labels:\n${labels.map((label) => `  - ${scalar(label)}`).join("\n")}`,
    `milestone: ${scalar(shorten(`Phase ${phase.number}: ${oneLine(phase.title)}`, LONGEST_TITLE))}`,
    waits.length === 0
      ? "dependencies: []"
      : `dependencies:\n${waits.map((needed) => `  - TASK-${needed.position}`).join("\n")}`,
    `priority: ${PRIORITY[priority]}`,
    `ordinal: ${position * 1000}`,
    "---",
    "",
    ...section("Description", "SECTION:DESCRIPTION", descriptionOf(step)),
    ...section("Acceptance Criteria", "AC", list(checks.map((check, at) => `#${at + 1} ${check}`), box), ""),
    ...section(
      "Implementation Plan",
      "SECTION:PLAN",
      step.do.map((entry, at) => `${at + 1}. ${inline(entry)}`).join("\n"),
    ),
  ].join("\n").trimEnd() + "\n";
}

function descriptionOf({ id, why, requirements, deliverables }: Step): string {
  const files = deliverables.map(({ path, action }) => `${code(path)} (${action})`);
  return [
    ...(why === undefined ? [] : [inline(why), ""]),
    ...(requirements.length === 0 ? [] : [`- Requirements: ${inline(requirements.join(", "))}`]),
    ...(files.length === 0 ? [] : [`- Files: ${files.join(", ")}`]),
    `- Step: ${code(id)}`,
  ].join("\n");
}

/** A section as the tool writes it; none where there is nothing to say. */
function section(title: string, mark: string, content: string, gap = "\n"): string[] {
  return content === "" ? [] : [`## ${title}\n${gap}<!-- ${mark}:BEGIN -->\n${content}\n<!-- ${mark}:END -->\n`];
}

/** A text in YAML's single quotes, within which nothing but the quote itself has a meaning. */
function scalar(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
