import type { Who } from "./settings.ts";

/** What a setting may be. */
export type Value = string | number | boolean | readonly Who[];

/** Where a setting comes from; `project`: a file that came with the project, not chosen by the user. */
export type Source = "default" | "project" | "file" | ".env" | "environment" | "flag";

/** One value of one layer. */
export interface Setting {
  /**
   * Its place: `["llm_providers", "openai", "model"]`. `["main", ...]` is for the provider that is in force on this
   * layer, `["each", ...]` for all.
   */
  keys: readonly string[];
  value: Value;
  source: Source;
  /** For people: `config/config.yaml:3:12`. */
  from: string;
}

/** What one place says. Later layers win. */
export type Layer = readonly Setting[];

/** A path as people write it; a part that is no plain word stands in quotes. */
export function shownPath(keys: readonly string[]): string {
  return keys.map((key) => /^[\w-]+$/.test(key) ? key : `"${key}"`).join(".");
}
