import { withProvider } from "../config/resolve.ts";
import type { Settings } from "../config/settings.ts";
import { StageError, UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { prompts } from "../pipeline/prompts/mod.ts";
import { runPipeline } from "../pipeline/run.ts";
import type { PipelineOptions, StageName } from "../pipeline/stage.ts";
import type { Plan } from "../plan/types.ts";
import { createLLMClient } from "../providers.ts";
import { type FolderLock, lockFolder } from "../store/lock.ts";
import { type LogFile, openLogFile } from "../store/log_file.ts";
import { writePlanFiles } from "../store/plan_files.ts";
import type { StoredRun } from "../store/stored_run.ts";
import { readTemplates } from "../store/templates.ts";
import { type Askers, askersOf, asksModels, demandPrices } from "./askers.ts";
import type { Io, Values } from "./command.ts";
import { chooseProvider } from "./detect.ts";
import { dryRun } from "./dry_run.ts";
import { Stopped } from "./failure.ts";
import { reportWritten } from "./report.ts";
import { createView } from "./view/mod.ts";

/** What a command makes a plan from. */
export interface Work {
  /** The command's name. */
  command: string;
  /** The plan so far. */
  plan: Plan;
  stages: readonly StageName[];
  /** Where the files go. */
  folder: string;
  brief: string;
  /** The text of the plan file that this goes on with. */
  base?: string;
}

/** Runs the stages, checks, renders, writes, reports: the same for every command. */
export async function makePlan(work: Work, given: Settings, values: Values, io: Io): Promise<number> {
  refuseKeys(work, given);
  const { who, why } = given.provider === "auto"
    ? await chooseProvider(given, { detect: !values.on("no-detect") }, io)
    : { who: given.provider, why: undefined };
  if (why !== undefined && who.provider === "offline" && values.text("model") !== undefined) {
    throw new UsageError(
      `Cannot use "--model" with provider "auto": ${why}`,
      "Name a provider with --provider; see: devussy providers",
    );
  }
  const settings = withProvider(given, who);
  const askers = askersOf(settings, io);
  const priced = values.on("allow-unknown-cost") || values.on("dry-run");
  if (settings.budget.maxUsd !== undefined && !priced) demandPrices(askers);
  const options = await optionsOf(work, settings, askers, io);
  if (values.on("dry-run")) return await dryRun(work.plan, options, values.on("json"), io);

  const { provider, model } = askers.main.client;
  const path = values.text("log-file");
  const log = path === undefined ? undefined : openLogFile(path);
  let lock: FolderLock | undefined;
  try {
    lock = await lockFolder(work.folder, { command: work.command });
    io.say(
      `provider: ${provider}${provider === "offline" ? "" : `, model ${model}`}${why === undefined ? "" : ` (${why})`}`,
    );
    return asksModels(askers)
      ? await storedRun(work, settings, options, log, values, io)
      : await write(work, options, log, values, io);
  } finally {
    lock?.release();
    log?.close();
  }
}

async function optionsOf(work: Work, settings: Settings, askers: Askers, io: Io): Promise<PipelineOptions> {
  const { templates, budget, concurrency, repairRounds } = settings;
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
    signal: io.signal,
  };
}

/** A run of models: all that is asked and answered is stored, and the same command again goes on from there. */
async function storedRun(
  work: Work,
  settings: Settings,
  options: PipelineOptions,
  log: LogFile | undefined,
  values: Values,
  io: Io,
): Promise<number> {
  const { stateDir } = settings;
  const { openRuns } = await import("../store/runs.ts");
  const store = await openRuns(stateDir, { create: true });
  try {
    const run = store.begin({
      identity: await identityOf(work),
      project: work.plan.project.name,
      command: work.command,
      outputDir: work.folder,
      fresh: values.on("fresh"),
      onDamage: (text) => io.say(`warning: ${text}`),
    });
    if (run.resumed.answers > 0) io.say(resumptionOf(run, options));
    const { costUsd: usd = 0, inputTokens, outputTokens } = run.spent();
    const budget = { ...options.budget, spent: { usd, tokens: inputTokens + outputTokens } };
    try {
      const exitCode = await write(work, { ...options, journal: run, budget }, log, values, io);
      run.end("done");
      return exitCode;
    } catch (error) {
      throw await endOf(run, error, stateDir, io);
    }
  } finally {
    store.close();
  }
}

/** Says what is there; an answer counts only for the model that gave it. */
function resumptionOf({ id, resumed: { answers, labels, models } }: StoredRun, options: PipelineOptions): string {
  const { perStage = {}, fallbacks = [] } = options;
  const asked = [options, ...Object.values(perStage), ...fallbacks].map(({ client }) =>
    `${client.provider}/${client.model}`
  );
  const what = answers === 1 ? "1 answer is stored" : `${answers} answers are stored`;
  return models.some((model) => asked.includes(model))
    ? `continuing ${id}: ${what} (${labels.join(", ")})`
    : `continuing ${id}: ${what}, but of ${models.join(", ")}; ${asked[0]} is asked for all`;
}

/** Notes how a run ended, and tells the user what is kept. */
async function endOf(run: StoredRun, error: unknown, stateDir: string, io: Io): Promise<unknown> {
  const stopped = io.signal.aborted && io.signal.reason instanceof Stopped;
  try {
    run.end(stopped ? "stopped" : "failed", stopped ? "stopped by the user" : error instanceof Error ? error.name : "");
  } catch {
    // Where the store itself is what failed, its first error says so.
  }
  if (stopped) return run.spent().inputTokens > 0 ? io.signal.reason.after(run.id) : io.signal.reason;
  if (!(error instanceof StageError) || error.answer === undefined) return error;
  const { keepAnswer } = await import("../store/kept_answer.ts");
  const path = await keepAnswer(stateDir, run.id, error.label ?? error.stage, error.answer);
  const hint = `The answer is kept in ${path}. ${error.hint}`;
  return new StageError(error.message, error.stage, hint, error.answer, error.label);
}

/** Makes the plan while the user watches, and writes it. */
async function write(
  work: Work,
  options: PipelineOptions,
  log: LogFile | undefined,
  values: Values,
  io: Io,
): Promise<number> {
  const view = createView({
    stages: work.stages,
    streaming: values.on("streaming"),
    verbose: values.on("verbose"),
    ...(log === undefined ? {} : { log: log.write }),
  }, io);
  try {
    const plan = await runPipeline(work.plan, { ...options, onEvent: view.onEvent });
    const files = await writePlanFiles(work.folder, plan, renderPlan(plan), {
      force: values.on("force"),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(work.base === undefined ? {} : { base: work.base }),
    });
    view.close();
    return reportWritten(plan, files, values.on("json"), io);
  } finally {
    view.close();
  }
}

/** What is asked is stored and sent: a key has no place in it. */
function refuseKeys({ brief, plan, base = "" }: Work, { providers }: Settings): void {
  const texts = [brief, base, JSON.stringify(plan)];
  for (const [name, { apiKey }] of Object.entries(providers)) {
    if (apiKey === undefined || apiKey.length < 12 || !texts.some((text) => text.includes(apiKey))) continue;
    throw new UsageError(
      `Cannot plan this: the texts hold the key of provider "${name}"`,
      "Take it out: whatever stands there is sent to models and written into files.",
    );
  }
}

/** Names a run by what it is to make: the same command again goes on with it, whoever is asked. */
async function identityOf({ command, stages, folder, brief, plan }: Work): Promise<string> {
  const { requirements, project } = plan;
  const parts = [command, stages, await Deno.realPath(folder), project.name, requirements, brief];
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(parts)));
  return new Uint8Array(digest).toHex();
}
