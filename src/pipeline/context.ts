import type { Budget } from "./budget.ts";
import type { About } from "./read_answer.ts";
import type { Ask, Asker, PipelineEvent, PipelineOptions, Stage, StageName } from "./stage.ts";

/** What all calls of a run share. */
export interface RunContext {
  options: PipelineOptions;
  budget: Budget;
  /** Those who failed in a way that will not pass while this run lasts. */
  givenUp: Set<Asker>;
  /** Who is asked in a stage, in order. */
  askersOf(stage: StageName): readonly Asker[];
  /** Tells an event and waits until it was heard. */
  tell(event: PipelineEvent): Promise<void>;
}

/** One call of a stage, with all that it is made with. */
export interface Call<Answer> {
  run: RunContext;
  stage: Pick<Stage<unknown>, "name">;
  ask: Ask<Answer>;
  /** What the project is about. */
  about: About;
  /** Ends what is under way. */
  signal: AbortSignal;
  /** Aborts also where another call has failed: then nothing more is sent, though what is under way may end. */
  stopped: AbortSignal;
}
