import type { Settings, Who } from "../config/settings.ts";
import { ConfigError } from "../errors.ts";
import { needsKey, urlVariablesOf, variableOf } from "../llm/key.ts";
import { isLoopback } from "../llm/loopback.ts";
import type { ClientOptions, Price } from "../llm/types.ts";
import { providers } from "../providers.ts";
import type { Io } from "./command.ts";

/** What `createLLMClient` needs to ask somebody. Nothing of one provider is given to another. */
export function clientOf(settings: Settings, who: Who, io: Pick<Io, "mayRead">): {
  provider: string;
  options: ClientOptions;
  temperature?: number;
  maxTokens?: number;
  price?: Price;
} {
  const name = who.provider;
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  const own = Object.hasOwn(settings.providers, name) ? settings.providers[name] : undefined;
  if (provider === undefined || "answer" in provider || own === undefined) return { provider: name, options: {} };
  const variable = variableOf(name);
  const url = URL.parse(own.baseUrl ?? provider.baseUrl ?? "");
  const hiddenKey = own.apiKey === undefined && needsKey(provider, url) && !io.mayRead(variable);
  // An address that is set but not seen would send the key and the brief somewhere else.
  const hiddenUrl = own.baseUrlGiven !== true && !(url !== null && isLoopback(url.hostname)) &&
    !urlVariablesOf(name).every((variable) => io.mayRead(variable));
  if (hiddenKey || hiddenUrl) {
    throw new ConfigError(
      `Cannot use provider "${name}": Deno may not read ${variable} and ${urlVariablesOf(name)[0]}`,
      `Add --allow-env=${variable.replace("_API_KEY", "_*")} before the script.`,
    );
  }
  const model = who.model ?? own.model;
  const temperature = who.temperature ?? own.temperature;
  const maxTokens = who.maxTokens ?? own.maxTokens;
  const priced = `${name}/${model ?? provider.defaultModel ?? ""}`;
  const price = Object.hasOwn(settings.prices, priced) ? settings.prices[priced] : undefined;
  return {
    provider: name,
    options: {
      ...(own.apiKey === undefined ? {} : { apiKey: own.apiKey }),
      ...(own.baseUrl === undefined ? {} : { baseUrl: own.baseUrl }),
      ...(model === undefined ? {} : { model }),
      ...(own.allowHttp === true ? { allowHttp: true } : {}),
      timeouts: { firstByteMs: own.firstByteMs, idleMs: own.idleMs, totalMs: own.totalMs },
      retry: { maxAttempts: own.maxAttempts },
      rate: {
        inFlight: settings.concurrency,
        requestsPerMinute: own.requestsPerMinute,
        tokensPerMinute: own.tokensPerMinute,
      },
      ...(price === undefined ? {} : { price }),
    },
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(price === undefined ? {} : { price }),
  };
}
