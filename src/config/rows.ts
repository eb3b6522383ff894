/**
 * The settings as a table: each effective value with where it came from. Keys are masked.
 * @module
 */
import { ConfigError } from "../errors.ts";
import { retryPolicy } from "../llm/retry.ts";
import { endpointOf, shownUrl } from "../llm/url.ts";
import { timeoutsOf } from "../llm/watch.ts";
import { remote } from "./environment.ts";
import { shownPath, type Value } from "./layer.ts";
import { type Merged, settingAt } from "./resolve.ts";
import { type SettingRow, STAGE_KEYS } from "./settings.ts";
import type { Providers } from "./value.ts";

const OWN = "the model's own";
const NONE = "none";

/** What is in force where nothing is set. */
function fallbackOf(key: string): string {
  switch (key) {
    case "first_byte_timeout":
      return String(timeoutsOf().firstByteMs / 1000);
    case "idle_timeout":
      return String(timeoutsOf().idleMs / 1000);
    case "total_timeout":
      return String(timeoutsOf().totalMs / 1000);
    case "max_attempts":
      return String(retryPolicy().maxAttempts);
    case "allow_http":
      return "false";
    case "temperature":
    case "max_tokens":
      return OWN;
    default:
      return NONE;
  }
}

const OF_PROVIDER = [
  "model",
  "base_url",
  "api_key",
  "temperature",
  "max_tokens",
  "first_byte_timeout",
  "idle_timeout",
  "total_timeout",
  "max_attempts",
  "requests_per_minute",
  "tokens_per_minute",
  "allow_http",
];

/** All values in force, in the order of the file. */
export function rowsOf(merged: Merged, providers: Providers): SettingRow[] {
  const row = (keys: readonly string[], unset = NONE): SettingRow => {
    const setting = settingAt(merged, ...keys);
    const shown = setting === undefined ? unset : shownValue(keys, setting.value, providers);
    return { path: shownPath(named(keys)), value: shown, from: setting?.from ?? "default" };
  };
  const rows = [row(["default_provider"], "auto")];
  // Only what is set: for a model that is named for whoever `auto` chooses.
  for (const setting of merged.values()) {
    if (setting.keys[0] === "auto") rows.push({ ...row(setting.keys), path: `auto.${setting.keys[1] ?? ""}` });
  }
  for (const name of remote(providers)) {
    for (const key of OF_PROVIDER) {
      const keys = ["llm_providers", name, key];
      const set = row(keys, fallbackOf(key));
      rows.push(
        key === "base_url" && settingAt(merged, ...keys) === undefined ? { ...set, value: own(name, providers) } : set,
      );
    }
  }
  for (const stage of Object.keys(STAGE_KEYS)) {
    for (const key of ["provider", "model", "temperature", "max_tokens"]) {
      if (settingAt(merged, "stages", stage, key) !== undefined) rows.push(row(["stages", stage, key]));
    }
  }
  rows.push(row(["fallback"]), row(["concurrency"], "5"), row(["repair", "max_rounds"], "2"));
  rows.push(row(["budget", "max_usd"]), row(["budget", "max_tokens"]));
  for (const { keys } of merged.values()) if (keys[0] === "prices") rows.push(row(keys));
  rows.push(row(["lint", "min_score"], "0"));
  for (const { keys } of merged.values()) if (keys[0] === "lint" && keys[1] === "rules") rows.push(row(keys));
  rows.push(row(["output_dir"], "docs"), row(["state_dir"], ".devussy"), row(["templates"]));
  return rows;
}

/** `timeout` of the file sets two limits, which options may set one by one. */
function named(keys: readonly string[]): string[] {
  const names: Readonly<Record<string, string>> = {
    first_byte_timeout: "timeout.first_byte",
    idle_timeout: "timeout.idle",
  };
  return keys.flatMap((key, at) => at === 2 ? (names[key]?.split(".") ?? key) : key);
}

function shownValue(keys: readonly string[], value: Value, providers: Providers): string {
  if (keys[2] === "api_key") return masked(String(value));
  if (keys[2] === "base_url") return address(keys[1] ?? "", String(value), providers);
  if (!Array.isArray(value)) return String(value);
  return value.map(({ provider, model }) => model === undefined ? provider : `${provider}/${model}`).join(", ") || NONE;
}

/** That a key is there, and how it ends where that gives nothing away. */
export function masked(key: string): string {
  return /^[\x21-\x7e]{20,}$/.test(key) ? `set, ends in ${key.slice(-4)}` : "set";
}

function own(name: string, providers: Providers): string {
  const provider = providers[name];
  if (provider === undefined || "answer" in provider || provider.baseUrl === undefined) return NONE;
  return address(name, provider.baseUrl, providers);
}

/** Where requests go, without a query. */
function address(name: string, baseUrl: string, providers: Providers): string {
  const provider = providers[name];
  if (provider === undefined || "answer" in provider) return NONE;
  try {
    return shownUrl(endpointOf(provider, baseUrl));
  } catch (error) {
    if (error instanceof ConfigError) return "not a URL";
    throw error;
  }
}
