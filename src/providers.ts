import { ConfigError } from "./errors.ts";
import { createClient } from "./llm/client.ts";
import type { ClientOptions, LLMClient, Provider } from "./llm/types.ts";
import { nearest } from "./nearest.ts";
import { offline } from "./planner/offline.ts";

/** All providers by name. Adding a provider: one file, one line here. */
export const providers: Record<string, Provider> = { offline };

/**
 * Makes a client for a provider.
 *
 * @param provider A name in {@linkcode providers}, or a provider of your own.
 * @param options Settings of the client.
 * @throws {ConfigError} If there is no provider of that name; the message lists the names and the nearest.
 *
 * @example
 * ```ts
 * import { createLLMClient } from "@devussy/devussy";
 * const echo = createLLMClient({ name: "echo", defaultModel: "v1", answer: (messages) => messages.at(-1)?.content ?? "" }, {});
 * if (await echo.generate([{ role: "user", content: "Hello" }]) !== "Hello") throw new Error("expected an echo");
 * ```
 */
export function createLLMClient(provider: string | Provider, options: ClientOptions): LLMClient {
  if (typeof provider !== "string") return createClient(provider, options);
  const found = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  if (found !== undefined) return createClient(found, options);
  const names = Object.keys(providers);
  const near = nearest(provider, names);
  throw new ConfigError(
    `Cannot use provider "${provider}": expected one of ${names.join(", ")}`,
    near === undefined ? `Use --provider ${names[0]}.` : `Did you mean "${near}"?`,
  );
}
