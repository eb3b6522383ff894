/**
 * All that is set, for the commands: flags over the environment over `.env` over a file over the defaults.
 * @module
 */
import { defaultLayer } from "../config/defaults.ts";
import { isInIndex, parseEnvFile } from "../config/env_file.ts";
import { environmentLayer, remote } from "../config/environment.ts";
import type { Layer } from "../config/layer.ts";
import { parseConfig } from "../config/parse.ts";
import { type Problem, throwProblems } from "../config/problem.ts";
import { isLinkOut, isSameFile, readConfigFile, readEnvText, readIndex } from "../config/read_file.ts";
import { merge, type Merged, settingAt, settingsOf, usedProviders } from "../config/resolve.ts";
import { rowsOf } from "../config/rows.ts";
import type { SettingRow, Settings, Who } from "../config/settings.ts";
import { readValue } from "../config/value.ts";
import { ConfigError } from "../errors.ts";
import { needsKey, urlVariablesOf, variableOf } from "../llm/key.ts";
import { isLoopback } from "../llm/loopback.ts";
import type { ClientOptions, Price } from "../llm/types.ts";
import { providers } from "../providers.ts";
import type { Io, Values } from "./command.ts";
import { flagLayer } from "./options.ts";
import { settleTrust } from "./trust.ts";

export { withProvider } from "../config/resolve.ts";

/** The configuration that a project may bring. */
const CONFIG_FILE = "config/config.yaml";
const ENV_FILE = ".env";

/** What is in force, where each value came from, and what the user should know about it. */
export interface ReadSettings {
  settings: Settings;
  rows: SettingRow[];
  warnings: string[];
}

/**
 * Reads all settings. `show`: they are only looked at; then a key that a project would send elsewhere is left out and
 * warned about, instead of asking or failing.
 *
 * @throws {ConfigError} Its `problems` are all that is wrong, wherever it stands.
 */
export async function readSettings(
  values: Values,
  io: Io,
  { show = false }: { show?: boolean } = {},
): Promise<ReadSettings> {
  const problems: Problem[] = [];
  const file = await fileLayer(values, io, problems);
  const dotenv = await readEnvFile(io);
  const fromFile = environmentLayer(
    (name) => dotenv.values.get(name),
    { source: ".env", place: `${ENV_FILE} ` },
    providers,
  );
  const environment = environmentLayer(io.env, { source: "environment", place: "" }, providers);
  const lower: Layer[] = [defaultLayer(), file, fromFile.layer, environment.layer];
  const flags = flagLayer(values, inForce(lower), providers);
  const merged = merge([...lower, flags.layer], providers);
  // What a higher layer sets anyway may be as it likes: LLM_PROVIDER is read by other programs, too.
  const beaten = (layers: readonly Layer[], keys: readonly string[]) =>
    layers.some((layer) => layer.some((setting) => setting.keys.join() === keys.join()));
  problems.unshift(
    ...flags.problems,
    ...environment.problems.filter(({ keys }) => !beaten([flags.layer], keys)).map(({ problem }) => problem),
    ...fromFile.problems.filter(({ keys }) => !beaten([environment.layer, flags.layer], keys))
      .map(({ problem }) => problem),
  );
  const alone = values.text("provider") === "offline";
  const settings = settingsOf(merged, providers, alone);
  problems.push(...linksOut(merged, values));
  const wrong = wrongAddresses(usedProviders(settings), merged);
  // Where nobody is named, whoever else is there may still be asked.
  if (settings.provider !== "auto") problems.push(...wrong);
  else dotenv.warnings.push(...wrong.map(({ text }) => `${text}; nobody is asked there`));
  const trust = await settleTrust(merged, usedProviders(settings), values, io, { show, problems });
  throwProblems(problems);
  return {
    settings: withoutKeys(settings, trust.withhold),
    rows: rowsOf(merged, providers).map((row) => unseen(row, io)),
    warnings: [...dotenv.warnings, ...trust.warnings],
  };
}

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

