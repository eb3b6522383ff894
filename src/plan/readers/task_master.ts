import { PlanError } from "../../errors.ts";
import { oneLine, shorten } from "../../text.ts";
import { textOf } from "../markdown/inline.ts";
import type { StepStatus } from "../types.ts";
import { assemble } from "./assemble.ts";
import type { DraftTask } from "./draft.ts";
import { isRecord, type JsonSource } from "./json_source.ts";
import { readLines } from "./markdown_source.ts";
import { filesIn, splitTitle, typeOf } from "./prose.ts";
import { bodyOf } from "./task_body.ts";
import { checksIn, listOf, nameOf, proseOf } from "./task_master_fields.ts";
import { subtaskNames, subtasksOf } from "./task_master_subtasks.ts";
import { inOrderOfWork } from "./task_order.ts";
import type { PlanFile, ReadPlan } from "./types.ts";

const STATUS: Readonly<Record<string, StepStatus>> = {
  done: "done",
  completed: "done",
  "in-progress": "doing",
  review: "doing",
  cancelled: "retired",
  canceled: "retired",
};

/** More instructions of a task are not looked at. */
const MOST = 200;

/** The lists of tasks in a `tasks.json`, by the pointer to them: one without a tag, or one for each tag. */
export function taskLists(data: unknown): Map<string, readonly unknown[]> {
  const lists = new Map<string, readonly unknown[]>();
  if (!isRecord(data)) return lists;
  if (Array.isArray(data.tasks)) return new Map([["", data.tasks]]);
  for (const [tag, value] of Object.entries(data)) {
    if (isRecord(value) && Array.isArray(value.tasks)) lists.set(tag, value.tasks);
  }
  return lists;
}

/** Reads a `tasks.json` of Task Master: one list of tasks that work on no stated demands. */
export function readTaskMaster(file: PlanFile, { data, lines }: JsonSource): ReadPlan {
  const lists = taskLists(data);
  // A tag without tasks is no choice.
  const filled = [...lists].flatMap(([tag, { length }]) => length > 0 ? [tag] : []);
  const tag = filled.includes("master") ? "master" : filled[0] ?? [...lists.keys()][0] ?? "";
  if (filled.length > 1 && tag !== "master") {
    throw new PlanError(
      `Cannot read ${file.path}: expected the tag "master" or one tag, got ${
        filled.slice(0, 10).map((name) => `"${oneLine(name)}"`).join(", ")
      }`,
      "Copy the tag that is to be checked into a file of its own.",
    );
  }
  const entries = lists.get(tag) ?? [];
  const base = tag === "" ? "/tasks" : `/${tag.replaceAll("~", "~0").replaceAll("/", "~1")}/tasks`;
  const lineOf = (at: number | string) => lines.get(`${base}/${at}`) ?? 1;
  if (entries.length === 0) {
    throw new PlanError(`Cannot read ${file.path}: expected tasks, got an empty list`, "Add tasks first.");
  }
  const wrong = entries.findIndex((entry) => !isRecord(entry));
  if (wrong !== -1) {
    throw new PlanError(
      `Cannot read ${file.path}: expected an object for each task, got something else at line ${lineOf(wrong)}`,
      "Give it an id and a title, or take it out.",
    );
  }
  const subtasks = new Set(entries.filter(isRecord).flatMap(subtaskNames));
  const tasks = entries.filter(isRecord).map((entry, index) => taskOf(entry, index, lineOf, subtasks));
  const title = projectTitle(data, tag);
  return assemble({
    format: "task-master",
    path: file.path,
    ...(lists.size > 1 ? { part: partOf(tag, [...lists.keys()]) } : {}),
    title,
    requirements: [],
    groups: [{ title: "Tasks", label: "the plan", line: 1, exit: [], needs: new Set(), tasks: inOrderOfWork(tasks) }],
    risks: [],
    questions: [],
    done: [],
    // Each task has a field for its test; files are only spoken of.
    labelled: new Set(["verification"]),
    absent: ["phases", "types", ...(subtasks.size > 0 ? ["sizes" as const] : [])],
  });
}

function taskOf(
  entry: Readonly<Record<string, unknown>>,
  position: number,
  lineOf: (at: number | string) => number,
  subtasks: ReadonlySet<string>,
): DraftTask {
  const name = nameOf(entry.id);
  const details = proseOf(entry.details);
  const body = bodyOf(readLines(details), "numbers");
  const description = textOf(proseOf(entry.description));
  const said = textOf(proseOf(entry.title)) || description || `Task ${name ?? position + 1}`;
  const { title, rest } = splitTitle(said);
  const first = textOf(body.more);
  const own = [...rest, description === said ? "" : description, first, ...body.do].filter((text) => text !== "")
    .slice(0, MOST);
  const strategy = proseOf(entry.testStrategy).trim() || proseOf(entry.acceptanceCriteria).trim();
  const checks = checksIn(strategy, body);
  const parts = subtasksOf(entry, name);
  const inside = new Map<string, { line: number; label: string }>();
  for (const [field, start] of [["do", own.length], ["verify", checks.length]] as const) {
    parts[field].forEach(({ at, label }, index) =>
      inside.set(`${field}/${start + index}`, { line: lineOf(`${position}/subtasks/${at}`), label })
    );
  }
  const paths = filesIn(`${said}\n${proseOf(entry.description)}\n${details}`);
  return {
    ...(name === undefined ? {} : { name }),
    label: name === undefined ? `"${title.slice(0, 60)}"` : `task ${name}`,
    unique: name !== undefined,
    line: lineOf(position),
    title,
    do: [...own, ...parts.do.map(({ text }) => text)],
    inside,
    cites: [],
    needs: [
      ...listOf(entry.dependencies).flatMap((needed) => needOf(needed, name, subtasks)),
      ...parts.needs.flatMap((needed) => needOf(needed, name, subtasks)).filter((needed) => needed !== name),
    ],
    paths: [...paths, ...body.paths, ...parts.paths],
    verify: [...checks, ...parts.verify.map(({ check }) => check)],
    type: typeOf(title, paths),
    status: STATUS[proseOf(entry.status).toLowerCase()] ?? "todo",
  };
}

/** What a task waits for; a subtask stands for its task, and within one task nothing waits for the task itself. */
function needOf(value: unknown, own: string | undefined, subtasks: ReadonlySet<string>): string[] {
  const name = nameOf(value)?.replace(/^#(?=.)/, "");
  if (name === undefined) return [];
  if (!subtasks.has(name)) return [name];
  const parent = name.slice(0, name.indexOf("."));
  return parent === own ? [] : [parent];
}

/** Which of several tags is read. */
function partOf(tag: string, tags: readonly string[]): string {
  const others = tags.filter((name) => name !== tag);
  const named = others.slice(0, 5).map((name) => shorten(oneLine(name), 40)).join(", ");
  return `tag ${shorten(oneLine(tag), 40)}; others: ${named}${others.length > 5 ? ", ..." : ""}`;
}

function projectTitle(data: unknown, tag: string): string {
  if (!isRecord(data)) return "Tasks";
  const own = tag === "" ? data : data[tag];
  const about = isRecord(own) ? [own.meta, own.metadata, data.meta, data.metadata] : [];
  const names = about.filter(isRecord).flatMap(({ projectName, project, name }) => [projectName, project, name]);
  return names.map((name) => textOf(proseOf(name))).find((name) => name !== "") ?? "Tasks";
}
