import type { Settings } from "../config/settings.ts";
import { LockError, PlanError, UsageError } from "../errors.ts";
import { readJson } from "../plan/readers/json_source.ts";
import { parsePlan } from "../plan/read.ts";
import type { Plan } from "../plan/types.ts";
import { PLAN, readInput, readInputStream } from "../store/input.ts";
import { lockFolder } from "../store/lock.ts";
import { isUnfinished, recoverFiles } from "../store/transaction.ts";
import type { Io, Values } from "./command.ts";
import { located } from "./located.ts";
import { folderOf } from "../store/folder_of.ts";
import { readSettings } from "./settings.ts";

/** A `plan.json` of ours, as it was read. */
export interface OwnPlan {
  path: string;
  /** The folder that holds it. */
  folder: string;
  text: string;
  plan: Plan;
  settings: Settings;
}

/** Which plan a command is about: `--plan`, else `plan.json` in the output directory. */
export async function readOwnPlan(values: Values, io: Io): Promise<OwnPlan> {
  const { settings, warnings } = await readSettings(values, io, { show: true });
  for (const warning of warnings) io.say(`warning: ${warning}`);
  return { ...await readPlanAt(planPathOf(values, settings), io), settings };
}

/** The path of the plan that a command is about. */
export function planPathOf(values: Values, { outputDir }: Pick<Settings, "outputDir">): string {
  return values.text("plan") ?? `${outputDir}/plan.json`;
}

/**
 * Reads a `plan.json`; `-` is standard input. A change of it that was broken off is finished first, where that is allowed.
 *
 * @throws {UsageError} If there is no such file.
 * @throws {PlanError} If it is no plan of ours; the message names line and column.
 */
export async function readPlanAt(path: string, io: Io): Promise<Omit<OwnPlan, "settings">> {
  const folder = folderOf(path) || ".";
  if (path !== "-") await finishChange(folder, io);
  const text = path === "-"
    ? await readInputStream(io.stdin(), "standard input", PLAN, io.signal)
    : await readInput(path, PLAN, io.signal);
  return { path, folder, text, plan: parsePlanOf(path, text) };
}

/** Parses the text of a plan file; errors name its path, line and column. */
export function parsePlanOf(path: string, text: string): Plan {
  if (!/^\ufeff?\s*[{[]/.test(text)) {
    throw new UsageError(
      `Cannot read "${path}" as a plan: expected a plan.json, which begins with "{"`,
      "Name a plan.json with --plan; for plans of other tools there are devussy lint and trace.",
    );
  }
  try {
    return parsePlan(text.replace(/^\ufeff/, ""));
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    // Where it is no JSON, this says on which line.
    readJson({ path: `the plan "${path}"`, text });
    throw located(error, path, text);
  }
}

/** What a process that was killed has left of a change: readers of `plan.json` see it done, only the pages lack it. */
async function finishChange(folder: string, io: Io): Promise<void> {
  if (!io.mayWrite(folder) || !io.mayReadPath(folder) || !isUnfinished(folder)) return;
  try {
    const lock = await lockFolder(folder, { command: "finish a change" });
    try {
      await recoverFiles(folder);
    } finally {
      lock.release();
    }
  } catch (error) {
    // Whoever holds the folder is about to finish it.
    if (!(error instanceof LockError)) throw error;
  }
}
