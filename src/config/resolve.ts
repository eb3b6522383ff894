/**
 * Layers made one: what is in force, and where each value came from.
 * @module
 */
import { remote } from "./environment.ts";
import type { Layer, Setting, Value } from "./layer.ts";
import { type ProviderSettings, type Settings, STAGE_KEYS, type StageKey, type Who } from "./settings.ts";
import type { Price } from "../llm/types.ts";
import type { RuleSettings } from "../plan/checks/lint.ts";
import type { Providers } from "./value.ts";

/** Settings by path, the keys joined by a character that no key has. */
export type Merged = ReadonlyMap<string, Setting>;

const JOINT = "\n";

/** Puts layers over each other, the lowest first. */
export function merge(layers: readonly Layer[], providers: Providers): Merged {
  const inForce: string[] = [];
  for (const layer of layers) {
    const own = layer.findLast(({ keys }) => keys[0] === "default_provider")?.value;
    inForce.push(typeof own === "string" ? own : inForce.at(-1) ?? "auto");
  }
  const last = inForce.at(-1) ?? "auto";
  const merged = new Map<string, Setting>();
  const put = (keys: readonly string[], setting: Setting) => {
    if (keys.at(-1) === "timeout") {
      for (const part of ["first_byte_timeout", "idle_timeout"]) put([...keys.slice(0, -1), part], setting);
    } else merged.set(keys.join(JOINT), { ...setting, keys });
  };
  for (const [at, layer] of layers.entries()) {
    // A model that is named beside one provider is not for another that a higher layer chooses.
    const here = inForce[at] === "auto" ? last : inForce[at] ?? last;
    for (const setting of layer) {
      const [first = "", ...rest] = setting.keys;
      if (first === "main") put(here === "auto" ? ["auto", ...rest] : ["llm_providers", here, ...rest], setting);
      else if (first === "each") {
        for (const name of remote(providers)) put(["llm_providers", name, ...rest], setting);
      } else if (!(here !== last && isModelOfStage(setting, layer))) put(setting.keys, setting);
    }
  }
  return merged;
}

/** Whether it is a stage's model without a provider: it was written for whoever was in force then. */
function isModelOfStage({ keys: [first, stage, key] }: Setting, layer: Layer): boolean {
  return first === "stages" && key === "model" &&
    !layer.some(({ keys }) => keys[0] === "stages" && keys[1] === stage && keys[2] === "provider");
}

/** Looks one value up. */
export function settingAt(merged: Merged, ...keys: string[]): Setting | undefined {
  return merged.get(keys.join(JOINT));
}

/** Builds what the rest of the program works with. `alone`: nobody but the main provider is asked. */
export function settingsOf(merged: Merged, providers: Providers, alone: boolean): Settings {
  const text = (...keys: string[]) => stringOf(settingAt(merged, ...keys)?.value);
  const number = (...keys: string[]) => numberOf(settingAt(merged, ...keys)?.value);
  const main = text("default_provider") ?? "auto";
  const who = (...keys: string[]): Omit<Who, "provider"> =>
    known({
      model: text(...keys, "model"),
      temperature: number(...keys, "temperature"),
      maxTokens: number(...keys, "max_tokens"),
    });
  const stages: { [Key in StageKey]?: Who } = {};
  for (const key of Object.keys(STAGE_KEYS) as StageKey[]) {
    const own = who("stages", key);
    const provider = text("stages", key, "provider");
    if (alone || (provider === undefined && Object.keys(own).length === 0)) continue;
    stages[key] = { provider: provider ?? main, ...own };
  }
  const fallback = settingAt(merged, "fallback")?.value;
  const templates = text("templates");
  return {
    provider: main === "auto" ? "auto" : { provider: main },
    auto: who("auto"),
    stages,
    fallback: alone || !Array.isArray(fallback) ? [] : [...fallback],
    providers: Object.fromEntries(remote(providers).map((name) => [name, providerOf(merged, name)])),
    prices: pricesOf(merged),
    concurrency: number("concurrency") ?? 5,
    repairRounds: number("repair", "max_rounds") ?? 2,
    budget: known({ maxUsd: number("budget", "max_usd"), maxTokens: number("budget", "max_tokens") }),
    lint: { ...known({ minScore: number("lint", "min_score") }), rules: rulesOf(merged) },
    outputDir: text("output_dir") ?? "docs",
    stateDir: text("state_dir") ?? ".devussy",
    ...(templates === undefined ? {} : { templates }),
  };
}

