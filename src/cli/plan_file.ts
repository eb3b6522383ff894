import { PlanError } from "../errors.ts";
import { companionsOf, type ReadPlan, readPlan } from "../plan/readers/mod.ts";
import { readCompanions } from "../store/companions.ts";
import { PLAN, readInput, readInputStream } from "../store/input.ts";
import type { Io } from "./command.ts";
import { located } from "./located.ts";

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