/** The `.env` of the working directory. */
export async function readEnvFile(
  io: Pick<Io, "mayReadPath">,
): Promise<{ values: ReadonlyMap<string, string>; warnings: string[] }> {
  const file = await readEnvText(ENV_FILE, io.mayReadPath);
  if (file === undefined) return { values: new Map(), warnings: [] };
  const { values, warnings } = parseEnvFile(file.text, ENV_FILE, providers);
  if (file.warning !== undefined) warnings.push(file.warning);
  const keys = remote(providers).map(variableOf).filter((name) => values.has(name));
  if (keys.length > 0) {
    if (file.open) {
      warnings.push(`${ENV_FILE} holds ${keys.join(", ")} and others may read it; run: chmod 600 ${ENV_FILE}`);
    }
    if (isInIndex(await readIndex(io.mayReadPath), ENV_FILE)) {
      warnings.push(
        `${ENV_FILE} holds ${keys.join(", ")} and git tracks it; run: git rm --cached ${ENV_FILE}, and make new keys`,
      );
    }
  }
  return { values, warnings };
}

async function fileLayer(values: Values, io: Io, problems: Problem[]): Promise<Layer> {
  const given = values.text("config");
  const path = given ?? CONFIG_FILE;
  const text = await readConfigFile(path, { chosen: given !== undefined, mayRead: io.mayReadPath });
  if (text === undefined) return [];
  const project = !values.on("trust-project") &&
    (given === undefined || await isSameFile(given, CONFIG_FILE, io.mayReadPath));
  const parsed = await parseConfig({ path, text, project }, providers);
  problems.push(...parsed.problems);
  return parsed.layer;
}

function inForce(layers: readonly Layer[]): string {
  const own = layers.flat().findLast(({ keys }) => keys[0] === "default_provider")?.value;
  return typeof own === "string" ? own : "auto";
}

/** A key that is not set may be one that Deno may not read. */
function unseen(row: SettingRow, io: Io): SettingRow {
  const [, name] = /^llm_providers\.(\w+)\.api_key$/.exec(row.path) ?? [];
  if (name === undefined || row.from !== "default" || io.mayRead(variableOf(name))) return row;
  return { ...row, value: `unknown: Deno may not read ${variableOf(name)}` };
}

/** The usual folders, where a project has put links in their place that lead out of it. */
function linksOut(merged: Merged, values: Values): Problem[] {
  return values.on("trust-project") ? [] : (["output_dir", "state_dir"] as const).flatMap((key) => {
    const setting = settingAt(merged, key);
    if (setting?.source !== "default" || typeof setting.value !== "string" || !isLinkOut(setting.value)) return [];
    const option = `--${key.replace("_", "-")}`;
    return [{
      text:
        `${key}: expected a folder inside the working directory, got "${setting.value}", a link that leads out of it`,
      hint: `Name the folder with ${option}, or allow it with --trust-project if the link is yours.`,
    }];
  });
}

/** Addresses of the environment are looked at only where they are used: they may be meant for another program. */
function wrongAddresses(names: readonly string[], merged: Merged): Problem[] {
  return names.flatMap((name) => {
    const setting = settingAt(merged, "llm_providers", name, "base_url");
    if (setting?.source !== "environment" && setting?.source !== ".env") return [];
    const read = readValue({ kind: "url" }, setting.value, providers, name);
    if ("value" in read) return [];
    const { expected, got, hint = "Write it anew." } = read.wrong;
    const text = `${setting.from.replace(/^environment /, "")}: expected ${expected}, got ${got}`;
    return [{ text, alone: `Cannot use the base URL ${got} of provider "${name}": expected ${expected}`, hint }];
  });
}

/** Takes away the keys that must not be sent. */
function withoutKeys(settings: Settings, names: ReadonlySet<string>): Settings {
  const kept = Object.entries(settings.providers).map(([name, { apiKey, ...rest }]) => [
    name,
    names.has(name) || apiKey === undefined ? rest : { apiKey, ...rest },
  ]);
  return { ...settings, providers: Object.fromEntries(kept) };
}
