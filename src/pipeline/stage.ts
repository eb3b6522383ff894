import type { LLMClient, Message } from "../llm/types.ts";
import type { Plan } from "../plan/types.ts";

/** The stages, in their order. */
export type StageName = "project_design" | "basic_devplan" | "detailed_devplan" | "handoff";

/** One call of a stage: what to ask, and how to read the answer. */
export interface Ask<Answer> {
  /** What this call is about, for progress and errors: `phase 3`. */
  label: string;
  messages: Message[];
  /** The zod schema of the answer. */
  schema: AnswerSchema<Answer>;
  schemaName: string;
  /** What an embedded provider works from. */
  input: unknown;
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

/** A stage asks, reads and makes: nothing of it touches a disk or a terminal. */
export interface Stage<Answer> {
  name: StageName;
  /** For people: `Project design`. */
  title: string;
  /** Why the stage cannot run on this plan; absent if it can. */
  missing(plan: Plan): string | undefined;
  /** The calls, all of which may run at once. */
  asks(plan: Plan, brief: string): Ask<Answer>[];
  /** Puts the answers, in the order of the asks, into the plan. `author` is `offline` or `provider/model`. */
  make(plan: Plan, answers: readonly Answer[], author: string): Plan;
}

/** What happens in a run, for whoever shows it. */
export type PipelineEvent =
  | { type: "stage-start"; stage: StageName; title: string; calls: number; provider: string; model: string }
  | { type: "retry"; stage: StageName; label: string; attempt: number; delayMs: number; reason: string }
  | { type: "repair"; stage: StageName; label: string; round: number; problem: string }
  | { type: "warning"; stage: StageName; label: string; text: string }
  | { type: "call-finish"; stage: StageName; label: string; done: number; calls: number }
  | { type: "stage-finish"; stage: StageName; title: string }
  | { type: "checked"; score: number; errors: number; warnings: number };

/** The parts of a run that the caller chooses. */
export interface PipelineOptions {
  /** Who is asked. */
  client: LLMClient;
  /** The stages to run, in order. Default: all. */
  stages?: readonly StageName[];
  /** The brief, where there is one: the design stage reads it besides the requirements. */
  brief?: string;
  /** 0.0 to 2.0; absent: the model's own. */
  temperature?: number;
  /** The most tokens of an answer; absent: the model's own. */
  maxTokens?: number;
  /** How often an answer that cannot be used is asked for again, with what was wrong with it. Default: 2. */
  repairRounds?: number;
  /** How many calls may run at once. Default: 5. */
  concurrency?: number;
  /** Ends the run. */
  signal?: AbortSignal;
  /** Is told what happens; the run waits for it. */
  onEvent?: (event: PipelineEvent) => void | Promise<void>;
}
