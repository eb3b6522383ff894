/**
 * The options that set what a configuration sets: shared by the commands that run, `config` and `doctor`.
 * @module
 */
import type { Layer, Setting, Value } from "../config/layer.ts";
import type { Problem } from "../config/problem.ts";
import { type Rule, RULES } from "../config/schema.ts";
import { didYouMean, type Providers, readText, readWho, type Wrong } from "../config/value.ts";
import { oneLine } from "../text.ts";
import type { Option, Values } from "./command.ts";

/** The declarations. */
export const SETTINGS: Readonly<Record<string, Option>> = {
  provider: {
    value: "NAME[/MODEL]",
    help: "who writes the plan: a provider, offline, or auto (the default); see devussy providers",
  },
  model: { value: "NAME", help: "the provider's model (default: see devussy providers)" },
  "base-url": { value: "URL", help: "where the provider is, if not at its own address" },
  "allow-http": { help: "send the key over http to a host that is not this machine" },
  temperature: { value: "T", help: "0.0 to 2.0 (default: the model's own)" },
  "max-tokens": { value: "N", help: "the most tokens of an answer (default: the model's own)" },
  "first-byte-timeout": { value: "SECONDS", help: "how long to wait for the first byte of an answer (default: 60)" },
  "idle-timeout": { value: "SECONDS", help: "how long an answer may be silent (default: 60)" },
  "total-timeout": { value: "SECONDS", help: "how long a call may take, retries included (default: 900)" },
  "max-attempts": { value: "N", help: "the most requests for one answer (default: 4)" },
  fallback: {
    value: "NAME[/MODEL],...",
    help: "who is asked, one after the other, where the first fails",
    many: true,
  },
  concurrency: { value: "N", help: "calls at once, 1 to 64 (default: 5)" },
  "max-usd": { value: "AMOUNT", help: "the most US dollars of a run (default: no limit)" },
  "budget-tokens": { value: "N", help: "the most tokens of a run (default: no limit)" },
  "output-dir": { value: "DIR", help: "where the files go (default: docs)" },
  "state-dir": { value: "DIR", help: "where runs are kept, so that they can continue (default: .devussy)" },
  templates: { value: "DIR", help: "prompts of your own, by name" },
  "min-score": { value: "N", help: "the lowest score of the checks that passes, 0 to 100 (default: 0)" },
  config: { value: "FILE", help: "the configuration (default: config/config.yaml, where there is one)" },
  "trust-project": { help: "let this project's files name addresses that get your keys, and folders elsewhere" },
  "no-detect": { help: "look for no model server on this machine" },
};

/** Where an option's value goes: `main` is the provider in force, `each` stands for all. */
const FLAGS: Readonly<Record<string, { keys: readonly string[]; rule: Rule }>> = {
  model: { keys: ["main", "model"], rule: RULES.model },
  "base-url": { keys: ["main", "base_url"], rule: RULES.url },
  temperature: { keys: ["main", "temperature"], rule: RULES.temperature },
  "max-tokens": { keys: ["main", "max_tokens"], rule: RULES.maxTokens },
  "first-byte-timeout": { keys: ["each", "first_byte_timeout"], rule: RULES.seconds },
  "idle-timeout": { keys: ["each", "idle_timeout"], rule: RULES.seconds },
  "total-timeout": { keys: ["each", "total_timeout"], rule: RULES.seconds },
  "max-attempts": { keys: ["each", "max_attempts"], rule: RULES.attempts },
  fallback: { keys: ["fallback"], rule: RULES.people },
  concurrency: { keys: ["concurrency"], rule: RULES.concurrency },
  "max-usd": { keys: ["budget", "max_usd"], rule: RULES.usd },
  "budget-tokens": { keys: ["budget", "max_tokens"], rule: RULES.budgetTokens },
  "output-dir": { keys: ["output_dir"], rule: RULES.folder },
  "state-dir": { keys: ["state_dir"], rule: RULES.folder },
  templates: { keys: ["templates"], rule: RULES.folder },
  "min-score": { keys: ["lint", "min_score"], rule: RULES.minScore },
};

