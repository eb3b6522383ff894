import type { PipelineEvent, StageName } from "../../pipeline/stage.ts";
import type { Clock } from "./clock.ts";
import { type Line, paint } from "./line.ts";
import { endedLine, liveLines } from "./live.ts";
import type { View, ViewOptions } from "./view.ts";
import { Notes } from "./notes.ts";
import { Progress } from "./progress.ts";
import { Block, type Screen, USUAL } from "./screen.ts";
import { Tally } from "./tally.ts";

/** The least time between two drawings, in milliseconds. */
const DRAW_EVERY = 100;

/** Shows a run on a terminal: what runs is drawn again and again, what has happened stays above it. */
export class LiveView implements View {
  readonly #stages: readonly StageName[];
  readonly #screen: Screen;
  readonly #clock: Clock;
  readonly #block: Block;
  readonly #notes: Notes;
  readonly #progress = new Progress();
  readonly #tally = new Tally();
  readonly #startedAt: number;
  /** Lines that stay, and are not printed yet. */
  #waiting: Line[] = [];
  #drawnAt = -Infinity;
  #stop: (() => void) | undefined;
  #closed = false;

  /** Draws nothing yet. */
  constructor(options: ViewOptions, screen: Screen, clock: Clock) {
    this.#stages = options.stages;
    this.#screen = screen;
    this.#clock = clock;
    this.#block = new Block(screen);
    this.#notes = new Notes(options);
    this.#startedAt = clock.now();
  }

  /** Takes in what has happened, and shows it within a tenth of a second. */
  onEvent(event: PipelineEvent): void {
    if (this.#closed) return;
    const now = this.#clock.now();
    this.#progress.apply(event, now);
    if (event.type === "call-answer") this.#tally.add(event);
    this.#waiting.push(...this.#notes.of(event, now).map(styled));
    if (event.type === "stage-finish") this.#endStage(now);
    this.#drawSoon(now);
  }

  /** Prints a line above the block. */
  say(line: string): void {
    if (this.#closed) return void this.#screen.write(`${paint([line], false)}\r\n`);
    this.#waiting.push([line]);
    this.#drawSoon(this.#clock.now());
  }

  /** Leaves only lines that stay on the screen, and gives the cursor back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stop?.();
    this.#waiting.push(...this.#notes.rest().map(styled));
    if (this.#progress.stage?.finished === false) this.#endStage(this.#clock.now());
    const cost = this.#tally.line();
    if (cost !== undefined) this.#waiting.push([cost]);
    this.#block.close(this.#waiting);
  }

  #endStage(now: number): void {
    if (this.#progress.stage !== undefined) this.#waiting.push(endedLine(this.#stages, this.#progress.stage, now));
  }

  /** Draws now, if the last drawing is old enough, else with the next turn of the spinner. */
  #drawSoon(now: number): void {
    if (now - this.#drawnAt >= DRAW_EVERY) this.#draw();
    else this.#stop ??= this.#clock.after(DRAW_EVERY - (now - this.#drawnAt), this.#draw);
  }

  readonly #draw = (): void => {
    this.#stop?.();
    const now = this.#clock.now();
    const { stage } = this.#progress;
    const scene = { stages: this.#stages, stage, cost: this.#tally.line(), startedAt: this.#startedAt, now };
    this.#block.draw(this.#waiting, liveLines({ ...scene, rows: this.#screen.rows() || USUAL.rows }));
    this.#waiting = [];
    this.#drawnAt = now;
    this.#stop = stage === undefined || stage.finished ? undefined : this.#clock.after(DRAW_EVERY, this.#draw);
  };
}

function styled(line: string): Line {
  const rest = line.startsWith("warning:") ? line.slice("warning:".length) : undefined;
  return rest === undefined ? [line] : [{ text: "warning:", style: "yellow" }, rest];
}
