/**
 * The environment as a layer of settings, be it that of the process or a `.env`.
 * @module
 */
import { urlVariablesOf, variableOf } from "../llm/key.ts";
import { oneLine } from "../text.ts";
import type { Layer, Setting, Source } from "./layer.ts";
import type { Problem } from "./problem.ts";
import { type Providers, readWho, shown } from "./value.ts";

/** Who is to be asked, and which model. */
export const LLM_PROVIDER = "LLM_PROVIDER";
/** The model of whoever is asked. */
export const LLM_MODEL = "LLM_MODEL";

/** All variables that are read. */
export function environmentNames(providers: Providers): string[] {
  return [LLM_PROVIDER, LLM_MODEL, ...remote(providers).flatMap((name) => [variableOf(name), ...urlVariablesOf(name)])];
}

/** The names of the providers over HTTP. */
export function remote(providers: Providers): string[] {
  return Object.values(providers).filter((provider) => "protocol" in provider).map(({ name }) => name);
}

/**
 * Reads the variables. `place` says where they stand, with a space behind it, or `""` for the process.
 * A variable that is empty counts as not set.
 */
export function environmentLayer(
  lookup: (name: string) => string | undefined,
  { source, place }: { source: Source & (".env" | "environment"); place: string },
  providers: Providers,
): { layer: Layer; problems: { keys: readonly string[]; problem: Problem }[] } {
  const layer: Setting[] = [];
  const problems: { keys: readonly string[]; problem: Problem }[] = [];
  const add = (keys: readonly string[], name: string, secret = false): void => {
    const text = lookup(name)?.trim() ?? "";
    if (text === "") return;
    const from = place === "" ? `environment ${name}` : `${place}${name}`;
    const wrong = (said: string, hint: string) => {
      const text = `${place}${name}: ${said}`;
      problems.push({ keys, problem: { text, alone: `Cannot use ${text}`, hint } });
    };
    const variable = (secret ? /^\$\{(\w+)\}$/ : /\$\{\s{0,9}(\w{1,80})/).exec(text);
    if (variable !== null) {
      return wrong(
        `expected the value itself, got \${${variable[1]}}, and variables are not expanded`,
        "Write the value.",
      );
    }
    if (oneLine(text) !== text && !secret) {
      return wrong("expected one line of text, got control characters", "Write it anew.");
    }
    if (name !== LLM_PROVIDER) {
      layer.push({ keys, value: text, source, from });
      return;
    }
    if (text === "auto") return void layer.push({ keys, value: text, source, from });
    const read = readWho(text, providers);
    if ("wrong" in read) {
      return wrong(
        `expected auto, ${read.wrong.expected}, got ${shown(text)}`,
        read.wrong.hint ?? `Name a provider; see: devussy providers`,
      );
    }
    layer.push({ keys, value: read.value.provider, source, from });
    if (read.value.model !== undefined) {
      layer.push({ keys: ["main", "model"], value: read.value.model, source, from });
    }
  };
  add(["default_provider"], LLM_PROVIDER);
  add(["main", "model"], LLM_MODEL);
  for (const name of remote(providers)) {
    const [first, second] = urlVariablesOf(name);
    add(["llm_providers", name, "api_key"], variableOf(name), true);
    // The first is the one to name: it wins.
    add(["llm_providers", name, "base_url"], second);
    add(["llm_providers", name, "base_url"], first);
  }
  return { layer, problems };
}
