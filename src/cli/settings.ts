/**
 * All that is set, for the commands: flags over the environment over `.env` over a file over the defaults.
 * @module
 */
import { defaultLayer } from "../config/defaults.ts";
import { environmentLayer } from "../config/environment.ts";
import type { Layer } from "../config/layer.ts";
import { parseConfig } from "../config/parse.ts";
import { type Problem, throwProblems } from "../config/problem.ts";
import { isLinkOut, isSameFile, readConfigFile } from "../config/read_file.ts";
import { merge, type Merged, settingAt, settingsOf, usedProviders } from "../config/resolve.ts";
import { rowsOf } from "../config/rows.ts";
import type { SettingRow, Settings } from "../config/settings.ts";
import { readValue } from "../config/value.ts";
import { variableOf } from "../llm/key.ts";
import { providers } from "../providers.ts";
import type { Io, Values } from "./command.ts";
import { ENV_FILE, readEnvFile } from "./dotenv.ts";
import { flagLayer } from "./options.ts";
import { settleTrust } from "./trust.ts";

/** The configuration that a project may bring. */
const CONFIG_FILE = "config/config.yaml";

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
  problems.push(...linksOut(merged, values, io));
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

/** Folders that the user has not named, where a project has put links in their place that lead out of it. */
function linksOut(merged: Merged, values: Values, io: Io): Problem[] {
  if (values.on("trust-project")) return [];
  return ["output_dir", "state_dir", "templates"].flatMap((key) => {
    const { source, value, from } = settingAt(merged, key) ?? {};
    if ((source !== "default" && source !== "project") || typeof value !== "string") return [];
    if (!isLinkOut(value, io.mayReadPath)) return [];
    return [{
      text: `${
        source === "default" ? "" : `${from} `
      }${key}: expected a folder inside the working directory, got "${value}", a link that leads out of it`,
      hint: `Name the folder with --${key.replace("_", "-")}, or allow it with --trust-project if the link is yours.`,
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
