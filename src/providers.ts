import defaults from "./config/defaults.json" with { type: "json" };
import { ConfigError } from "./errors.ts";
import { createClient } from "./llm/client.ts";
import type { HttpProvider, Provider } from "./llm/provider.ts";
import { anthropic } from "./llm/providers/anthropic.ts";
import { generic } from "./llm/providers/generic.ts";
import { openai } from "./llm/providers/openai.ts";
import { presets } from "./llm/providers/presets.ts";
import { requesty } from "./llm/providers/requesty.ts";
import type { ClientOptions, LLMClient } from "./llm/types.ts";
import { nearest } from "./nearest.ts";
import { offline } from "./planner/offline.ts";

/** The providers over HTTP. Adding one: one file, one line here; its default model stands in `config/config.yaml`. */
const remote: readonly HttpProvider[] = [
  openai,
  anthropic,
  requesty,
  generic,
  ...presets,
];

/**
 * All providers by name.
 *
 * @example
 * ```ts
 * import { providers } from "@devussy/devussy";
 * if (providers["openai"]?.name !== "openai") throw new Error("expected openai among them");
 * ```
 */
export const providers: Readonly<Record<string, Provider>> = Object.fromEntries(
  [...remote.map(withDefaultModel), offline].map((provider) => [provider.name, provider]),
);

function withDefaultModel(provider: HttpProvider): HttpProvider {
  const models: Readonly<Record<string, { model?: string }>> = defaults.llm_providers;
  const model = models[provider.name]?.model;
  return model === undefined ? provider : { ...provider, defaultModel: model };
}

/**
 * Makes a client for a provider.
 *
 * @param provider A name in {@linkcode providers}, or a provider of your own.
 * @param options Settings of the client.
 * @throws {ConfigError} If there is no provider of that name (the message lists the names and the nearest), or a setting
 * is missing or cannot be used.
 *
 * @example A provider of your own, over HTTP
 * ```ts
 * import { createLLMClient, openaiChat } from "@devussy/devussy";
 * const client = createLLMClient(
 *   { name: "acme", protocol: openaiChat(), baseUrl: "https://llm.acme.example/v1", defaultModel: "acme-large" },
 *   { apiKey: "acme-...", retry: { maxAttempts: 2 } },
 * );
 * if (client.model !== "acme-large") throw new Error("expected the default model");
 * ```
 *
 * @example An embedded one
 * ```ts
 * import { createLLMClient } from "@devussy/devussy";
 * const echo = createLLMClient({ name: "echo", defaultModel: "v1", answer: (messages) => messages.at(-1)?.content ?? "" }, {});
 * if (await echo.generate([{ role: "user", content: "Hello" }]) !== "Hello") throw new Error("expected an echo");
 * ```
 */
export function createLLMClient(provider: string | Provider, options: ClientOptions = {}): LLMClient {
  if (typeof provider !== "string") return createClient(provider, options);
  const found = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  if (found !== undefined) return createClient(found, options);
  const names = Object.keys(providers);
  const near = nearest(provider, names);
  throw new ConfigError(
    `Cannot use provider "${provider}": expected one of ${names.join(", ")}`,
    near === undefined ? `Use --provider ${offline.name}.` : `Did you mean "${near}"?`,
  );
}
