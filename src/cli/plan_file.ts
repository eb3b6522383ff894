import { PlanError } from "../errors.ts";
import { readJson } from "../plan/readers/json_source.ts";
import { companionsOf, type ReadPlan, readPlan } from "../plan/readers/mod.ts";
import { readCompanions } from "../store/companions.ts";
import { PLAN, readInput, readInputStream } from "../store/input.ts";
import type { Io } from "./command.ts";

/** A plan with the text of its file. */
export interface PlanOnDisk {
  path: string;
  text: string;
  read: ReadPlan;
}

/**
 * Reads a plan, ours or another tool's, with the specification that lies beside it; `-` is standard input.
 *
 * @throws {UsageError} If there is no such file, or it is no text.
 * @throws {PlanError} If it is no plan.
 */
export async function readPlanFile(path: string, io: Io): Promise<PlanOnDisk> {
  const text = path === "-"
    ? await readInputStream(io.stdin(), "standard input", PLAN, io.signal)
    : await readInput(path, PLAN, io.signal);
  const companions = await readCompanions(companionsOf(path));
  try {
    return { path, text, read: readPlan({ path, text }, companions) };
  } catch (error) {
    throw error instanceof PlanError ? located(error, path, text) : error;
  }
}

/** The folder of a path; empty for the working directory. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end === -1 ? "" : path.slice(0, end) || "/";
}

/** Names the file and, where a place in its JSON is known, the line. */
export function located({ message, hint, problems }: PlanError, path: string, text: string): PlanError {
  const place = /^(\w+(?:\.\w+|\[\d+\])*): /.exec(problems[0] ?? "")?.[1];
  const line = place === undefined ? undefined : lineOf(place, text);
  const name = `"${path}"${line === undefined ? "" : `, line ${line}`}`;
  return new PlanError(message.replace(/^Cannot read the plan:/, `Cannot read the plan ${name}:`), hint, problems);
}

/** The line of what stands at `phases[1].steps[2].id`, or of what should hold it. */
function lineOf(place: string, text: string): number | undefined {
  const { lines } = readJson({ path: "", text });
  for (
    let parts = place.replaceAll("[", ".").replaceAll("]", "").split(".");
    parts.length > 0;
    parts = parts.slice(0, -1)
  ) {
    const line = lines.get(`/${parts.join("/")}`);
    if (line !== undefined) return line;
  }
  return undefined;
}
