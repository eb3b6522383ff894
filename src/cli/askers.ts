import { type Settings, STAGE_KEYS, type StageKey, type Who } from "../config/settings.ts";
import { ConfigError } from "../errors.ts";
import { createLimiter } from "../llm/limiter.ts";
import type { Limiter, RetryQuota } from "../llm/types.ts";
import { endpointOf, shownUrl } from "../llm/url.ts";
import { isEmbedded } from "../pipeline/author.ts";
import type { Asker, StageName } from "../pipeline/stage.ts";
import { createLLMClient, providers } from "../providers.ts";
import type { Io } from "./command.ts";
import { clientOf } from "./client_options.ts";

/** The most retries of a run, whoever is asked (RELIABILITY.md, R2). */
const RETRIES_A_RUN = 20;

/** Who is asked in a run. */
export interface Askers {
  main: Asker;
  perStage: { [Name in StageName]?: Asker };
  fallbacks: Asker[];
}

/**
 * Makes the clients of a run over some stages. Those of one provider share one limiter, and all share one bound of retries.
 *
 * @throws {ConfigError} If a provider cannot be used as it is set, or a fallback is where the first provider is.
 */
export function askersOf(settings: Settings & { provider: Who }, stages: readonly StageName[], io: Io): Askers {
  const main = settings.provider;
  const limiters = new Map<string, Limiter>();
  const retryQuota: RetryQuota = { left: RETRIES_A_RUN };
  const askerOf = (who: Who): Asker => {
    const { provider, options, temperature, maxTokens, price } = clientOf(settings, who, io);
    const limiter = limiters.get(provider) ?? createLimiter(options.rate);
    limiters.set(provider, limiter);
    return {
      client: createLLMClient(provider, { ...options, limiter, retryQuota, ...(price === undefined ? {} : { price }) }),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      ...(price === undefined ? {} : { price }),
    };
  };
  refuseSameEndpoint(settings, [main, ...settings.fallback]);
  const perStage: Askers["perStage"] = {};
  for (const [key, who] of Object.entries(settings.stages) as [StageKey, Who][]) {
    // A stage that does not run needs no key and no price.
    if (stages.includes(STAGE_KEYS[key])) perStage[STAGE_KEYS[key]] = askerOf(who);
  }
  return { main: askerOf(main), perStage, fallbacks: settings.fallback.map(askerOf) };
}

/** Two models behind one address fail together: the second is no help. */
function refuseSameEndpoint(settings: Settings, chain: readonly Who[]): void {
  const seen = new Map<string, string>();
  for (const { provider: name } of chain) {
    const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
    const endpoint = provider === undefined || "answer" in provider
      ? name
      : shownUrl(endpointOf(provider, settings.providers[name]?.baseUrl));
    const other = seen.get(endpoint);
    if (other !== undefined) {
      throw new ConfigError(
        `Cannot use "${name}" as a fallback: "${other}" is at the same address (${endpoint}), so both would fail together`,
        "Name a provider at another address, or offline.",
      );
    }
    seen.set(endpoint, name);
  }
}

/** Whether anybody but the embedded planner is asked. */
export function asksModels({ main, perStage, fallbacks }: Askers): boolean {
  return [main, ...Object.values(perStage), ...fallbacks].some(({ client }) => !isEmbedded(client.provider));
}

/**
 * With a limit in dollars, each model's price must be known, or the user must say that it need not.
 *
 * @throws {ConfigError} If one is not.
 */
export function demandPrices({ main, perStage, fallbacks }: Askers): void {
  for (const { client: { provider, model }, price } of [main, ...Object.values(perStage), ...fallbacks]) {
    if (isEmbedded(provider) || price !== undefined) continue;
    throw new ConfigError(
      `Cannot keep to a budget in dollars: the price of ${provider}/${model} is not known`,
      `Set it in config/config.yaml under prices, or add --allow-unknown-cost to count only what the provider tells.`,
    );
  }
}
