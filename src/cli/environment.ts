import { ConfigError, UsageError } from "../errors.ts";
import { checkedKey, needsKey, urlVariablesOf, variableOf } from "../llm/key.ts";
import type { ClientOptions } from "../llm/types.ts";
import { isLoopback } from "../llm/loopback.ts";
import { providers } from "../providers.ts";
import { wholeNumber } from "./args.ts";
import type { Io, Values } from "./command.ts";

/** What the environment says about a provider, and where it would be looked for. */
export interface ProviderEnvironment {
  keyVariable: string;
  /** Whether the key is there; `unreadable`: Deno may not look; `unusable`: it is no key. */
  key: "found" | "missing" | "not needed" | "unreadable" | "unusable";
  /** Whether an address in the environment would be seen. */
  urlReadable: boolean;
  urlVariable: string;
  /** The address in force; absent: none is set. */
  baseUrl?: string;
  apiKey?: string;
}

/** Looks a provider up in the environment. An embedded one needs nothing of it. */
export function environmentOf(
  name: string,
  io: Pick<Io, "env" | "mayRead">,
  givenUrl?: string,
): ProviderEnvironment | undefined {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (provider === undefined || "answer" in provider) return undefined;
  const keyVariable = variableOf(name);
  const urlVariables = urlVariablesOf(name);
  const apiKey = io.env(keyVariable)?.trim() || undefined;
  const baseUrl = givenUrl ??
    (urlVariables.map((variable) => io.env(variable)?.trim()).find(Boolean) || provider.baseUrl);
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
    urlReadable: givenUrl !== undefined || urlVariables.every((variable) => io.mayRead(variable)),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/** The settings of a client: options first, then the environment. */
export function clientOptions(provider: string, values: Values, io: Io): ClientOptions {
  const found = environmentOf(provider, io, values.text("base-url"));
  // An address that is set but not seen would send the key and the brief somewhere else.
  const local = found?.baseUrl !== undefined && isLoopback(URL.parse(found.baseUrl)?.hostname ?? "");
  if (found !== undefined && (found.key === "unreadable" || (!found.urlReadable && !local))) {
    const names = found.keyVariable.replace("_API_KEY", "_*");
    throw new ConfigError(
      `Cannot use provider "${provider}": Deno may not read ${found.keyVariable} and ${found.urlVariable}`,
      `Add --allow-env=${names} before the script.`,
    );
  }
  for (const option of ["auto", "offline"].includes(provider) ? ["model", "base-url"] : []) {
    if (values.text(option) === undefined) continue;
    throw new UsageError(
      `Cannot use "--${option}" with provider "${provider}": expected a model provider`,
      "Name one with --provider; see: devussy providers",
    );
  }
  const model = values.text("model");
  return {
    ...(found?.apiKey === undefined ? {} : { apiKey: found.apiKey }),
    ...(found?.baseUrl === undefined ? {} : { baseUrl: found.baseUrl }),
    ...(model === undefined ? {} : { model }),
    ...(values.on("allow-http") ? { allowHttp: true } : {}),
    timeouts: {
      firstByteMs: milliseconds(values, "first-byte-timeout"),
      idleMs: milliseconds(values, "idle-timeout"),
      totalMs: milliseconds(values, "total-timeout"),
    },
    retry: { maxAttempts: wholeNumber(values, "max-attempts", 1, 100) },
  };
}

/** Reads a number of seconds. */
function milliseconds(values: Values, name: string): number | undefined {
  const seconds = wholeNumber(values, name, 1, 86_400);
  return seconds === undefined ? undefined : seconds * 1000;
}

function isKey(text: string, provider: string): boolean {
  try {
    return checkedKey(text, provider) !== undefined;
  } catch {
    return false;
  }
}
