import type { PipelineEvent, StageName } from "../../pipeline/stage.ts";
import type { Clock } from "./clock.ts";
import type { View, ViewOptions } from "./view.ts";
import { Notes, storedNote } from "./notes.ts";
import { counted, elapsed } from "./numbers.ts";
import { Progress, type StageProgress, tokensOfStage } from "./progress.ts";
import { Tally } from "./tally.ts";

/** After so many milliseconds of a stage a line tells how far it is. */
const PROGRESS_EVERY = 10_000;
/** The most calls that are named in one line. */
const MOST_LABELS = 4;

/** Tells a run in lines: for pipes, files and terminals that can do no more. */
export class PlainView implements View {
  readonly #say: (line: string) => void;
  readonly #stages: readonly StageName[];
  readonly #clock: Clock;
  readonly #notes: Notes;
  readonly #progress = new Progress();
  readonly #tally = new Tally();
  #stop: () => void = () => {};
  #closed = false;

  /** Says nothing yet. */
  constructor(options: ViewOptions, say: (line: string) => void, clock: Clock) {
    this.#say = say;
    this.#stages = options.stages;
    this.#clock = clock;
    this.#notes = new Notes(options);
  }

  /** Tells what has happened, if it is worth a line. */
  onEvent(event: PipelineEvent): void {
    if (this.#closed) return;
    const now = this.#clock.now();
    this.#progress.apply(event, now);
    if (event.type === "call-answer") this.#tally.add(event);
    if (event.type === "stage-start") {
      const calls = event.calls > 1 ? ` (${counted(event.calls, "call")})` : "";
      this.#say(`[${this.#stages.indexOf(event.stage) + 1}/${this.#stages.length}] ${event.title}${calls}`);
      this.#stop();
      this.#stop = this.#clock.after(PROGRESS_EVERY, this.#tellProgress);
    }
    for (const line of this.#notes.of(event, now)) this.#say(line);
    if (event.type === "stage-finish") this.#tellStored();
  }

  /** Says a line. */
  say(line: string): void {
    this.#say(line);
  }

  /** Tells what is left to tell, and what the run took. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop();
    for (const line of this.#notes.rest()) this.#say(line);
    if (this.#progress.stage?.finished === false) this.#tellStored();
    const cost = this.#tally.line();
    if (cost !== undefined) this.#say(cost);
  }

  #tellStored(): void {
    const note = this.#progress.stage === undefined ? undefined : storedNote(this.#progress.stage);
    if (note !== undefined) this.#say(note);
  }

  readonly #tellProgress = (): void => {
    const { stage } = this.#progress;
    if (stage === undefined || stage.finished) return;
    this.#say(progressLine(stage, this.#clock.now()));
    this.#stop = this.#clock.after(PROGRESS_EVERY, this.#tellProgress);
  };
}

/** How far a stage is: `      phase 3, phase 4: 2 of 8 answered, 12,400 tokens so far, 41 s`. */
function progressLine(stage: StageProgress, now: number): string {
  const labels = [...stage.running.keys()];
  const named = labels.slice(0, MOST_LABELS).join(", ");
  const more = labels.length > MOST_LABELS ? ` and ${labels.length - MOST_LABELS} more` : "";
  const tokens = tokensOfStage(stage);
  const facts = [
    `${stage.done} of ${stage.calls} answered`,
    tokens === 0 ? "no text yet" : `${counted(tokens, "token")} so far`,
    elapsed(now - stage.startedAt),
  ];
  return `      ${named === "" ? "" : `${named}${more}: `}${facts.join(", ")}`;
}