/** The same settings once somebody was chosen where nobody is named; what was meant for whoever it is goes with it. */
export function withProvider(settings: Settings, chosen: Who): Settings & { provider: Who } {
  const embedded = settings.providers[chosen.provider] === undefined;
  const main: Who = { ...(embedded ? {} : settings.auto), ...chosen };
  const stages: { [Key in StageKey]?: Who } = {};
  for (const key of Object.keys(settings.stages) as StageKey[]) {
    const who = settings.stages[key];
    if (who?.provider !== "auto") stages[key] = who ?? main;
    else if (!embedded) stages[key] = { ...who, provider: chosen.provider };
  }
  return { ...settings, provider: settings.provider === "auto" ? main : settings.provider, stages };
}

/** The providers that a run may ask; all where nobody is named. */
export function usedProviders({ provider, stages, fallback, providers }: Settings): string[] {
  if (provider === "auto") return Object.keys(providers);
  const people = [provider, ...Object.values(stages), ...fallback];
  return [...new Set(people.map((who) => who.provider))].filter((name) => name in providers);
}

function providerOf(merged: Merged, name: string): ProviderSettings {
  const text = (key: string) => stringOf(settingAt(merged, "llm_providers", name, key)?.value);
  const number = (key: string) => numberOf(settingAt(merged, "llm_providers", name, key)?.value);
  const milliseconds = (key: string) => {
    const seconds = number(key);
    return seconds === undefined ? undefined : seconds * 1000;
  };
  const allowed = settingAt(merged, "llm_providers", name, "allow_http")?.value;
  return known({
    apiKey: text("api_key"),
    baseUrl: text("base_url"),
    model: text("model"),
    temperature: number("temperature"),
    maxTokens: number("max_tokens"),
    firstByteMs: milliseconds("first_byte_timeout"),
    idleMs: milliseconds("idle_timeout"),
    totalMs: milliseconds("total_timeout"),
    maxAttempts: number("max_attempts"),
    requestsPerMinute: number("requests_per_minute"),
    tokensPerMinute: number("tokens_per_minute"),
    allowHttp: typeof allowed === "boolean" ? allowed : undefined,
    baseUrlGiven: settingAt(merged, "llm_providers", name, "base_url")?.source === "flag" ? true : undefined,
  });
}

function pricesOf(merged: Merged): Record<string, Price> {
  const prices: Record<string, Price> = {};
  for (const { keys: [group, model = ""] } of merged.values()) {
    if (group !== "prices") continue;
    const number = (key: string) => numberOf(settingAt(merged, "prices", model, key)?.value);
    prices[model] = {
      inputPerMillion: number("input_per_million") ?? 0,
      outputPerMillion: number("output_per_million") ?? 0,
      ...known({
        cachedInputPerMillion: number("cached_input_per_million"),
        cacheWritePerMillion: number("cache_write_per_million"),
      }),
    };
  }
  return prices;
}

/** What is set for rules of the plan; the file's reader has made sure that there are such. */
function rulesOf(merged: Merged): Record<string, RuleSettings> {
  const rules: Record<string, RuleSettings> = {};
  for (const { keys: [group, part, id = "", name = ""], value } of merged.values()) {
    if (group !== "lint" || part !== "rules") continue;
    const rule = rules[id] ?? {};
    if (name === "off") rules[id] = { ...rule, off: String(value) };
    else if (name === "severity") rules[id] = { ...rule, severity: value === "error" ? "error" : "warning" };
    else rules[id] = { ...rule, limits: { ...rule.limits, [name]: Number(value) } };
  }
  return rules;
}

function stringOf(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Without the fields that have no value. */
function known<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}
