import { StageError } from "../errors.ts";
import { authorOf } from "../pipeline/author.ts";
import { likelyCost } from "../pipeline/budget.ts";
import type { Asker, PipelineOptions } from "../pipeline/stage.ts";
import type { StoredRun } from "../store/stored_run.ts";
import { Stopped } from "./failure.ts";
import type { Made, Work } from "./plan_work.ts";

/** How a stored run is begun and told of. */
export interface StoredRunOptions {
  stateDir: string;
  /** Begins anew, though there is a run to go on with. */
  fresh: boolean;
  talk: { say(line: string): void };
}

/** A run of models: all that is asked and answered is stored, and the same command again goes on from there. */
export async function inStoredRun(
  work: Work,
  options: PipelineOptions,
  { stateDir, fresh, talk }: StoredRunOptions,
  make: (more: Pick<PipelineOptions, "journal" | "budget">) => Promise<Made>,
): Promise<Made> {
  // Loaded only for runs that ask a model: so is SQLite.
  const { openRuns } = await import("../store/runs.ts");
  const store = await openRuns(stateDir, { create: true });
  const warned = new Set<string>();
  try {
    const run = store.begin({
      identity: await identityOf(work),
      project: work.plan.project.name,
      command: work.command,
      outputDir: work.folder,
      fresh,
      onDamage: (text) => {
        if (!warned.has(text)) talk.say(`warning: ${text}`);
        warned.add(text);
      },
    });
    if (run.resumed.answers > 0) talk.say(resumptionOf(run, options));
    let made: Made;
    try {
      made = await make({
        journal: run,
        budget: { ...options.budget, spent: costSoFar(run, options) },
      });
    } catch (error) {
      throw await endOf(run, error, stateDir, options.signal);
    }
    run.end("done");
    return made;
  } finally {
    store.close();
  }
}

/** What earlier parts of the run cost; where a provider told no price, the model's own counts. */
function costSoFar(run: StoredRun, options: PipelineOptions): { usd: number; tokens: number } {
  const prices = new Map(askersIn(options).map(({ client, price }) => [authorOf(client), price]));
  const spent = { usd: 0, tokens: 0 };
  for (const { inputTokens, outputTokens, costUsd, ...who } of run.answers()) {
    spent.tokens += inputTokens + outputTokens;
    spent.usd += costUsd ?? likelyCost(inputTokens * 4, outputTokens, prices.get(authorOf(who))).usd;
  }
  return spent;
}

function askersIn(options: PipelineOptions): Pick<Asker, "client" | "price">[] {
  const { perStage = {}, fallbacks = [] } = options;
  return [options, ...Object.values(perStage), ...fallbacks];
}

/** Says what is there; an answer counts only for the model that gave it. */
function resumptionOf({ id, resumed: { answers, labels, models } }: StoredRun, options: PipelineOptions): string {
  const asked = askersIn(options).map(({ client }) => authorOf(client));
  const what = answers === 1 ? "1 answer is stored" : `${answers} answers are stored`;
  return models.some((model) => asked.includes(model))
    ? `continuing ${id}: ${what} (${labels.join(", ")})`
    : `continuing ${id}: ${what}, but of ${models.join(", ")}; ${asked[0]} is asked for all`;
}

/** Notes how a run ended; returns what the user is told of it, with what is kept. */
async function endOf(run: StoredRun, error: unknown, stateDir: string, signal?: AbortSignal): Promise<unknown> {
  const stopped = signal?.aborted === true && signal.reason instanceof Stopped;
  try {
    run.end(stopped ? "stopped" : "failed", stopped ? "stopped by the user" : error instanceof Error ? error.name : "");
  } catch {
    // Where the store itself is what failed, its first error says so.
  }
  if (stopped) return run.answers().length > 0 ? signal.reason.after(run.id) : signal.reason;
  if (!(error instanceof StageError) || error.answer === undefined) return error;
  const { keepAnswer } = await import("../store/kept_answer.ts");
  const kept = await keepAnswer(stateDir, run.id, error.label ?? error.stage, error.answer)
    .then((path) => `The answer is kept in ${path}.`, (why) => `The answer could not be kept: ${why.message}.`);
  return new StageError(error.message, error.stage, `${kept} ${error.hint}`, error.answer, error.label);
}

/** Names a run by what it is to make: the same command again goes on with it, whoever is asked. */
async function identityOf({ command, stages, folder, brief, plan, asked }: Work): Promise<string> {
  const { requirements, project, existing } = plan;
  const parts = [
    command,
    stages,
    await Deno.realPath(folder),
    project.name,
    requirements,
    brief,
    ...(asked === undefined ? [] : [asked]),
    ...(existing === undefined ? [] : [existing]),
  ];
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(parts)));
  return new Uint8Array(digest).toHex();
}
