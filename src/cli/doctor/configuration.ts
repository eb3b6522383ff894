import { defaultLayer } from "../../config/defaults.ts";
import { merge, settingsOf } from "../../config/resolve.ts";
import type { Settings } from "../../config/settings.ts";
import { ConfigError } from "../../errors.ts";
import { providers } from "../../providers.ts";
import type { Io, Values } from "../command.ts";
import { readSettings } from "../settings.ts";
import { type Check, fail, ok, warn } from "./check.ts";

/** What is in force, and what is wrong with it. */
export interface Configuration {
  settings: Settings;
  /** Where the choice of the provider comes from. */
  from: string;
  /** Whether the settings are those of the user. */
  readable: boolean;
  checks: Check[];
}

/**
 * Reads the configuration as a run does that can ask nobody, and lists all that is wrong with it. Then the rest is
 * checked with what can be read, or else with the built-in defaults.
 *
 * @throws {UsageError} If an option cannot be used.
 */
export async function checkConfiguration(values: Values, io: Io): Promise<Configuration> {
  const path = values.text("config");
  if (path !== undefined && !io.mayReadPath(path)) {
    const check = fail("configuration", 2, `Deno may not read ${path}`, `Add --allow-read=${path}.`);
    return { ...NOTHING, settings: defaultsWith(values), checks: [check] };
  }
  try {
    const { settings, rows, warnings } = await readSettings(values, io);
    const from = rows.find(({ path }) => path === "default_provider")?.from ?? "the configuration";
    const sources = [...new Set(rows.map((row) => sourceOf(row.from)).filter((source) => source !== "default"))];
    const told = sources.length === 0 ? "nothing is set, the defaults are in force" : `read: ${sources.join(", ")}`;
    const checks = warnings.map((text) => warn("configuration", text, "See: devussy config"));
    return { settings, from, readable: true, checks: [ok("configuration", told), ...checks] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = error.problems.length > 0 ? error.problems : [error.message];
    const checks = problems.map((problem) => fail("configuration", 2, problem, error.hint));
    return { ...await withoutDoubts(values, io), checks };
  }
}

/** What is known where nothing can be read. */
const NOTHING = { from: "default", readable: false };

/** What holds where only the trust in the project is missing: keys that it would send elsewhere are left out. */
async function withoutDoubts(values: Values, io: Io): Promise<Omit<Configuration, "checks">> {
  try {
    const { settings, rows } = await readSettings(values, io, { show: true });
    const from = rows.find(({ path }) => path === "default_provider")?.from ?? NOTHING.from;
    return { settings, from, readable: true };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...NOTHING, settings: defaultsWith(values) };
  }
}

/** `config/config.yaml:3:12` and `environment LLM_MODEL` without the place. */
function sourceOf(from: string): string {
  return from.replace(/:\d+(?::\d+)?$/, "").replace(
    /^(?:flag|environment|\.env)\b.*/,
    (source) => source.split(" ")[0] ?? source,
  );
}

/** What holds where nothing can be read. */
function defaultsWith(values: Values): Settings {
  const settings = settingsOf(merge([defaultLayer()], providers), providers, false);
  const { outputDir, stateDir } = settings;
  return {
    ...settings,
    outputDir: values.text("output-dir") ?? outputDir,
    stateDir: values.text("state-dir") ?? stateDir,
  };
}
