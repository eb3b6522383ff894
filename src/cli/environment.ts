import { isKey, needsKey, urlVariablesOf, variableOf } from "../llm/key.ts";
import { providers } from "../providers.ts";
import type { Io } from "./command.ts";

/** What the environment says about a provider, and where it would be looked for. */
export interface ProviderEnvironment {
  keyVariable: string;
  /** Whether the key is there; `unreadable`: Deno may not look; `unusable`: it is no key. */
  key: "found" | "missing" | "not needed" | "unreadable" | "unusable";
  urlVariable: string;
  /** The address in force; absent: none is set. */
  baseUrl?: string;
}

/** Looks a provider up in the environment. An embedded one needs nothing of it. */
export function environmentOf(name: string, io: Pick<Io, "env" | "mayRead">): ProviderEnvironment | undefined {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (provider === undefined || "answer" in provider) return undefined;
  const keyVariable = variableOf(name);
  const urlVariables = urlVariablesOf(name);
  const apiKey = io.env(keyVariable)?.trim() || undefined;
  const baseUrl = urlVariables.map((variable) => io.env(variable)?.trim()).find(Boolean) || provider.baseUrl;
  const url = baseUrl === undefined ? null : URL.parse(baseUrl);
  return {
    keyVariable,
    key: apiKey !== undefined
      ? (isKey(apiKey, name) ? "found" : "unusable")
      : !needsKey(provider, url)
      ? "not needed"
      : io.mayRead(keyVariable)
      ? "missing"
      : "unreadable",
    urlVariable: urlVariables[0],
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}
