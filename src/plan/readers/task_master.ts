import { PlanError } from "../../errors.ts";
import { cleanText, oneLine } from "../../text.ts";
import { textOf } from "../markdown/inline.ts";
import type { StepStatus, Verification } from "../types.ts";
import { assemble } from "./assemble.ts";
import type { DraftTask } from "./draft.ts";
import { isRecord, type JsonSource } from "./json_source.ts";
import { readLines } from "./markdown_source.ts";
import { checksOf, filesIn, splitTitle, typeOf } from "./prose.ts";
import { bodyOf } from "./task_body.ts";
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
  const tag = lists.has("") ? "" : lists.has("master") ? "master" : [...lists.keys()][0] ?? "";
  if (lists.size > 1 && tag !== "master") {
    throw new PlanError(
      `Cannot read ${file.path}: expected the tag "master" or one tag, got ${
        [...lists.keys()].slice(0, 10).map((name) => `"${oneLine(name)}"`).join(", ")
      }`,
      "Copy the tag that is to be checked into a file of its own.",
    );
  }
  const entries = lists.get(tag) ?? [];
  const base = tag === "" ? "/tasks" : `/${tag.replaceAll("~", "~0").replaceAll("/", "~1")}/tasks`;
  const lineOf = (index: number) => lines.get(`${base}/${index}`) ?? 1;
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
  const subtasks = new Set(entries.flatMap(subtaskNames));
  const tasks = entries.filter(isRecord).map((entry, index) => taskOf(entry, index, lineOf(index), subtasks));
  const title = projectTitle(data, tag);
  return assemble({
    format: "task-master",
    path: file.path,
    title,
    requirements: [],
    groups: [{ title: "Tasks", label: "the plan", line: 1, exit: [], needs: new Set(), tasks: inOrderOfWork(tasks) }],
    risks: [],
    questions: [],
    done: [],
    // Each task has a field for its test; files are only spoken of.
    labelled: new Set(["verification"]),
    absent: ["phases", "types"],
  });
}

function taskOf(
  entry: Readonly<Record<string, unknown>>,
  index: number,
  line: number,
  subtasks: ReadonlySet<string>,
): DraftTask {
  const name = nameOf(entry.id);
  const details = proseOf(entry.details);
  const body = bodyOf(readLines(details), "numbers");
  const description = textOf(proseOf(entry.description));
  const said = textOf(proseOf(entry.title)) || description || `Task ${name ?? index + 1}`;
  const { title, rest } = splitTitle(said);
  const parts = listOf(entry.subtasks).filter(isRecord).map((part) =>
    [textOf(proseOf(part.title)), textOf(proseOf(part.description))].filter((text) => text !== "").join(": ")
  );
  const first = textOf(body.more);
  const paths = filesIn(`${said}\n${proseOf(entry.description)}\n${details}`);
  return {
    ...(name === undefined ? {} : { name }),
    label: name === undefined ? `"${title.slice(0, 60)}"` : `task ${name}`,
    unique: name !== undefined,
    line,
    title,
    do: [...rest, description === said ? "" : description, first, ...body.do, ...parts].filter((text) => text !== "")
      .slice(0, 200),
    cites: [],
    needs: listOf(entry.dependencies).flatMap((needed) => needOf(needed, name, subtasks)),
    paths: [...paths, ...body.paths],
    verify: verifyOf(entry),
    type: typeOf(title, paths),
    status: STATUS[proseOf(entry.status).toLowerCase()] ?? "todo",
  };
}

/** What a task waits for; a subtask stands for its task, and within one task nothing waits for the task itself. */
function needOf(value: unknown, own: string | undefined, subtasks: ReadonlySet<string>): string[] {
  const name = nameOf(value);
  if (name === undefined) return [];
  if (!subtasks.has(name)) return [name];
  const parent = name.slice(0, name.indexOf("."));
  return parent === own ? [] : [parent];
}

function subtaskNames(entry: unknown): string[] {
  if (!isRecord(entry)) return [];
  const parent = nameOf(entry.id);
  return listOf(entry.subtasks).flatMap((part) => {
    const own = isRecord(part) ? nameOf(part.id) : undefined;
    return parent === undefined || own === undefined ? [] : [own.startsWith(`${parent}.`) ? own : `${parent}.${own}`];
  });
}

function verifyOf(entry: Readonly<Record<string, unknown>>): Verification[] {
  const text = proseOf(entry.testStrategy).trim() || proseOf(entry.acceptanceCriteria).trim();
  return text === "" ? [] : checksOf(text.replace(/\s+/g, " ")).slice(0, 1);
}

function projectTitle(data: unknown, tag: string): string {
  if (!isRecord(data)) return "Tasks";
  const own = tag === "" ? data : data[tag];
  const about = isRecord(own) ? [own.meta, own.metadata, data.meta, data.metadata] : [];
  const names = about.filter(isRecord).flatMap(({ projectName, project, name }) => [projectName, project, name]);
  return names.map((name) => textOf(proseOf(name))).find((name) => name !== "") ?? "Tasks";
}

/** An id or a reference: a number, or a text such as "5.2". */
function nameOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? oneLine(value).slice(0, 80) : "";
  return text === "" ? undefined : text;
}

function proseOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.filter((part) => typeof part === "string").map((part) => `- ${part}`).join("\n");
  }
  return typeof value === "string" ? cleanText(value) : typeof value === "number" ? String(value) : "";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
