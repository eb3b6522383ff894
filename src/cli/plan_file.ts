import { companionsOf, type ReadPlan, readPlan } from "../plan/readers/mod.ts";
import { readCompanions } from "../store/companions.ts";
import { PLAN, readInput } from "../store/input.ts";
import type { Io } from "./command.ts";

/** A plan with the text of its file. */
export interface PlanOnDisk {
  path: string;
  text: string;
  read: ReadPlan;
}

/**
 * Reads a plan, ours or another tool's, with the specification that lies beside it.
 *
 * @throws {UsageError} If there is no such file, or it is no text.
 * @throws {PlanError} If it is no plan.
 */
export async function readPlanFile(path: string, io: Io): Promise<PlanOnDisk> {
  const text = await readInput(path, PLAN, io.signal);
  const companions = await readCompanions(companionsOf(path));
  return { path, text, read: readPlan({ path, text }, companions) };
}

/** The folder of a path; empty for the working directory. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end === -1 ? "" : path.slice(0, end) || "/";
}
