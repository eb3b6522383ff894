import type { PipelineEvent, StageName } from "../../pipeline/stage.ts";
import type { Screen } from "./screen.ts";

/** Shows a run. */
export interface View {
  /** Is told what happens. */
  onEvent(event: PipelineEvent): void;
  /** Says a line that stays: while a view is open, nothing else may write to the terminal. */
  say(line: string): void;
  /** Leaves the terminal as it was. Must be called at the end, however the run ends; again is no harm. */
  close(): void;
}

/** What to show. */
export interface ViewOptions {
  /** The stages of the run, in order. */
  stages: readonly StageName[];
  /** Whether the titles of phases and steps are shown as they are read out of the stream. */
  streaming: boolean;
  /** Whether there is a line for each request and answer. */
  verbose: boolean;
  /** Writes a line to the log, where there is one. */
  log?: (line: string) => void;
}

/** Where it is shown. */
export interface ViewIo {
  /** Writes a line; cleans it before. */
  say(line: string): void;
  /** The terminal, where there is one and a live view is wanted. */
  screen?: Screen;
}
