/**
 * A configuration file's text made settings: every key and value is checked, and all that is wrong is told with its place.
 * @module
 */
import { variableOf } from "../llm/key.ts";
import { oneLine } from "../text.ts";
import { type Layer, type Setting, shownPath, type Value } from "./layer.ts";
import type { Problem } from "./problem.ts";
import { type Key, KEYS, ruleKeys, Schema } from "./schema.ts";
import { STAGE_KEYS } from "./settings.ts";
import { didYouMean, type Providers, readValue, type Wrong } from "./value.ts";
import { placesIn, readYaml, type YamlEntry, type YamlNode } from "./yaml.ts";

/** A configuration file. */
export interface ConfigText {
  /** As the user knows it. */
  path: string;
  text: string;
  /** Whether it came with the project: its paths must then stay inside, and its addresses are not trusted. */
  project: boolean;
}

/** Reads a file's text. Settings are those that can be used; with problems they are not all. */
export async function parseConfig(
  file: ConfigText,
  providers: Providers,
): Promise<{ layer: Layer; problems: Problem[] }> {
  const text = file.text.replace(/^\ufeff/, "");
  const { node, problems } = await readYaml(text);
  const walker = new Walker(file, text, providers, await schemaFor(node));
  for (const { at, text } of problems) walker.problem(at, [], text, "Correct that line.");
  if (node !== undefined) walker.walk(node, [], "");
  return walker;
}

/** The keys that a file may have. The rules of the plan are many modules: they are loaded where a file names them. */
async function schemaFor(node: YamlNode | undefined): Promise<Schema> {
  if (node?.kind !== "map" || !node.entries.some(({ key }) => key === "lint")) return new Schema(KEYS);
  const { rules } = await import("../plan/checks/mod.ts");
  return new Schema({ ...KEYS, ...ruleKeys(rules) });
}

class Walker {
  readonly layer: Setting[] = [];
  readonly problems: Problem[] = [];

  readonly #place: (at: number) => string;

  constructor(readonly file: ConfigText, text: string, readonly providers: Providers, readonly schema: Schema) {
    this.#place = placesIn(text);
  }

  problem(at: number, keys: readonly string[], said: string, hint: string): void {
    const place = `${this.file.path}:${this.#place(at)}`;
    this.problems.push({ text: `${place}${keys.length === 0 ? "" : ` ${shownPath(keys)}`}: ${said}`, hint });
  }

  /** Goes through what stands at a place of the schema. */
  walk(node: YamlNode, keys: readonly string[], pattern: string): void {
    if (node.kind === "reference") return;
    if (node.kind !== "map") {
      const got = node.kind === "list" ? "a list" : node.value === null ? "nothing" : "a value";
      const names = this.schema.below(pattern).map((key) => key.replace(/^<(.*)>$/, "a $1"));
      this.problem(node.at, keys, `expected keys below it (${names.join(", ")}), got ${got}`, EMPTY);
      return;
    }
    const seen = new Set<string>();
    for (const entry of node.entries) {
      const path = [...keys, shorten(entry.key)];
      if (seen.has(entry.key)) {
        this.problem(entry.at, path, "expected each key once, got it twice", "Remove one of them.");
      } else this.#entry(entry, path, pattern);
      seen.add(entry.key);
    }
    if (pattern === "prices.<provider/model>") this.#needsBoth(node.at, keys, seen);
  }

  #entry({ key, at, value }: YamlEntry, keys: readonly string[], pattern: string): void {
    const below = this.schema.below(pattern);
    const wildcard = below.find((name) => name.startsWith("<"));
    const next = below.includes(key) ? key : wildcard;
    if (next === undefined || (next === wildcard && this.#refused(next, key))) {
      const names = wildcard === undefined ? below : this.#namesFor(wildcard);
      const [said, hint] = unknown(key, keys, names, this.problems.length < MOST);
      this.problem(at, keys, said, hint);
      return;
    }
    const path = pattern === "" ? next : `${pattern}.${next}`;
    const leaf = this.schema.at(path);
    if (leaf !== undefined) this.#leaf(value, at, keys, leaf);
    else this.walk(value.kind === "scalar" && value.value === null ? { ...value, at } : value, keys, path);
  }

