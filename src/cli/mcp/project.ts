import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import type { Io, Values } from "../command.ts";
import { type OwnPlan, planPathOf, readPlanAt } from "../own_plan.ts";
import { rootOf } from "../progress/checks.ts";
import { readSettings } from "../settings.ts";

/** What the tools work on. */
export interface Project {
  /** The plan's file. */
  path: string;
  /** The same, where commands must name it. */
  planFile?: string;
  /** Where the project's files are; absent for a server that only reads the plan. */
  root?: string;
  settings: Settings;
  io: Io;
  /** Reads the plan as it is now: others change it, too. */
  read(): Promise<Omit<OwnPlan, "settings">>;
}

/**
 * The plan that a server is started for. It need not be there yet.
 *
 * @throws {UsageError} If it would come from standard input, or the project's root cannot be looked into.
 * @throws {ConfigError} If what is set is wrong.
 */
export async function openProject(values: Values, io: Io): Promise<Project> {
  const given = values.text("plan");
  if (given === "-") {
    throw new UsageError("Cannot read the plan from standard input: MCP's messages come there", "Name a plan.json.");
  }
  const { settings, warnings } = await readSettings(values, io, { show: true });
  for (const warning of warnings) io.say(`warning: ${warning}`);
  const path = planPathOf(values, settings);
  return {
    path,
    ...(given === undefined ? {} : { planFile: given }),
    ...(values.on("write") ? { root: rootOf(values) } : {}),
    settings,
    io,
    // A server that only reads finishes no change of others.
    read: () => readPlanAt(path, values.on("write") ? io : { ...io, mayWrite: () => false }),
  };
}
