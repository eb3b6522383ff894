/**
 * What the tests of the configuration share.
 * @module
 */
import assert from "node:assert/strict";
import { defaultLayer } from "../../../src/config/defaults.ts";
import { environmentLayer } from "../../../src/config/environment.ts";
import type { Layer, Source } from "../../../src/config/layer.ts";
import { parseConfig } from "../../../src/config/parse.ts";
import { merge, type Merged, settingsOf } from "../../../src/config/resolve.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { providers } from "../../../src/providers.ts";

/** Reads a file's text; the problems as the user sees them. */
export async function parsed(text: string, project = false): Promise<{ layer: Layer; problems: string[] }> {
  const { layer, problems } = await parseConfig({ path: "c.yaml", text, project }, providers);
  return { layer, problems: problems.map(({ text }) => text) };
}

/** A file's layer, where nothing may be wrong with it. */
export async function fileLayer(text: string, project = false): Promise<Layer> {
  const { layer, problems } = await parsed(text, project);
  assert.deepEqual(problems, []);
  return layer;
}

/** Variables as a layer, where nothing may be wrong with them. */
export function envLayer(variables: Record<string, string>, source: Source & (".env" | "environment")): Layer {
  const place = source === ".env" ? ".env " : "";
  const { layer, problems } = environmentLayer((name) => variables[name], { source, place }, providers);
  assert.deepEqual(problems, []);
  return layer;
}

/** Options as a layer. */
export function flags(...settings: [keys: readonly string[], value: string | number][]): Layer {
  return settings.map(([keys, value]) => ({ keys, value, source: "flag", from: `flag ${keys.at(-1)}` }));
}

/** Layers over the defaults, merged. */
export function mergedOf(...layers: Layer[]): Merged {
  return merge([defaultLayer(), ...layers], providers);
}

/** Layers over the defaults, as settings. */
export function settled(...layers: Layer[]): Settings {
  return settingsOf(mergedOf(...layers), providers, false);
}
