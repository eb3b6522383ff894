import type { LLMClient, Price } from "../llm/types.ts";
import type { Plan } from "../plan/types.ts";
import { likelyCost } from "./budget.ts";
import { isEmbedded } from "./author.ts";
import { contextOf, runPipeline } from "./run.ts";
import type { PipelineOptions, StageName } from "./stage.ts";

const FREE: Price = { inputPerMillion: 0, outputPerMillion: 0 };

/** What a stage is likely to take. */
export interface StageEstimate {
  stage: StageName;
  /** Who would be asked first. */
  provider: string;
  model: string;
  calls: number;
  /** Tokens of all requests, at four characters a token. */
  inputTokens: number;
  /** Tokens of all answers. */
  outputTokens: number;
  /** In US dollars; absent where the price is not known. */
  usd?: number;
}

/**
 * Estimates what a run would take without asking anybody but the embedded planner: its plan has about the shape of the
 * one to come, and so have the prompts that it leads to.
 *
 * @param planner The embedded planner.
 */
export async function estimateRun(plan: Plan, options: PipelineOptions, planner: LLMClient): Promise<StageEstimate[]> {
  const { askersOf } = contextOf(options);
  const estimates = new Map<StageName, StageEstimate & { price: Price | undefined }>();
  await runPipeline(plan, {
    ...(options.stages === undefined ? {} : { stages: options.stages }),
    ...(options.brief === undefined ? {} : { brief: options.brief }),
    ...(options.templates === undefined ? {} : { templates: options.templates }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    client: {
      ...planner,
      async complete(messages, call = {}) {
        const completion = await planner.complete(messages, call);
        const stage = call.task?.name as StageName;
        const [asker] = askersOf(stage);
        const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
        const { provider, model } = asker?.client ?? planner;
        const before = estimates.get(stage) ?? { calls: 0, inputTokens: 0, outputTokens: 0 };
        estimates.set(stage, {
          stage,
          provider,
          model,
          calls: before.calls + 1,
          inputTokens: before.inputTokens + Math.ceil(chars / 4),
          outputTokens: before.outputTokens + Math.ceil(completion.text.length / 4),
          price: isEmbedded(provider) ? FREE : asker?.price,
        });
        return completion;
      },
    },
  });
  return [...estimates.values()].map(({ price, ...estimate }) => ({
    ...estimate,
    ...(price === undefined ? {} : { usd: likelyCost(estimate.inputTokens * 4, estimate.outputTokens, price).usd }),
  }));
}
