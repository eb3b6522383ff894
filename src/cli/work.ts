import type { Settings } from "../config/settings.ts";
import { UsageError } from "../errors.ts";
import { type ProjectRequest, startPlan } from "../pipeline/request.ts";
import type { StageName } from "../pipeline/stage.ts";
import { parsePlan } from "../plan/read.ts";
import { folderOf } from "../store/folder_of.ts";
import { PLAN, readInput } from "../store/input.ts";
import type { Io, Values } from "./command.ts";
import { readIdea } from "./idea.ts";
import { makePlan } from "./make.ts";
import { planPathOf } from "./own_plan.ts";
import { readRepo } from "./repo.ts";
import { readSettings } from "./settings.ts";

/** All that is set, with what the user should know about it told. */
export async function settingsOf(values: Values, io: Io): Promise<Settings> {
  const { settings, warnings } = await readSettings(values, io);
  for (const warning of warnings) io.say(`warning: ${warning}`);
  return settings;
}

/** Makes a plan from an idea: options, a brief, or what a person says when asked. */
export async function fromIdea(command: string, values: Values, io: Io, stages: readonly StageName[]): Promise<number> {
  const settings = await settingsOf(values, io);
  // A folder that is not there is told before anybody is asked.
  const repo = await readRepo(values, settings.outputDir, io);
  return await planIdea({ command, stages }, { ...await readIdea(values, io), ...repo }, settings, values, io);
}

/** Makes a plan from an idea that is known. */
export async function planIdea(
  { command, stages }: { command: string; stages: readonly StageName[] },
  request: ProjectRequest,
  settings: Settings,
  values: Values,
  io: Io,
): Promise<number> {
  const plan = startPlan(request);
  return await makePlan(
    { command, plan, stages, folder: settings.outputDir, brief: request.brief ?? "" },
    settings,
    values,
    io,
  );
}

/** Goes on with a plan that is there. */
export async function fromPlan(command: string, values: Values, io: Io, stages: readonly StageName[]): Promise<number> {
  const settings = await settingsOf(values, io);
  const path = planPathOf(values, settings);
  // A pipe will do as well, as for all that reads plans.
  const remedy = "Make one with generate-design or run-full-pipeline, or name it with --plan.";
  const text = await readInput(path, { ...PLAN, remedy }, io.signal);
  const plan = parsePlan(text);
  const worked = plan.phases.flatMap(({ steps }) => steps).find(({ status }) => status !== "todo");
  if (worked !== undefined && stages.includes("basic_devplan") && !values.on("force")) {
    throw new UsageError(
      `Cannot plan "${plan.project.name}" anew: step ${worked.number} is ${worked.status}, and its progress would be lost`,
      "Use --output-dir for a second plan, or --force to give the progress up.",
    );
  }
  // A plan that is named is gone on with where it lies.
  const beside = folderOf(path) || ".";
  const folder = values.text("plan") === undefined || values.text("output-dir") !== undefined
    ? settings.outputDir
    : beside;
  return await makePlan({ command, plan, stages, folder, brief: "", base: text }, settings, values, io);
}