  /** Whether a name of the user's own choice is none that we know. */
  #refused(wildcard: string, key: string): boolean {
    const names = this.#namesFor(wildcard);
    if (wildcard !== "<provider/model>") return !names.includes(key);
    return key.endsWith("/") || !names.includes(key.replace(/\/.*$/, "/MODEL"));
  }

  #namesFor(wildcard: string): string[] {
    if (wildcard === "<stage>") return Object.keys(STAGE_KEYS);
    const names = Object.values(this.providers).filter((provider) => "protocol" in provider).map(({ name }) => name);
    return wildcard === "<provider>" ? names : names.map((name) => `${name}/MODEL`);
  }

  #leaf(node: YamlNode, keyAt: number, keys: readonly string[], key: Key): void {
    if (node.kind === "reference") return;
    const at = node.kind === "scalar" && node.value === null ? keyAt : node.at;
    const remedy = key.remedy ?? `${keys.at(-1)} is ${key.help}. Leave it out for the default.`;
    const given = valueOf(node);
    const variable = /\$\{\s{0,9}(\w{1,80})/.exec([given].flat().filter((part) => typeof part === "string").join(" "));
    if (variable !== null) {
      const said = `expected the value itself, got \${${variable[1]}}, and variables are not expanded in this file`;
      this.problem(
        at,
        keys,
        said,
        "Write the value. Keys, base URLs, LLM_PROVIDER and LLM_MODEL are read from the environment.",
      );
      return;
    }
    const read = readValue(key.rule, given, this.providers, keys[1]);
    if ("wrong" in read) {
      this.problem(at, keys, said(read.wrong), read.wrong.hint ?? remedy);
    } else if (keys.at(-1) === "allow_http" && this.file.project && read.value === true) {
      this.problem(
        at,
        keys,
        "expected nothing here, got true: a project's file must not send your key in clear",
        "Use --allow-http, or --trust-project if this project's files are yours.",
      );
    } else if (key.rule.kind === "folder" && this.file.project && leavesProject(read.value)) {
      this.problem(
        at,
        keys,
        `expected a folder inside the working directory, got "${read.value}"`,
        "Name it by an option, or allow it with --trust-project if this project's files are yours.",
      );
    } else {
      this.layer.push({
        keys,
        value: read.value,
        source: this.file.project ? "project" : "file",
        from: `${this.file.path}:${this.#place(at)}`,
      });
    }
  }

  #needsBoth(at: number, keys: readonly string[], seen: ReadonlySet<string>): void {
    const missing = ["input_per_million", "output_per_million"].filter((name) => !seen.has(name));
    if (missing.length === 0) return;
    this.problem(at, keys, `expected ${missing.join(" and ")} as well`, "Give the price of requests and of answers.");
  }
}

/** More problems than this are not shown: they are worth no search for what was meant. */
const MOST = 100;

const FOREIGN = "Remove it; if this is another program's file, name one of your own with --config.";
const RULES = "Remove it; devussy lint --rules lists the rules with what may be set.";
const EMPTY = "Remove the line, or write keys below it, indented.";

/** A node as data; what stands too deep for any value of ours is only known to be there. */
function valueOf(node: YamlNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind !== "list") return {};
  return node.items.map((item) => item.kind === "scalar" ? item.value : {});
}

/** What is wrong with a key that we do not know. What stands behind it may be a secret: it is never repeated. */
function unknown(
  key: string,
  keys: readonly string[],
  names: readonly string[],
  search: boolean,
): [said: string, hint: string] {
  if (/api_?-?key|secret|password|^key$|authorization|credential|^token$/i.test(key)) {
    const variable = keys[0] === "llm_providers" && keys[1] !== undefined ? variableOf(keys[1]) : "OPENAI_API_KEY";
    return [
      `expected no key in this file: it belongs into the environment or .env, as ${variable}`,
      `Take it out, set ${variable}, and make a new key if this file was shared.`,
    ];
  }
  const near = search ? didYouMean(key, names) : undefined;
  return near === undefined
    ? [
      `unknown key, expected one of ${names.join(", ")}`,
      keys.length === 1
        ? FOREIGN
        : keys[1] === "rules"
        ? RULES
        : "Remove it; devussy init writes a file with all keys.",
    ]
    : [`unknown key; ${near.replace("Did", "did")}`, near];
}

function said({ expected, got, hint = "" }: Wrong): string {
  return `expected ${expected}, got ${got}${hint.startsWith("Did you") ? `; ${hint.replace("Did", "did")}` : ""}`;
}

function shorten(key: string): string {
  return oneLine(key).slice(0, 60);
}

/** Whether a path leads out of the folder it is written in, by its words; links are looked at when all is settled. */
function leavesProject(path: Value): boolean {
  return typeof path === "string" && (/^(?:[/\\~]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes(".."));
}
