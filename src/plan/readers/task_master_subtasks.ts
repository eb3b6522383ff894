import { textOf } from "../markdown/inline.ts";
import type { Verification } from "../types.ts";
import { isRecord } from "./json_source.ts";
import { readLines } from "./markdown_source.ts";
import { filesIn } from "./prose.ts";
import { bodyOf } from "./task_body.ts";
import { checksIn, listOf, nameOf, proseOf } from "./task_master_fields.ts";

/** What is said in a subtask. */
interface Said {
  /** Its position in the list of subtasks. */
  at: number;
  label: string;
}

/** What the subtasks of a task add to it. */
export interface Subtasks {
  do: (Said & { text: string })[];
  verify: (Said & { check: Verification })[];
  /** What they wait for besides each other; a name that leads nowhere is among it. */
  needs: string[];
  paths: string[];
}

/** More of the subtasks of one task is not looked at. */
const MOST = 500;

/** The full names of a task's subtasks: `5.2`. */
export function subtaskNames(entry: Readonly<Record<string, unknown>>): string[] {
  const parent = nameOf(entry.id);
  return listOf(entry.subtasks).flatMap((part) => {
    const own = isRecord(part) ? nameOf(part.id) : undefined;
    return parent === undefined || own === undefined ? [] : [fullName(own, parent)];
  });
}

/** Reads the subtasks of a task as parts of it; one that was cancelled asks for nothing. */
export function subtasksOf(entry: Readonly<Record<string, unknown>>, parent: string | undefined): Subtasks {
  const siblings = new Set(subtaskNames(entry));
  const all: Subtasks = { do: [], verify: [], needs: [], paths: [] };
  listOf(entry.subtasks).forEach((part, at) => {
    if (!isRecord(part) || /^cancell?ed$/i.test(proseOf(part.status))) return;
    const own = nameOf(part.id);
    const place = { at, label: `subtask ${own === undefined ? at + 1 : fullName(own, parent ?? "")}` };
    const description = proseOf(part.description);
    const details = proseOf(part.details);
    const body = bodyOf(readLines(details), "numbers");
    const head = [textOf(proseOf(part.title)), textOf(description)].filter((text) => text !== "").join(": ");
    const texts = [head, textOf(body.more), ...body.do].filter((text) => text !== "");
    all.do.push(...texts.map((text) => ({ ...place, text })));
    all.verify.push(...checksIn(proseOf(part.testStrategy), body).map((check) => ({ ...place, check })));
    all.paths.push(...filesIn(`${description}\n${details}`), ...body.paths);
    for (const value of listOf(part.dependencies)) {
      const needed = nameOf(value);
      // A bare number is first of all a sibling's.
      if (needed !== undefined && !siblings.has(fullName(needed, parent ?? ""))) all.needs.push(needed);
    }
  });
  return { ...all, do: all.do.slice(0, MOST), verify: all.verify.slice(0, MOST) };
}

function fullName(own: string, parent: string): string {
  return parent === "" || own.startsWith(`${parent}.`) ? own : `${parent}.${own}`;
}
