/**
 * Who is asked where the user names nobody: a provider whose key is set, a model server on this machine, or nobody.
 * @module
 */
import type { Settings, Who } from "../config/settings.ts";
import { ConfigError, LLMError } from "../errors.ts";
import { variableOf } from "../llm/key.ts";
import { isLoopback } from "../llm/loopback.ts";
import type { HttpProvider } from "../llm/provider.ts";
import { offline } from "../planner/offline.ts";
import { providers } from "../providers.ts";

const LIMIT_MS = 300;
/** Whose key counts first; the presets follow in the order of the map. */
const FIRST: readonly string[] = ["openai", "anthropic", "requesty", "generic"];

/** What looking around needs of the world. */
export interface World {
  /** Whether a connection to `host:port` is allowed already: nothing here may open a prompt. */
  mayConnect(host: string): boolean;
  /** Ends the looking around. */
  signal?: AbortSignal;
  /** How long a server on this machine may take to answer, in milliseconds. Default: 300. */
  limitMs?: number;
}

/** What stands where a model server would. */
export interface LocalServer {
  /** The provider's name. */
  provider: string;
  /** Its name for people. */
  title: string;
  /** `host:port` */
  host: string;
  /** `other`: something answers, but no model server. */
  state: "found" | "other" | "silent" | "refused" | "not allowed";
  /** What it lists. */
  models: readonly string[];
  /** The one to use: the configured one if it is there, else the first that can chat; absent where there is none. */
  model?: string;
  /** Whether `model` is the configured one. */
  configured: boolean;
}

/** Says who is asked where the provider is `auto`, and why, in one line. */
export async function chooseProvider(
  settings: Settings,
  { detect }: { detect: boolean },
  world: World,
): Promise<{ who: Who; why: string }> {
  return keyedProvider(settings) ?? chooseAmong(detect ? await findServers(settings, world) : undefined);
}

/** The first provider whose key is set; one that cannot be used is told of when it is. */
export function keyedProvider(settings: Settings): { who: Who; why: string } | undefined {
  const rest = Object.keys(providers).filter((name) => !FIRST.includes(name));
  for (const name of [...FIRST, ...rest]) {
    const provider = providers[name];
    const { apiKey, baseUrl } = settings.providers[name] ?? {};
    if (provider === undefined || "answer" in provider || apiKey === undefined) continue;
    if ((baseUrl ?? provider.baseUrl) === undefined) continue;
    return { who: { provider: name }, why: `${variableOf(name)} is set` };
  }
  return undefined;
}

/** The first server with a model, else the embedded planner. Without servers nobody looked for any. */
export function chooseAmong(servers: readonly LocalServer[] | undefined): { who: Who; why: string } {
  const found = servers?.find(({ model }) => model !== undefined);
  if (found?.model !== undefined) {
    const { provider, title, host, model, configured } = found;
    const why = `${title} answers at ${host}${configured ? "" : ", and lists this model first"}`;
    return { who: { provider, model }, why };
  }
  const empty = servers?.find(({ state }) => state === "found");
  const nobody = servers === undefined
    ? "no local server was looked for"
    : empty !== undefined
    ? `${empty.title} at ${empty.host} lists no model`
    : servers.length > 0 && servers.every(({ state }) => state === "not allowed")
    ? "Deno may ask no local server"
    : "no local server answers";
  return { who: { provider: offline.name }, why: `no key is set and ${nobody}; the embedded planner needs neither` };
}

/**
 * Asks the model servers of this machine for their models, all at once: those providers whose own address is on it, in
 * the order of the map. It takes hardly longer than the limit, and throws only where the signal aborts.
 */
export async function findServers(settings: Settings, world: World): Promise<LocalServer[]> {
  const places = Object.values(providers).flatMap((provider) => {
    if ("answer" in provider || !isLoopback(URL.parse(provider.baseUrl ?? "")?.hostname ?? "")) return [];
    // Set to another machine, it is no local server.
    const url = URL.parse(settings.providers[provider.name]?.baseUrl ?? provider.baseUrl ?? "");
    return url === null || !isLoopback(url.hostname) ? [] : [{ provider, url }];
  });
  const servers = await Promise.all(places.map(async ({ provider, url }): Promise<LocalServer> => {
    const { name, title = name, defaultModel } = provider;
    const host = hostOf(url);
    const seen: Seen = world.mayConnect(host)
      ? await modelsAt(provider, url, world)
      : { state: "not allowed", models: [] };
    const wanted = settings.auto.model ?? settings.providers[name]?.model ?? defaultModel;
    const configured = wanted !== undefined && has(seen.models, wanted);
    const model = configured ? wanted : seen.models.find((id) => !/embed/i.test(id));
    return { provider: name, title, host, ...seen, configured, ...(model === undefined ? {} : { model }) };
  }));
  world.signal?.throwIfAborted();
  return servers;
}

/** `host:port` as permissions know it, the port always named. */
export function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

type Seen = Pick<LocalServer, "state" | "models">;

async function modelsAt(provider: HttpProvider, url: URL, { signal, limitMs = LIMIT_MS }: World): Promise<Seen> {
  // Only who may ask loads the code that asks.
  const { listModels } = await import("../llm/models.ts");
  const timeouts = { firstByteMs: limitMs, idleMs: limitMs, progressMs: limitMs, totalMs: limitMs };
  try {
    return { state: "found", models: await listModels(provider, { baseUrl: url.href, timeouts }, signal) };
  } catch (error) {
    if (!(error instanceof LLMError || error instanceof ConfigError)) throw error;
    const kind = error instanceof LLMError ? error.kind : "config";
    return { state: kind === "network" ? "refused" : kind === "timeout" ? "silent" : "other", models: [] };
  }
}

/** Whether a server has a model; Ollama writes `qwen3` as `qwen3:latest`. */
function has(models: readonly string[], wanted: string): boolean {
  return models.includes(wanted) || models.includes(`${wanted}:latest`);
}
