import { withProvider } from "../config/resolve.ts";
import type { Settings, Who } from "../config/settings.ts";
import { UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { prompts } from "../pipeline/prompts/mod.ts";
import { runPipeline } from "../pipeline/run.ts";
import type { PipelineOptions } from "../pipeline/stage.ts";
import { createLLMClient } from "../providers.ts";
import { lockFolder } from "../store/lock.ts";
import { type LogFile, openLogFile } from "../store/log_file.ts";
import { writePlanFiles } from "../store/plan_files.ts";
import { readTemplates } from "../store/templates.ts";
import { type Askers, askersOf, asksModels, demandPrices } from "./askers.ts";
import type { Io, Values } from "./command.ts";
import { chooseProvider } from "./detect.ts";
import { dryRun } from "./dry_run.ts";
import { heldKey } from "./held_key.ts";
import type { Made, Work } from "./plan_work.ts";
import { reportWritten } from "./report.ts";
import { inStoredRun } from "./stored_run.ts";
import { createView } from "./view/mod.ts";

/** Runs the stages, checks, renders, writes, reports: the same for every command. */
export async function makePlan(work: Work, given: Settings, values: Values, io: Io): Promise<number> {
  const { who, why } = await chooseWho(given, values, io);
  const settings = withProvider(given, who);
  const askers = askersOf(settings, work.stages, io);
  const priced = values.on("allow-unknown-cost") || values.on("dry-run");
  if (settings.budget.maxUsd !== undefined && !priced) demandPrices(askers);
  const options = await optionsOf(work, settings, askers, io);
  refuseKeys(work, options, settings);
  if (values.on("dry-run")) return await dryRun(work.plan, options, values.on("json"), io);

  const lock = await lockFolder(work.folder, { command: work.command });
  let log: LogFile | undefined;
  let made: Made;
  try {
    const path = values.text("log-file");
    // The log may lie in the output folder, which is there now.
    log = path === undefined ? undefined : openLogFile(path);
    const { provider, model } = askers.main.client;
    const named = provider === "offline" ? provider : `${provider}, model ${model}`;
    io.say(`provider: ${named}${why === undefined ? "" : ` (${why})`}`);
    // While a view is open, it alone writes to the terminal.
    const talk = { say: io.say };
    const make = (more: Partial<PipelineOptions>) => produce(work, { ...options, ...more }, log, values, io, talk);
    made = asksModels(askers)
      ? await inStoredRun(work, options, { stateDir: settings.stateDir, fresh: values.on("fresh"), talk }, make)
      : await make({});
  } finally {
    log?.close();
    lock.release();
  }
  const { minScore = 0 } = settings.lint;
  const more = work.tell?.(made.plan) ?? {};
  return reportWritten(made.plan, made.files, { json: values.on("json"), minScore, more }, io);
}

/** Who is asked, and why, where nobody was named. */
export async function chooseWho(settings: Settings, values: Values, io: Io): Promise<{ who: Who; why?: string }> {
  if (settings.provider !== "auto") return { who: settings.provider };
  const found = await chooseProvider(settings, { detect: !values.on("no-detect") }, io);
  if (found.who.provider === "offline" && values.text("model") !== undefined) {
    throw new UsageError(
      `Cannot use "--model" with provider "auto": ${found.why}`,
      "Name a provider with --provider; see: devussy providers",
    );
  }
  return found;
}

async function optionsOf(work: Work, settings: Settings, askers: Askers, io: Io): Promise<PipelineOptions> {
  const { templates, budget, concurrency, repairRounds, lint } = settings;
  return {
    ...askers.main,
    perStage: askers.perStage,
    fallbacks: askers.fallbacks,
    floor: createLLMClient("offline"),
    stages: work.stages,
    brief: work.brief,
    ...(templates === undefined
      ? {}
      : { templates: await readTemplates(templates, Object.keys(prompts), (text) => io.say(`warning: ${text}`)) }),
    budget,
    concurrency,
    repairRounds,
    lint,
    signal: io.signal,
  };
}

/** Makes the plan while the user watches, and writes it. */
async function produce(
  work: Work,
  options: PipelineOptions,
  log: LogFile | undefined,
  values: Values,
  io: Io,
  talk: { say(line: string): void },
): Promise<Made> {
  const view = createView({
    stages: work.stages,
    streaming: values.on("streaming"),
    verbose: values.on("verbose"),
    ...(log === undefined ? {} : { log: log.write }),
  }, io);
  talk.say = view.say;
  try {
    const observed = { ...options, onEvent: view.onEvent };
    const plan = await (work.make?.(observed) ?? runPipeline(work.plan, observed));
    const files = await work.write?.(plan) ?? await writePlanFiles(work.folder, plan, renderPlan(plan), {
      force: values.on("force"),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(work.base === undefined ? {} : { base: work.base }),
    });
    return { plan, files };
  } finally {
    talk.say = io.say;
    view.close();
  }
}

/** What is asked is stored and sent: a key has no place in it. */
function refuseKeys(
  { brief, plan, base = "", asked = "" }: Work,
  { templates = {} }: PipelineOptions,
  { providers }: Settings,
): void {
  const texts = [brief, base, JSON.stringify(plan), JSON.stringify(asked), ...Object.values(templates)];
  const name = heldKey(texts, providers);
  if (name === undefined) return;
  throw new UsageError(
    `Cannot plan this: the texts hold the key of provider "${name}"`,
    "Take it out: whatever stands there is sent to models and written into files.",
  );
}
