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
  const byAsker = new Map<Asker, (Usage | undefined)[]>();
  for (const { asker, trail } of asked) {
    byAsker.set(asker, [...(byAsker.get(asker) ?? []), ...trail.completions.map(({ usage }) => usage)]);
  }
  const runs = [...byAsker].filter(([, usages]) => usages.length > 0).map(([{ client }, usages]) => {
    const sum = (pick: (usage: Usage) => number | undefined) =>
      usages.reduce((total, usage) => total + (usage === undefined ? 0 : pick(usage) ?? 0), 0);
    const own = templates[stage] ?? (stage === "detailed_devplan" ? templates["step_repair"] : undefined);
    const ours = !isEmbedded(client.provider) && own === undefined;
    return {
      stage,
      provider: client.provider,
      model: client.model,
      inputTokens: sum(({ inputTokens }) => inputTokens),
      outputTokens: sum(({ outputTokens }) => outputTokens),
      ...(usages.some((usage) => usage?.costUsd !== undefined) ? { costUsd: sum(({ costUsd }) => costUsd) } : {}),
      ...(ours ? { prompt: prompts[stage].version } : {}),
    };
  });
  const others = plan.provenance.runs.filter((other) => other.stage !== stage);
  return { ...plan, provenance: { ...plan.provenance, runs: [...others, ...runs] } };
}
