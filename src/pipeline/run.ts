import { UsageError } from "../errors.ts";
import { turn } from "../llm/embedded.ts";
import { checkLintOptions, checksOf, lintPlan } from "../plan/checks/lint.ts";
import { errorsIn } from "../plan/checks/errors_in.ts";
import { validatePlan } from "../plan/read.ts";
import type { Plan } from "../plan/types.ts";
import { cleanText } from "../text.ts";
import { askAll, type StageCalls } from "./ask.ts";
import { Budget } from "./budget.ts";
import type { RunContext } from "./context.ts";
import { withRuns } from "./provenance.ts";
import { repair } from "./repair.ts";
import type { Asker, PipelineOptions, Stage } from "./stage.ts";
import { stages } from "./stages/mod.ts";

/**
 * Runs stages over a plan: each asks, reads the answers and makes its part. All providers go this one way.
 *
 * @param plan A plan from {@linkcode startPlan}, or one that was made as far as an earlier stage.
 * @param options Who is asked, which stages, how many calls at once.
 * @returns The plan with the parts that the stages made, checked; the given plan is not changed.
 * @throws {UsageError} If the plan lacks what a stage works from, or an option cannot be used.
 * @throws {StageError} If no answer to a call can be used.
 * @throws {LLMError} If a call fails.
 * @throws {BudgetError} If the next call may cost more than the budget leaves.
 *
 * @example
 * ```ts
 * import { createLLMClient, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "URL shortener", languages: ["Go"] }), {
 *   client: createLLMClient("offline", {}),
 * });
 * if (plan.phases.length < 3 || plan.checks?.score !== 100) throw new Error("expected a sound plan");
 * ```
 */
export async function runPipeline(plan: Plan, options: PipelineOptions): Promise<Plan> {
  const names = options.stages ?? (Object.keys(stages) as (keyof typeof stages)[]);
  const run = contextOf(options);
  const started = plan;
  for (const [at, name] of names.entries()) {
    plan = await runStage(stages[name], plan, run, names.slice(at + 1).map((later) => stages[later]));
  }
  const checks = checksOf(lintPlan(plan, options.lint));
  const { score, findings } = checks;
  const checked = validatePlan({ ...plan, revision: revisionOf(started, plan), checks });
  const errors = errorsIn(findings);
  await run.tell({ type: "checked", score, errors, warnings: findings.length - errors });
  return checked;
}

/** Settles who is asked in each stage, and what all calls share. */
export function contextOf(options: PipelineOptions): RunContext {
  const { client, temperature, maxTokens, price, perStage = {}, fallbacks = [] } = options;
  checkWhole("concurrency", options.concurrency, 1);
  checkWhole("repairRounds", options.repairRounds, 0);
  checkLintOptions(options.lint);
  for (const name of options.stages ?? []) {
    if (Object.hasOwn(stages, name)) continue;
    throw new UsageError(`Cannot run the stage "${name}": expected ${Object.keys(stages).join(", ")}`, "Correct it.");
  }
  const { maxUsd = 0, maxTokens: most = 0 } = options.budget ?? {};
  if (!(maxUsd >= 0 && most >= 0)) {
    throw new UsageError("Cannot keep to this budget: expected numbers of at least 0", "Leave out what has no limit.");
  }
  const main: Asker = {
    client,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(price === undefined ? {} : { price }),
  };
  return {
    options,
    budget: new Budget(options.budget),
    givenUp: new Set(),
    askersOf(stage) {
      const first = perStage[stage] ?? main;
      // Whoever has failed is no help a second time.
      return [first, ...fallbacks.filter((other) => other.client.provider !== first.client.provider)];
    },
    tell: async (event) => await options.onEvent?.(event),
  };
}

function checkWhole(name: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return;
  throw new UsageError(
    `Cannot run with ${name} ${value}: expected a whole number of at least ${least}`,
    "Leave it out for the default.",
  );
}

async function runStage<Answer>(
  stage: Stage<Answer>,
  plan: Plan,
  run: RunContext,
  later: readonly Stage<unknown>[],
): Promise<Plan> {
  const { signal } = run.options;
  // Lets an abort come in: a stage may be one long computation.
  await turn();
  signal?.throwIfAborted();
  const missing = stage.missing(plan);
  if (missing !== undefined) {
    throw new UsageError(
      `Cannot run the stage "${stage.title}": the plan has no ${missing.replace(/^an? /, "")}`,
      "Run the stages before it first, or run-full-pipeline.",
    );
  }
  const brief = cleanText(run.options.brief ?? "");
  const asks = stage.asks(plan, brief);
  const about = { name: plan.project.name, texts: [brief, ...plan.requirements.map(({ text }) => text)] };
  const [asker] = run.askersOf(stage.name);
  await run.tell({
    type: "stage-start",
    stage: stage.name,
    title: stage.title,
    calls: asks.length,
    provider: asker?.client.provider ?? "",
    model: asker?.client.model ?? "",
  });
  const calls: StageCalls = { run, stage, about, done: 0, calls: asks.length, asked: [] };
  const answers = (await askAll(asks, calls)).filter((answer) => answer !== undefined);
  const made = await repair(stage.make(plan, answers), stage, calls, later);
  await run.tell({ type: "stage-finish", stage: stage.name, title: stage.title });
  return withRuns(made, stage.name, calls.asked, run.options.templates);
}

/** A plan that was finished before and says something else now is a new revision; one that is being built is not. */
function revisionOf(before: Plan, after: Plan): number {
  const content = ({ revision: _revision, checks: _checks, provenance: _provenance, ...rest }: Plan) =>
    JSON.stringify(rest);
  return before.handoff !== undefined && content(validatePlan(before)) !== content(validatePlan(after))
    ? before.revision + 1
    : before.revision;
}
