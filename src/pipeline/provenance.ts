import type { Usage } from "../llm/types.ts";
import type { Plan } from "../plan/types.ts";
import type { Asked } from "./ask.ts";
import { isEmbedded } from "./author.ts";
import { prompts } from "./prompts/mod.ts";
import type { Asker, PipelineOptions, StageName } from "./stage.ts";

/** Notes who was asked in a stage and what it took; a stage that runs again replaces its notes. */
export function withRuns(
  plan: Plan,
  stage: StageName,
  asked: readonly Asked[],
  templates: PipelineOptions["templates"] = {},
): Plan {
  const own = templates[stage] ?? (stage === "detailed_devplan" ? templates["step_repair"] : undefined);
  const runs = runsOf(stage, asked, own === undefined ? prompts[stage].version : undefined);
  const others = plan.provenance.runs.filter((other) => other.stage !== stage);
  return { ...plan, provenance: { ...plan.provenance, runs: [...others, ...runs] } };
}

/**
 * Who was asked and what it took, one entry for each.
 *
 * @param prompt The version of our prompt; absent where it was the user's own.
 */
export function runsOf(stage: string, asked: readonly Asked[], prompt: number | undefined): Run[] {
  const byAsker = new Map<Asker, (Usage | undefined)[]>();
  for (const { asker, trail } of asked) {
    byAsker.set(asker, [...(byAsker.get(asker) ?? []), ...trail.completions.map(({ usage }) => usage)]);
  }
  return [...byAsker].filter(([, usages]) => usages.length > 0).map(([{ client }, usages]) => {
    const sum = (pick: (usage: Usage) => number | undefined) =>
      usages.reduce((total, usage) => total + (usage === undefined ? 0 : pick(usage) ?? 0), 0);
    return {
      stage,
      provider: client.provider,
      model: client.model,
      inputTokens: sum(({ inputTokens }) => inputTokens),
      outputTokens: sum(({ outputTokens }) => outputTokens),
      ...(usages.some((usage) => usage?.costUsd !== undefined) ? { costUsd: sum(({ costUsd }) => costUsd) } : {}),
      ...(prompt === undefined || isEmbedded(client.provider) ? {} : { prompt }),
    };
  });
}

type Run = Plan["provenance"]["runs"][number];
