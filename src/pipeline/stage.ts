import type { LLMClient, Price, Usage } from "../llm/types.ts";
import type { LintOptions } from "../plan/checks/lint.ts";
import type { Finding, Plan } from "../plan/types.ts";
import type { Journal } from "./journal.ts";

/** The stages, in their order. */
export type StageName = "project_design" | "basic_devplan" | "detailed_devplan" | "handoff";

/** What a call tells of the project, by name: texts go as they are, all else as JSON. */
export type Data = Readonly<Record<string, unknown>>;

/** One call of a stage: what to tell and ask, and how to read the answer. */
export interface Ask<Answer> {
  /** What this call is about, for progress and errors: `phase 3`. */
  label: string;
  /** What all calls of the stage tell, to the letter. */
  shared: Data;
  /** What this call alone tells. */
  slice: Data;
  /** The zod schema of the answer: it makes the request's schema too. */
  schema: AnswerSchema<Answer>;
  schemaName: string;
  /** The prompt, where it is not the stage's own. */
  prompt?: "step_repair" | "step_replan" | "new_steps" | "follow_up_questions";
  /** What an embedded provider works from. */
  input: unknown;
  /** What is wrong with an answer though it fits the schema, one problem an entry. */
  problems(answer: Answer): string[];
  /**
   * Makes an answer of a Markdown text, of which the embedded planner's answer supplies what cannot be read from it. Few
   * answers need it, so whoever reads Markdown is loaded only then.
   */
  fromMarkdown?(text: string, floor: Answer): Promise<Answer | undefined>;
}

/** What a stage needs of a schema. */
export interface AnswerSchema<Answer> {
  safeParse(
    data: unknown,
  ): { success: true; data: Answer } | {
    success: false;
    error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
  };
}

/** An answer with who gave it: `offline` or `provider/model`. */
export interface Authored<Answer> {
  answer: Answer;
  author: string;
}

/** A stage asks, reads and makes: nothing of it touches a disk or a terminal. */
export interface Stage<Answer> {
  name: StageName;
  /** For people: `Project design`. */
  title: string;
  /** Why the stage cannot run on this plan; absent if it can. */
  missing(plan: Plan): string | undefined;
  /** The calls, all of which may run at once. */
  asks(plan: Plan, brief: string): Ask<Answer>[];
  /** Puts the answers, in the order of the asks, into the plan. */
  make(plan: Plan, answers: readonly Authored<Answer>[]): Plan;
  /**
   * What to ask anew where the checks found errors, one call a part.
   *
   * @param round Counts from 1, so that no two calls are alike.
   * @param rejected What was wrong with the last answer for a part, by its pointer.
   */
  repairs?(
    plan: Plan,
    findings: readonly Finding[],
    round: number,
    rejected: ReadonlyMap<string, readonly string[]>,
  ): Repair[];
}

/** A part of a plan that does not pass its checks, with the call for a better one. */
export interface Repair {
  /** Where the part stands. */
  pointer: string;
  ask: Ask<unknown>;
  /** Puts the answer in its place. */
  put(plan: Plan, answer: Authored<unknown>): Plan;
}

/** What happens in a run, for whoever shows it. */
export type PipelineEvent =
  | { type: "stage-start"; stage: StageName; title: string; calls: number; provider: string; model: string }
  /** A request goes out; `id` names it in the journal, where there is one. */
  | { type: "call-start"; stage: StageName; label: string; provider: string; model: string; id: string }
  /** More of an answer has come: `chars` of text and reasoning so far. */
  | { type: "call-text"; stage: StageName; label: string; chars: number }
  /** The title of a phase or step, as it is read out of the stream. */
  | { type: "part"; stage: StageName; label: string; title: string }
  | { type: "retry"; stage: StageName; label: string; attempt: number; delayMs: number; reason: string }
  | { type: "repair"; stage: StageName; label: string; round: number; problem: string }
  /** The checks found errors in parts of the plan, which are asked for anew, one call each. */
  | { type: "repair-start"; stage: StageName; round: number; parts: number; errors: number; score: number }
  /** They were answered; parts that are no better stay as they were. */
  | { type: "repair-finish"; stage: StageName; round: number; errors: number; score: number }
  /** An answer was cut at the token limit, and its rest is asked for. */
  | { type: "continue"; stage: StageName; label: string; round: number }
  /** Another provider is asked; `lasting`: for the rest of the run, since the one before cannot answer. */
  | {
    type: "fallback";
    stage: StageName;
    label: string;
    provider: string;
    model: string;
    reason: string;
    lasting: boolean;
  }
  | { type: "warning"; stage: StageName; label: string; text: string }
  /** An answer came; `stored`: it stood in the journal and was not asked for again. */
  | {
    type: "call-answer";
    stage: StageName;
    label: string;
    provider: string;
    model: string;
    id: string;
    stored: boolean;
    ms: number;
    attempts: number;
    usage?: Usage;
  }
  /** One of a stage's calls has its answer, however many requests that took. */
  | { type: "call-finish"; stage: StageName; label: string; done: number; calls: number }
  | { type: "stage-finish"; stage: StageName; title: string }
  | { type: "checked"; score: number; errors: number; warnings: number };

/** Who is asked, and how. */
export interface Asker {
  /** Who is asked. */
  client: LLMClient;
  /** 0.0 to 2.0; absent: the model's own. */
  temperature?: number;
  /** The most tokens of an answer; absent: the model's own. */
  maxTokens?: number;
  /** What the model costs, to reserve of a budget before a call. */
  price?: Price;
}

/** What a run may cost. */
export interface BudgetOptions {
  /** The most US dollars. */
  maxUsd?: number;
  /** The most tokens, of requests and answers together. */
  maxTokens?: number;
  /** What earlier parts of the same run cost, by the journal. */
  spent?: { usd: number; tokens: number };
}

/** The parts of a run that the caller chooses. */
export interface PipelineOptions {
  /** Who is asked. */
  client: LLMClient;
  /** Who is asked instead in some stages. */
  perStage?: { [Name in StageName]?: Asker };
  /** Who is asked, one after the other, where the first fails or gives no usable answer. */
  fallbacks?: readonly Asker[];
  /** Completes what an answer in Markdown leaves out (the embedded planner); absent: such an answer is asked for again. */
  floor?: LLMClient;
  /** The stages to run, in order. Default: all. */
  stages?: readonly StageName[];
  /** The brief, where there is one: the design stage reads it besides the requirements. */
  brief?: string;
  /** Texts that replace the built-in prompts, by name: a stage's, or `rules`. */
  templates?: Readonly<Record<string, string>>;
  /** 0.0 to 2.0; absent: the model's own. */
  temperature?: number;
  /** The most tokens of an answer; absent: the model's own. */
  maxTokens?: number;
  /** What the model of `client` costs, to reserve of a budget before a call. */
  price?: Price;
  /** What the run may cost. */
  budget?: BudgetOptions;
  /**
   * How often an answer that cannot be used is asked for again, with what was wrong with it, and how many rounds of asking
   * for steps that do not pass the checks may bring nothing. Default: 2.
   */
  repairRounds?: number;
  /** How the plan is checked. */
  lint?: LintOptions;
  /** How many calls may run at once. Default: 5. */
  concurrency?: number;
  /** Where requests and answers are stored, so that the same run again asks for no answer twice. */
  journal?: Journal;
  /** Ends the run. */
  signal?: AbortSignal;
  /** Is told what happens; the run waits for it, but for `call-text` and `part`. */
  onEvent?: (event: PipelineEvent) => void | Promise<void>;
}
