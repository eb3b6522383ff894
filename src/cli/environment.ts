import { ConfigError } from "../errors.ts";
import { urlVariablesOf, variableOf } from "../llm/key.ts";
import type { ClientOptions } from "../llm/types.ts";
import { isLoopback } from "../llm/url.ts";
import { providers } from "../providers.ts";
import type { Io, Values } from "./command.ts";

/** What the environment says about a provider, and where it would be looked for. */
export interface ProviderEnvironment {
  keyVariable: string;
  /** Whether the key is there; `unreadable`: Deno may not look. */
  key: "found" | "missing" | "not needed" | "unreadable";
  urlVariable: string;
  /** The address in force; absent: none is set. */
  baseUrl?: string;
  model?: string;
  apiKey?: string;
}

/** Looks a provider up in the environment. An embedded one needs nothing of it. */
export function environmentOf(name: string, io: Io, givenUrl?: string): ProviderEnvironment | undefined {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (provider === undefined || "answer" in provider) return undefined;
  const keyVariable = variableOf(name);
  const urlVariables = urlVariablesOf(name);
  const apiKey = io.env(keyVariable)?.trim() || undefined;
  const baseUrl = givenUrl ??
    (urlVariables.map((variable) => io.env(variable)?.trim()).find(Boolean) || provider.baseUrl);
  const url = baseUrl === undefined ? null : URL.parse(baseUrl);
  const free = provider.keyOptional === true || (url !== null && isLoopback(url.hostname));
  return {
    keyVariable,
    key: apiKey !== undefined ? "found" : free ? "not needed" : io.mayRead(keyVariable) ? "missing" : "unreadable",
    urlVariable: urlVariables[0],
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(provider.defaultModel === undefined ? {} : { model: provider.defaultModel }),
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** The settings of a client: options first, then the environment. */
export function clientOptions(provider: string, values: Values, io: Io): ClientOptions {
  const found = environmentOf(provider, io, values.text("base-url"));
  if (found?.key === "unreadable") {
    throw new ConfigError(
      `Cannot use provider "${provider}": Deno may not read its key from ${found.keyVariable}`,
      `Add --allow-env=${found.keyVariable},${found.urlVariable} before the script.`,
    );
  }
  const model = values.text("model");
  return {
    ...(found?.apiKey === undefined ? {} : { apiKey: found.apiKey }),
    ...(found?.baseUrl === undefined ? {} : { baseUrl: found.baseUrl }),
    ...(model === undefined ? {} : { model }),
    ...(values.on("allow-http") ? { allowHttp: true } : {}),
  };
}
