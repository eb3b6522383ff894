/**
 * The commands that make a plan: one way through the pipeline, over different stages.
 * @module
 */
import { UsageError } from "../../errors.ts";
import type { Plan } from "../../plan/types.ts";
import type { StageName } from "../../pipeline/stage.ts";
import { renderPlan } from "../../output/mod.ts";
import { parsePlan } from "../../plan/read.ts";
import { oneLine } from "../../text.ts";
import { startPlan } from "../../pipeline/request.ts";
import { runPipeline } from "../../pipeline/run.ts";
import type { ClientOptions } from "../../llm/types.ts";
import { createLLMClient } from "../../providers.ts";
import { readTextIfAny } from "../../store/files.ts";
import { writePlanFiles } from "../../store/plan_files.ts";
import { wholeNumber } from "../args.ts";
import type { Command, Io, Option, Values } from "../command.ts";
import { clientOptions } from "../environment.ts";
import { readIdea } from "../idea.ts";
import { reporter, reportWritten } from "../report.ts";

const RUN: Readonly<Record<string, Option>> = {
  provider: {
    value: "NAME",
    help: "who writes the plan (default: offline, the embedded planner; see devussy providers)",
  },
  model: { value: "NAME", help: "the provider's model (default: see devussy providers)" },
  "allow-http": { help: "send the key over http to a host that is not this machine" },
  "base-url": { value: "URL", help: "where the provider is, if not at its own address" },
  temperature: { value: "T", help: "0.0 to 2.0 (default: the model's own)" },
  "max-tokens": { value: "N", help: "the most tokens of an answer (default: the model's own)" },
  "first-byte-timeout": { value: "SECONDS", help: "how long to wait for the first byte of an answer (default: 60)" },
  "idle-timeout": { value: "SECONDS", help: "how long an answer may be silent (default: 60)" },
  "total-timeout": { value: "SECONDS", help: "how long a call may take, retries included (default: 900)" },
  "max-attempts": { value: "N", help: "the most requests for one answer (default: 4)" },
  "output-dir": { value: "DIR", help: "where the files go (default: docs)" },
  concurrency: { value: "N", help: "calls at once, 1 to 64 (default: 5)" },
  force: { help: "overwrite files that somebody edited" },
  verbose: { help: "one line for each call" },
  "no-detect": { help: "look for no model server on this machine (this version never does)" },
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
  run: (values, _words, io) => fromIdea(values, io, ["project_design", "basic_devplan", "detailed_devplan", "handoff"]),
};

/** `devussy generate-design` */
export const generateDesign: Command = {
  summary: "the project design alone",
  usage: "--name NAME [--requirements TEXT | --brief FILE] [options]",
  options: { ...IDEA, ...RUN },
  examples: ["devussy generate-design --name Taskify --brief brief.md"],
  run: (values, _words, io) => fromIdea(values, io, ["project_design"]),
};

/** `devussy generate-devplan` */
export const generateDevplan: Command = {
  summary: "phases and steps for a design",
  usage: "[--plan FILE] [options]",
  options: { ...PLAN, ...RUN },
  examples: ["devussy generate-devplan", "devussy generate-devplan --plan plan/plan.json"],
  run: (values, _words, io) => fromPlan(values, io, ["basic_devplan", "detailed_devplan"]),
};

/** `devussy generate-handoff` */
export const generateHandoff: Command = {
  summary: "the handoff prompt for a plan",
  usage: "[--plan FILE] [options]",
  options: { ...PLAN, ...RUN },
  examples: ["devussy generate-handoff"],
  run: (values, _words, io) => fromPlan(values, io, ["handoff"]),
};

async function fromIdea(values: Values, io: Io, stages: readonly StageName[]): Promise<number> {
  const settings = readSettings(values, io);
  const request = await readIdea(values, io);
  const plan = startPlan(request);
  return await make(plan, stages, {
    ...settings,
    folder: values.text("output-dir") ?? "docs",
    brief: request.brief ?? "",
  }, io);
}

async function fromPlan(values: Values, io: Io, stages: readonly StageName[]): Promise<number> {
  const settings = readSettings(values, io);
  const path = values.text("plan") ?? `${values.text("output-dir") ?? "docs"}/plan.json`;
  const text = await readTextIfAny(path);
  if (text === undefined) {
    throw new UsageError(
      `Cannot read the plan "${path}": there is no such file`,
      "Make one with generate-design or run-full-pipeline, or name it with --plan.",
    );
  }
  const plan = parsePlan(text);
  const worked = plan.phases.flatMap(({ steps }) => steps).find(({ status }) => status !== "todo");
  if (worked !== undefined && stages.includes("basic_devplan") && !settings.force) {
    throw new UsageError(
      `Cannot plan "${plan.project.name}" anew: step ${worked.number} is ${worked.status}, and its progress would be lost`,
      "Use --output-dir for a second plan, or --force to give the progress up.",
    );
  }
  const folder = values.text("output-dir") ?? (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".");
  return await make(plan, stages, { ...settings, folder, brief: "", base: text }, io);
}

interface Settings {
  provider: string;
  client: ClientOptions;
  call: { temperature?: number; maxTokens?: number };
  concurrency: number;
  force: boolean;
  json: boolean;
  verbose: boolean;
  auto: boolean;
}

function readSettings(values: Values, io: Io): Settings {
  const folder = values.text("output-dir") ?? "docs";
  if (folder.trim() === "" || oneLine(folder) !== folder) {
    throw new UsageError(
      `Cannot use "--output-dir": expected a folder's path, got ${
        folder.trim() === "" ? "nothing" : "control characters, or spaces around it"
      }`,
      "Leave it out for docs.",
    );
  }
  const provider = values.text("provider") ?? "auto";
  const temperature = temperatureOf(values);
  const maxTokens = wholeNumber(values, "max-tokens", 1, 10_000_000);
  return {
    provider: provider === "auto" ? "offline" : provider,
    client: clientOptions(provider, values, io),
    concurrency: wholeNumber(values, "concurrency", 1, 64) ?? 5,
    call: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
    },
    force: values.on("force"),
    json: values.on("json"),
    verbose: values.on("verbose"),
    auto: provider === "auto",
  };
}

function temperatureOf(values: Values): number | undefined {
  const text = values.text("temperature");
  if (text === undefined) return undefined;
  const number = /^\d(?:\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
  if (number >= 0 && number <= 2) return number;
  throw new UsageError(
    `Cannot use "--temperature ${oneLine(text).slice(0, 40)}": expected a number from 0.0 to 2.0`,
    "Leave it out for the model's own.",
  );
}

/** Runs the stages, checks, renders, writes, reports: the same for every command. */
async function make(
  start: Plan,
  stages: readonly StageName[],
  settings: Settings & { folder: string; brief: string; base?: string },
  io: Io,
): Promise<number> {
  const client = createLLMClient(settings.provider, settings.client);
  io.say(
    `provider: ${client.provider}${
      settings.auto ? " (none was named; the embedded planner needs no key and no network)" : ""
    }`,
  );
  const plan = await runPipeline(start, {
    client,
    ...settings.call,
    stages,
    brief: settings.brief,
    concurrency: settings.concurrency,
    signal: io.signal,
    onEvent: reporter(io, stages, settings.verbose),
  });
  const { base } = settings;
  const written = await writePlanFiles(settings.folder, plan, renderPlan(plan), {
    force: settings.force,
    signal: io.signal,
    ...(base === undefined ? {} : { base }),
  });
  return reportWritten(plan, written, settings.json, io);
}
