/**
 * The commands that make a plan: one way through the pipeline, over different stages.
 * @module
 */
import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import type { StageName } from "../../pipeline/stage.ts";
import { startPlan } from "../../pipeline/request.ts";
import { parsePlan } from "../../plan/read.ts";
import { readTextIfAny } from "../../store/files.ts";
import type { Command, Io, Option, Values } from "../command.ts";
import { readIdea } from "../idea.ts";
import { makePlan } from "../make.ts";
import { SETTINGS } from "../options.ts";
import { readSettings } from "../settings.ts";

const RUN: Readonly<Record<string, Option>> = {
  ...SETTINGS,
  "allow-unknown-cost": { help: "with --max-usd: also ask models whose price is not known" },
  fresh: { help: "ask for everything anew, instead of going on with the stored run" },
  "dry-run": { help: "print calls, tokens and cost, stage by stage, and send nothing" },
  streaming: { help: "show titles of phases and steps as they come" },
  force: { help: "overwrite files that somebody edited" },
  verbose: { help: "one line for each call" },
  "log-file": { value: "FILE", help: "add all that happens to this file, a JSON document a line" },
};

const IDEA: Readonly<Record<string, Option>> = {
  name: { value: "NAME", help: "what the project is called (needed)" },
  languages: { value: "A,B", help: "programming languages to use", many: true },
  frameworks: { value: "A,B", help: "frameworks and libraries to use", many: true },
  apis: { value: "A,B", help: "services and interfaces that it talks to", many: true },
  requirements: { value: "TEXT", help: "what it must do, in a few sentences" },
  brief: { value: "FILE", help: "a whole brief as Markdown or text; - reads standard input" },
};

const PLAN: Readonly<Record<string, Option>> = {
  plan: { value: "FILE", help: "the plan to go on with (default: plan.json in the output directory)" },
};

/** `devussy run-full-pipeline` */
export const runFullPipeline: Command = {
  summary: "the whole way, from idea to handoff",
  usage: "--name NAME [--requirements TEXT | --brief FILE] [options]",
  options: { ...IDEA, ...RUN },
  examples: [
    'devussy run-full-pipeline --name "URL shortener" --languages Go --requirements "Shorten links. Count clicks."',
    "devussy run-full-pipeline --name Taskify --brief brief.md --output-dir plan",
    "cat brief.md | devussy run-full-pipeline --name Taskify --brief - --json",
  ],
  run: (values, _words, io) =>
    fromIdea("run-full-pipeline", values, io, ["project_design", "basic_devplan", "detailed_devplan", "handoff"]),
};

/** `devussy generate-design` */
export const generateDesign: Command = {
  summary: "the project design alone",
  usage: "--name NAME [--requirements TEXT | --brief FILE] [options]",
  options: { ...IDEA, ...RUN },
  examples: ["devussy generate-design --name Taskify --brief brief.md"],
  run: (values, _words, io) => fromIdea("generate-design", values, io, ["project_design"]),
};

/** `devussy generate-devplan` */
export const generateDevplan: Command = {
  summary: "phases and steps for a design",
  usage: "[--plan FILE] [options]",
  options: { ...PLAN, ...RUN },
  examples: ["devussy generate-devplan", "devussy generate-devplan --plan plan/plan.json"],
  run: (values, _words, io) => fromPlan("generate-devplan", values, io, ["basic_devplan", "detailed_devplan"]),
};

/** `devussy generate-handoff` */
export const generateHandoff: Command = {
  summary: "the handoff prompt for a plan",
  usage: "[--plan FILE] [options]",
  options: { ...PLAN, ...RUN },
  examples: ["devussy generate-handoff"],
  run: (values, _words, io) => fromPlan("generate-handoff", values, io, ["handoff"]),
};

async function settingsOf(values: Values, io: Io): Promise<Settings> {
  const { settings, warnings } = await readSettings(values, io);
  for (const warning of warnings) io.say(`warning: ${warning}`);
  return settings;
}

async function fromIdea(command: string, values: Values, io: Io, stages: readonly StageName[]): Promise<number> {
  const settings = await settingsOf(values, io);
  const request = await readIdea(values, io);
  const plan = startPlan(request);
  return await makePlan(
    { command, plan, stages, folder: settings.outputDir, brief: request.brief ?? "" },
    settings,
    values,
    io,
  );
}

async function fromPlan(command: string, values: Values, io: Io, stages: readonly StageName[]): Promise<number> {
  const settings = await settingsOf(values, io);
  const path = values.text("plan") ?? `${settings.outputDir}/plan.json`;
  const text = await readTextIfAny(path);
  if (text === undefined) {
    throw new UsageError(
      `Cannot read the plan "${path}": there is no such file`,
      "Make one with generate-design or run-full-pipeline, or name it with --plan.",
    );
  }
  const plan = parsePlan(text);
  const worked = plan.phases.flatMap(({ steps }) => steps).find(({ status }) => status !== "todo");
  if (worked !== undefined && stages.includes("basic_devplan") && !values.on("force")) {
    throw new UsageError(
      `Cannot plan "${plan.project.name}" anew: step ${worked.number} is ${worked.status}, and its progress would be lost`,
      "Use --output-dir for a second plan, or --force to give the progress up.",
    );
  }
  // A plan that is named is gone on with where it lies.
  const beside = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".";
  const folder = values.text("plan") === undefined || values.text("output-dir") !== undefined
    ? settings.outputDir
    : beside;
  return await makePlan({ command, plan, stages, folder, brief: "", base: text }, settings, values, io);
}
