import { PlanError } from "../../errors.ts";
import { oneLine } from "../../text.ts";
import { isRecord, type JsonSource, readJson } from "./json_source.ts";
import { readLines } from "./markdown_source.ts";
import { isSpecKitTask } from "./spec_kit.ts";
import { taskLists } from "./task_master.ts";
import type { PlanFile, PlanFormat } from "./types.ts";

/** What a file is, and what was read of it to find that out. */
export type Detected = { format: PlanFormat; json?: JsonSource };

/**
 * Finds out in which format a plan is: by what the file holds, and only where that leaves a choice by its path.
 *
 * @throws {PlanError} If it is none of those that are known.
 */
export function planFormatOf(file: PlanFile, companions: readonly PlanFile[]): Detected {
  const start = file.text.slice(0, 2000).replace(/^\ufeff/, "").trimStart();
  if (start === "" && file.text.trim().replace(/^\ufeff/, "") === "") {
    throw new PlanError(`Cannot read ${file.path}: expected a plan, got an empty file`, "Give the file of a plan.");
  }
  if (start.startsWith("{") || /\.jsonc?$/i.test(file.path)) return jsonFormat(file);
  const lines = readLines(file.text);
  const boxes = lines.filter(({ state }) => state !== undefined);
  const ids = boxes.filter(isSpecKitTask).length;
  if (ids > 0 && 2 * ids >= boxes.length) return { format: "spec-kit" };
  refuseSpecification(file, lines.find(({ type }) => type === "heading")?.text ?? "");
  const numbered = boxes.filter(({ text }) => /^[*_]{0,2}\d{1,3}\.\d{1,3}\b/.test(text)).length;
  const known = /(?:^|[\\/])openspec[\\/]changes[\\/]/.test(file.path) ||
    companions.some(({ text }) => /^#{2,3}\s{1,3}(?:ADDED|MODIFIED|REMOVED|RENAMED) Requirements\b/m.test(text));
  const kiro = /(?:^|[\\/])\.kiro[\\/]specs[\\/]/.test(file.path);
  const sections = lines.filter(({ type, level, text }) =>
    type === "heading" && level === 2 && /^\d{1,3}\.\s/.test(text)
  );
  const shaped = numbered > 0 && 2 * numbered >= boxes.length && sections.length > 0 && /tasks\.md$/i.test(file.path);
  return { format: boxes.length > 0 && !kiro && (known || shaped) ? "openspec" : "markdown" };
}

function jsonFormat(file: PlanFile): Detected {
  const json = readJson(file);
  const { data } = json;
  if (
    isRecord(data) && (data.schemaVersion !== undefined || (Array.isArray(data.phases) && data.project !== undefined))
  ) {
    return { format: "devussy", json };
  }
  if (taskLists(data).size > 0) return { format: "task-master", json };
  const got = isRecord(data)
    ? `an object with ${
      Object.keys(data).slice(0, 8).map((key) => `"${oneLine(key).slice(0, 40)}"`).join(", ") || "nothing in it"
    }`
    : Array.isArray(data)
    ? "a list"
    : "a single value";
  throw new PlanError(
    `Cannot read ${file.path} as a plan: expected devussy's plan.json or Task Master's tasks.json, got ${got}`,
    "Give the plan itself, or a Markdown file with its phases and steps.",
  );
}

/** A specification beside a plan is taken for it easily, and its checklists are no work. */
function refuseSpecification(file: PlanFile, heading: string): void {
  const what = /^feature specification\b/i.test(heading)
    ? "a specification"
    : /^(?:ADDED|MODIFIED|REMOVED|RENAMED) Requirements\b/.test(heading)
    ? "a specification"
    : /^implementation plan:/i.test(heading) && /\*\*Language\/Version\*\*|## Technical Context/.test(file.text)
    ? "a technical context"
    : undefined;
  if (what === undefined) return;
  throw new PlanError(
    `Cannot read ${file.path} as a plan: expected tasks, got ${what}`,
    "Give the tasks.md that belongs to it; this file is read along with it.",
  );
}
