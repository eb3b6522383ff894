import defaults from "./defaults.json" with { type: "json" };
import type { Layer, Setting } from "./layer.ts";
import { readValue } from "./value.ts";
import { KEYS } from "./schema.ts";

/** The lowest layer: what `config/config.yaml` of devussy itself says, embedded. */
export function defaultLayer(): Layer {
  const layer: Setting[] = [];
  const visit = (value: unknown, keys: readonly string[]): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, below] of Object.entries(value)) visit(below, [...keys, key]);
    } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      const rule = KEYS[keys.join(".")]?.rule;
      const read = rule?.kind === "folder" ? readValue(rule, value, {}) : { value };
      if ("value" in read) layer.push({ keys, value: read.value, source: "default", from: "default" });
    }
  };
  visit(defaults, []);
  return layer;
}
