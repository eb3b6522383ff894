/**
 * The commands that make a plan: one way through the pipeline, over different stages.
 * @module
 */
import type { Command, Option } from "../command.ts";
import { SETTINGS } from "../options.ts";
import { REPO } from "../repo.ts";

/** Loaded when a command runs: help needs nothing of it. */
const work = () => import("../work.ts");

/** The options of whatever asks somebody for a plan. */
export const RUN: Readonly<Record<string, Option>> = {
  ...SETTINGS,
  "allow-unknown-cost": { help: "with --max-usd: also ask models whose price is not known" },
  fresh: { help: "ask for everything anew, instead of going on with the stored run" },
  "dry-run": { help: "print calls, tokens and cost, stage by stage, and send nothing" },
  streaming: { help: "show titles of phases and steps as they come" },
  force: { help: "overwrite files that somebody edited" },
  verbose: { help: "one line for each call" },
  "log-file": { value: "FILE", help: "add all that happens to this file, a JSON document a line" },
};

/** What an idea is made of. */
export const IDEA: Readonly<Record<string, Option>> = {
  name: { value: "NAME", help: "what the project is called (needed)" },
  languages: { value: "A,B", help: "programming languages to use", many: true },
  frameworks: { value: "A,B", help: "frameworks and libraries to use", many: true },
  apis: { value: "A,B", help: "services and interfaces that it talks to", many: true },
  requirements: { value: "TEXT", help: "what it must do, in a few sentences" },
  brief: { value: "FILE", help: "a whole brief as Markdown or text; - reads standard input" },
  ...REPO,
};

const PLAN: Readonly<Record<string, Option>> = {
  plan: { value: "FILE", help: "the plan to go on with (default: plan.json in the output directory)" },
};

/** `devussy run-full-pipeline` */
export const runFullPipeline: Command = {
  usage: "--name NAME [--requirements TEXT | --brief FILE] [options]",
  options: { ...IDEA, ...RUN },
  examples: [
    'devussy run-full-pipeline --name "URL shortener" --languages Go --requirements "Shorten links. Count clicks."',
    "devussy run-full-pipeline --name Taskify --brief brief.md --output-dir plan",
    "devussy run-full-pipeline --name Shop --repo . --brief wishes.md --output-dir plan",
    "cat brief.md | devussy run-full-pipeline --name Taskify --brief - --json",
  ],
  run: async (values, _words, io) =>
    await (await work()).fromIdea("run-full-pipeline", values, io, [
      "project_design",
      "basic_devplan",
      "detailed_devplan",
      "handoff",
    ]),
};

/** `devussy generate-design` */
export const generateDesign: Command = {
  usage: "--name NAME [--requirements TEXT | --brief FILE] [options]",
  options: { ...IDEA, ...RUN },
  examples: ["devussy generate-design --name Taskify --brief brief.md"],
  run: async (values, _words, io) => await (await work()).fromIdea("generate-design", values, io, ["project_design"]),
};

/** `devussy generate-devplan` */
export const generateDevplan: Command = {
  usage: "[--plan FILE] [options]",
  options: { ...PLAN, ...RUN },
  examples: ["devussy generate-devplan", "devussy generate-devplan --plan plan/plan.json"],
  run: async (values, _words, io) =>
    await (await work()).fromPlan("generate-devplan", values, io, ["basic_devplan", "detailed_devplan"]),
};

/** `devussy generate-handoff` */
export const generateHandoff: Command = {
  usage: "[--plan FILE] [options]",
  options: { ...PLAN, ...RUN },
  examples: ["devussy generate-handoff"],
  run: async (values, _words, io) => await (await work()).fromPlan("generate-handoff", values, io, ["handoff"]),
};
