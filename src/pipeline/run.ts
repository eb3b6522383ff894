import { UsageError } from "../errors.ts";
import { turn } from "../llm/embedded.ts";
import type { Completion } from "../llm/types.ts";
import { lintPlan } from "../plan/checks/mod.ts";
import { cleanText } from "../text.ts";
import type { Plan } from "../plan/types.ts";
import { validatePlan } from "../plan/read.ts";
import { askFor } from "./ask.ts";
import { mapConcurrent } from "./concurrent.ts";
import type { PipelineEvent, PipelineOptions, Stage } from "./stage.ts";
import { stages } from "./stages/mod.ts";

/**
 * Runs stages over a plan: each asks, reads the answers and makes its part. All providers go this one way.
 *
 * @param plan A plan from {@linkcode startPlan}, or one that was made as far as an earlier stage.
 * @param options Who is asked, which stages, how many calls at once.
 * @returns The plan with the parts that the stages made, checked; the given plan is not changed.
 * @throws {UsageError} If the plan lacks what a stage works from.
 * @throws {StageError} If an answer cannot be used.
 * @throws {LLMError} If a call fails.
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
  const started = plan;
  for (const name of names) plan = await runStage(stages[name], plan, options);
  const { score, findings } = lintPlan(plan);
  const checked = validatePlan({ ...plan, revision: revisionOf(started, plan), checks: { score, findings } });
  const errors = findings.filter(({ severity }) => severity === "error").length;
  await options.onEvent?.({ type: "checked", score, errors, warnings: findings.length - errors });
  return checked;
}

async function runStage<Answer>(stage: Stage<Answer>, plan: Plan, options: PipelineOptions): Promise<Plan> {
  const { client, signal } = options;
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
  const emit = async (event: PipelineEvent) => await options.onEvent?.(event);
  const asks = stage.asks(plan, cleanText(options.brief ?? ""));
  await emit({
    type: "stage-start",
    stage: stage.name,
    title: stage.title,
    calls: asks.length,
    provider: client.provider,
    model: client.model,
  });
  let done = 0;
  const answers = await mapConcurrent(asks, options.concurrency ?? 5, signal, async (ask, signal) => {
    const { answer, completions } = await askFor(stage, ask, options, signal, emit);
    await emit({ type: "call-finish", stage: stage.name, label: ask.label, done: ++done, calls: asks.length });
    return { completions, answer };
  });
  const author = client.provider === "offline" ? "offline" : `${client.provider}/${client.model}`;
  const made = stage.make(plan, answers.map(({ answer }) => answer), author);
  await emit({ type: "stage-finish", stage: stage.name, title: stage.title });
  return withRun(made, stage.name, options, answers.flatMap(({ completions }) => completions));
}

/** Notes who was asked and what it took; a stage that runs again replaces its note. */
function withRun(plan: Plan, stage: string, { client }: PipelineOptions, completions: readonly Completion[]): Plan {
  const sum = (pick: (completion: Completion) => number | undefined) =>
    completions.reduce((total, completion) => total + (pick(completion) ?? 0), 0);
  const cost = completions.some(({ usage }) => usage?.costUsd !== undefined)
    ? { costUsd: sum(({ usage }) => usage?.costUsd) }
    : {};
  const run = {
    stage,
    provider: client.provider,
    model: client.model,
    inputTokens: sum(({ usage }) => usage?.inputTokens),
    outputTokens: sum(({ usage }) => usage?.outputTokens),
    ...cost,
  };
  return {
    ...plan,
    provenance: { ...plan.provenance, runs: [...plan.provenance.runs.filter((other) => other.stage !== stage), run] },
  };
}

/** A plan that was finished before and says something else now is a new revision; one that is being built is not. */
function revisionOf(before: Plan, after: Plan): number {
  const content = ({ revision: _revision, checks: _checks, provenance: _provenance, ...rest }: Plan) =>
    JSON.stringify(rest);
  return before.handoff !== undefined && content(validatePlan(before)) !== content(validatePlan(after))
    ? before.revision + 1
    : before.revision;
}
