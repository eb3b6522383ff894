/**
 * What may stand in a configuration: one table of keys. The file, flags and the environment are read by its rules.
 * @module
 */
import type { Rule as PlanRule } from "../plan/checks/rule.ts";

/** What a value must be. */
export type Rule =
  | { kind: "number"; least: number; most: number; whole: boolean }
  | { kind: "switch" }
  /** One line of text; `what` says of what. */
  | { kind: "text"; what: string }
  /** A path of a folder. */
  | { kind: "folder" }
  | { kind: "url" }
  /** A provider's name; `auto`: or `auto`, where nobody is named. */
  | { kind: "provider"; auto: boolean }
  /** A list of `provider` or `provider/model`. */
  | { kind: "people" }
  /** One of a few words. */
  | { kind: "choice"; of: readonly string[] }
  /** Why something is so, in words: `yes` and the like are none. */
  | { kind: "reason" };

/** One key. */
export interface Key {
  rule: Rule;
  /** What it sets, for people. */
  help: string;
  /** What to do where its value is wrong. Default: leave it out. */
  remedy?: string;
}

const whole = (least: number, most: number): Rule => ({ kind: "number", least, most, whole: true });
const number = (least: number, most: number): Rule => ({ kind: "number", least, most, whole: false });

/** The rules that flags share with keys. */
export const RULES = {
  temperature: number(0, 2),
  maxTokens: whole(1, 10_000_000),
  seconds: whole(1, 86_400),
  attempts: whole(1, 100),
  concurrency: whole(1, 64),
  usd: number(0, 1_000_000),
  budgetTokens: whole(1, 1_000_000_000_000),
  model: { kind: "text", what: "a model's name" },
  url: { kind: "url" },
  folder: { kind: "folder" },
  people: { kind: "people" },
  minScore: whole(0, 100),
} as const satisfies Record<string, Rule>;

const PRICE = number(0, 1_000_000);

/** The keys by path, but those of {@linkcode ruleKeys}. `<provider>` stands for a provider over HTTP, `<stage>` for a stage, `<provider/model>` for both names. */
export const KEYS: Readonly<Record<string, Key>> = {
  default_provider: { rule: { kind: "provider", auto: true }, help: "who writes the plan" },
  "llm_providers.<provider>.model": { rule: RULES.model, help: "the model that is asked" },
  "llm_providers.<provider>.temperature": { rule: RULES.temperature, help: "how free its answers are" },
  "llm_providers.<provider>.max_tokens": { rule: RULES.maxTokens, help: "the most tokens of an answer" },
  "llm_providers.<provider>.timeout": {
    rule: RULES.seconds,
    help: "seconds to the first byte and between two pieces of an answer",
  },
  "llm_providers.<provider>.total_timeout": { rule: RULES.seconds, help: "seconds for a call, retries included" },
  "llm_providers.<provider>.max_attempts": { rule: RULES.attempts, help: "the most requests for one answer" },
  "llm_providers.<provider>.base_url": { rule: RULES.url, help: "where the provider is, if not at its own address" },
  "llm_providers.<provider>.requests_per_minute": { rule: whole(1, 1_000_000), help: "requests in any 60 seconds" },
  "llm_providers.<provider>.tokens_per_minute": { rule: whole(1, 1_000_000_000), help: "tokens in any 60 seconds" },
  "llm_providers.<provider>.allow_http": {
    rule: { kind: "switch" },
    help: "whether the key may go over http to another machine",
  },
  "stages.<stage>.provider": { rule: { kind: "provider", auto: false }, help: "who answers this stage" },
  "stages.<stage>.model": { rule: RULES.model, help: "the model that answers this stage" },
  "stages.<stage>.temperature": { rule: RULES.temperature, help: "how free the answers of this stage are" },
  "stages.<stage>.max_tokens": { rule: RULES.maxTokens, help: "the most tokens of an answer of this stage" },
  fallback: { rule: RULES.people, help: "who is asked, one after the other, where the first fails" },
  concurrency: { rule: RULES.concurrency, help: "calls at once" },
  "repair.max_rounds": {
    rule: whole(0, 10),
    help:
      "how often an answer of no use is asked for again, and how many rounds of asking for bad steps may bring nothing",
  },
  "budget.max_usd": { rule: RULES.usd, help: "the most US dollars of a run" },
  "budget.max_tokens": { rule: RULES.budgetTokens, help: "the most tokens of a run" },
  "prices.<provider/model>.input_per_million": { rule: PRICE, help: "US dollars for a million tokens of requests" },
  "prices.<provider/model>.output_per_million": { rule: PRICE, help: "US dollars for a million tokens of answers" },
  "prices.<provider/model>.cached_input_per_million": {
    rule: PRICE,
    help: "US dollars for a million tokens of requests that came from a cache",
  },
  "prices.<provider/model>.cache_write_per_million": {
    rule: PRICE,
    help: "US dollars for a million tokens of requests that were written to a cache",
  },
  "lint.min_score": { rule: RULES.minScore, help: "the lowest score with which a plan passes its checks" },
  output_dir: { rule: RULES.folder, help: "where the files go" },
  state_dir: { rule: RULES.folder, help: "where runs are kept, so that they can continue" },
  templates: { rule: RULES.folder, help: "prompts of your own, by name" },
};

const SEVERITY: Key = {
  rule: { kind: "choice", of: ["error", "warning"] },
  help: "what the findings of this rule count as",
  remedy: 'Write one of them; to turn the rule off, say why: off: "the reason".',
};

const OFF: Key = {
  rule: { kind: "reason" },
  help: "why this rule is off",
  remedy: 'Say why the rule is off: off: "the reason". Where it is to hold, leave the line out.',
};

/** The keys of the plan's rules, made from their declarations. */
export function ruleKeys(rules: readonly PlanRule[]): Record<string, Key> {
  const keys: Record<string, Key> = {};
  for (const { id, limits = {} } of rules) {
    keys[`lint.rules.${id}.severity`] = SEVERITY;
    keys[`lint.rules.${id}.off`] = OFF;
    for (const [name, { value, least, most, help }] of Object.entries(limits)) {
      // What is counted comes in wholes; shares and ratios do not.
      const counted = [value, least, most].every(Number.isInteger);
      keys[`lint.rules.${id}.${name}`] = { rule: (counted ? whole : number)(least, most), help };
    }
  }
  return keys;
}

/** Keys as a tree: what may follow which path. */
export class Schema {
  readonly #keys: ReadonlyMap<string, Key>;
  readonly #below = new Map<string, string[]>();

  constructor(keys: Readonly<Record<string, Key>>) {
    this.#keys = new Map(Object.entries(keys));
    for (const path of this.#keys.keys()) {
      let above = "";
      for (const name of path.split(".")) {
        const names = this.#below.get(above) ?? [];
        if (!names.includes(name)) this.#below.set(above, [...names, name]);
        above = above === "" ? name : `${above}.${name}`;
      }
    }
  }

  /** The key at a path, if values stand there. */
  at(path: string): Key | undefined {
    return this.#keys.get(path);
  }

  /** The names that may follow a path, `""` for those at the top. */
  below(path: string): readonly string[] {
    return this.#below.get(path) ?? [];
  }
}
