import type { Settings } from "../../config/settings.ts";
import { variableOf } from "../../llm/key.ts";
import { providers } from "../../providers.ts";
import type { Io } from "../command.ts";
import { type Check, fail, ok, warn } from "./check.ts";

/** What a run needs, as far as the settings tell. */
export interface Needs {
  settings: Settings;
  /** `host:port` of everybody who will be asked. */
  hosts: readonly string[];
  /** Whether a model will be asked: then answers are stored. */
  models: boolean;
  /** Whether the provider was left to us: then every key counts that can be seen. */
  auto: boolean;
}

const NAME = "permissions";
/** Where the configuration is looked for. */
const CONFIG = ["config/config.yaml", ".env"];

/** Checks what Deno allows: one check for each permission that is missing, with the flag to add; one if none is. */
export function checkPermissions({ settings, hosts, models, auto }: Needs, io: Io): Check[] {
  const folders = [settings.outputDir, ...(models ? [settings.stateDir] : [])];
  const unread = folders.filter((path) => !io.mayReadPath(path));
  const unseen = CONFIG.filter((path) => !io.mayReadPath(path));
  const unwritten = folders.filter((path) => !io.mayWrite(path));
  const unreached = [...new Set(hosts)].filter((host) => !io.mayConnect(host));
  const missing = (what: string, paths: readonly string[], flag: string) =>
    paths.length === 0
      ? []
      : [fail(NAME, 2, `Deno may not ${what} ${paths.join(", ")}`, `Add --allow-${flag}=${flagged(paths)}.`)];
  const checks = [
    ...missing("read", unread.length === 0 ? [] : [...unread, ...unseen], "read"),
    ...(unread.length === 0 ? unseenFiles(unseen) : []),
    ...missing("write", unwritten, "write"),
    ...missing("connect to", unreached, "net"),
    ...(auto ? unseenKeys(io) : []),
  ];
  return checks.length > 0 ? checks : [ok(NAME, "all that a run needs is allowed")];
}

/** A configuration that is not seen is no failure: there may be none. */
function unseenFiles(paths: readonly string[]): Check[] {
  if (paths.length === 0) return [];
  const message = `not seen, since Deno may not read it: ${paths.join(", ")}`;
  return [warn(NAME, message, `Add --allow-read=${flagged(paths)}.`)];
}

/** Where no key can be seen, `auto` finds none. */
function unseenKeys(io: Io): Check[] {
  const remote = Object.values(providers).filter((provider) => !("answer" in provider));
  if (remote.some(({ name }) => io.mayRead(variableOf(name)))) return [];
  return [warn(
    NAME,
    "keys in the environment are not seen, since Deno may not read it",
    "Add --allow-env=NAME_* for each provider that you have a key for, such as --allow-env=OPENAI_*.",
  )];
}

/** Paths as a flag takes them. */
function flagged(paths: readonly string[]): string {
  const text = paths.map((path) => path.replace(/^\.\/(?=.)/, "")).join(",");
  return /^[\w@%+=:,./[\]-]+$/.test(text) ? text : `"${text}"`;
}
