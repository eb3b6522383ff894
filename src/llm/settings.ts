import { ConfigError } from "../errors.ts";

/** Settings of which none is left open. */
export type Settled<Settings> = { [Name in keyof Settings]-?: Exclude<Settings[Name], undefined> };

/** Fills in what is not set. A setting that is there but undefined or null counts as not set. */
export function withDefaults<Settings extends object>(
  defaults: Settings,
  given?: { [Name in keyof Settings]?: Settings[Name] | undefined } | null,
): Settings {
  const set = Object.fromEntries(
    Object.entries(given ?? {}).filter(([, value]) => value !== undefined && value !== null),
  );
  return { ...defaults, ...set };
}

/**
 * Checks that settings are numbers within reason; `Infinity` is one.
 *
 * @throws {ConfigError} If one is not.
 */
export function checkNumbers(group: string, settings: object, least: number): void {
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === "number" && value >= least) continue;
    throw new ConfigError(
      `Cannot use ${group}.${name}: expected a number of at least ${least}, got ${String(value)}`,
      `Leave ${group}.${name} out for its default.`,
    );
  }
}
