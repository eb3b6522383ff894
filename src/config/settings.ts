import type { Price } from "../llm/types.ts";
import type { RuleSettings } from "../plan/checks/lint.ts";

/** The stages as the configuration calls them, with the pipeline's names. */
export const STAGE_KEYS = {
  design: "project_design",
  devplan: "basic_devplan",
  detail: "detailed_devplan",
  handoff: "handoff",
} as const;

/** A stage as the configuration calls it. */
export type StageKey = keyof typeof STAGE_KEYS;

/** Who is to be asked, and how. */
export interface Who {
  /** A name in the provider map. */
  provider: string;
  /** Absent: the provider's configured model, else its own. */
  model?: string;
  /** 0.0 to 2.0. */
  temperature?: number;
  /** The most tokens of an answer. */
  maxTokens?: number;
}

/** What is set for one provider; nothing of it is ever used for another. */
export interface ProviderSettings {
  /** From the environment or `.env`, never from a configuration file. */
  apiKey?: string;
  baseUrl?: string;
  model?: string;
  temperature?: number;
  maxTokens?: number;
  firstByteMs?: number;
  idleMs?: number;
  totalMs?: number;
  maxAttempts?: number;
  requestsPerMinute?: number;
  tokensPerMinute?: number;
  allowHttp?: boolean;
  /** Whether `baseUrl` is an option's: then nothing in the environment could change it. */
  baseUrlGiven?: boolean;
}

/** All that is in force, after flags, environment, `.env`, file and defaults. */
export interface Settings {
  /** Who is asked where a stage has nobody of its own. */
  provider: Who | "auto";
  /** Where `provider` is `auto`: what is asked of whoever is chosen. */
  auto: Omit<Who, "provider">;
  /** Where `provider` is `auto`, a stage's may be, too: `withProvider` fills both in. */
  stages: { [Key in StageKey]?: Who };
  /** Who is asked, one after the other, where the first fails. */
  fallback: Who[];
  /** By provider name; every provider of the map has an entry. */
  providers: Readonly<Record<string, ProviderSettings>>;
  /** What models cost, by `provider/model`. */
  prices: Readonly<Record<string, Price>>;
  concurrency: number;
  /** How often an answer that cannot be used is asked for again. */
  repairRounds: number;
  budget: { maxUsd?: number; maxTokens?: number };
  /** How a plan is checked: the lowest score that passes, and what is set for rules, by their ids. */
  lint: { minScore?: number; rules: Readonly<Record<string, RuleSettings>> };
  outputDir: string;
  stateDir: string;
  /** A folder with prompts of the user's own. */
  templates?: string;
}

/** One effective value with where it came from: a row of `devussy config`. */
export interface SettingRow {
  /** As in the file: `llm_providers.openai.model`. */
  path: string;
  /** For people; keys are masked. */
  value: string;
  /** `flag --model`, `environment LLM_MODEL`, `.env LLM_MODEL`, `config/config.yaml:3:12`, `default`. */
  from: string;
}