/** The options as a layer of settings. `below` is the provider that is in force without them. */
export function flagLayer(
  values: Values,
  below: string,
  providers: Providers,
): { layer: Layer; problems: Problem[] } {
  const layer: Setting[] = [];
  const problems: Problem[] = [];
  const put = (name: string, keys: readonly string[], value: Value) =>
    layer.push({ keys, value, source: "flag", from: `flag --${name}` });
  const given = values.text("provider");
  const main = given === undefined ? below : mainOf(given, values, providers, put, problems);
  for (const [name, { keys, rule }] of Object.entries(FLAGS)) {
    const text = rule.kind === "people" && values.on(name) ? values.list(name).join(",") : values.text(name);
    if (text === undefined) continue;
    // A model may be meant for whoever is found; an address says nothing of who is there.
    const nobody = embedded(main, providers) || (name === "base-url" && main === "auto");
    if (["model", "base-url"].includes(name) && nobody) {
      const said = `with provider "${main}": expected a model provider`;
      problems.push({
        text: `--${name} ${said}`,
        alone: `Cannot use "--${name}" ${said}`,
        hint: "Name one with --provider; see: devussy providers",
      });
      continue;
    }
    const read = readText(rule, text, providers, main);
    if ("value" in read) put(name, keys, read.value);
    else problems.push(problemOf(name, text, rule, read.wrong, main));
  }
  // Whoever allows it for one address means this network.
  if (values.on("allow-http")) put("allow-http", ["each", "allow_http"], true);
  return { layer, problems };
}

/** Reads --provider; returns the provider's name, which is one even where it is none of ours. */
function mainOf(
  given: string,
  values: Values,
  providers: Providers,
  put: (name: string, keys: readonly string[], value: Value) => void,
  problems: Problem[],
): string {
  if (given === "auto") {
    put("provider", ["default_provider"], given);
    return given;
  }
  const read = readWho(given, providers);
  if ("wrong" in read) {
    const [name = ""] = given.split("/");
    const all = Object.keys(providers);
    const said = Object.hasOwn(providers, name)
      ? `expected ${embedded(name, providers) ? "no model behind it" : "a model behind the slash"}`
      : `expected one of ${all.join(", ")}`;
    const shown = `"${oneLine(given).slice(0, 60)}"`;
    problems.push({
      text: `--provider: ${said}, got ${shown}`,
      alone: `Cannot use provider ${shown}: ${said}`,
      hint: didYouMean(name, all) ?? "Use --provider offline.",
    });
    return name;
  }
  const { provider, model } = read.value;
  const other = values.text("model");
  put("provider", ["default_provider"], provider);
  if (model !== undefined && other !== undefined && other !== model) {
    problems.push({
      text: `--model: expected ${model}, as --provider says, got "${oneLine(other).slice(0, 60)}"`,
      hint: "Name the model once.",
    });
  } else if (model !== undefined) put("provider", ["main", "model"], model);
  return provider;
}

function embedded(name: string, providers: Providers): boolean {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined;
  return provider !== undefined && "answer" in provider;
}

function problemOf(name: string, text: string, rule: Rule, { expected, got, hint }: Wrong, main: string): Problem {
  const said = `expected ${expected}`;
  const alone = rule.kind === "number"
    ? `"--${name} ${oneLine(text).slice(0, 40)}": ${said}`
    : rule.kind === "url"
    ? `the base URL ${got} of provider "${main}": ${said}`
    : `"--${name}": ${said}, got ${got}`;
  return {
    text: `--${name}: ${said}, got ${got}`,
    alone: `Cannot use ${alone}`,
    hint: hint ?? "Leave it out for the default.",
  };
}
