import { redactor } from "../../llm/redact.ts";
import type { PipelineEvent, StageName } from "../../pipeline/stage.ts";
import type { Clock } from "./clock.ts";
import { Tally } from "./tally.ts";

/** The least time between two lines about the growth of one answer, in milliseconds. */
const TEXT_EVERY = 1000;

/** Takes out what looks like a key, whoever let it in. */
const redact = redactor([]);

/**
 * Writes a run down as JSON Lines: what happened when, with the ids of the journal; no prompts, no answers, no keys.
 * Where it cannot be written any more, it is given up: a run is worth more than its log.
 */
export class EventLog {
  readonly #write: (line: string) => void;
  readonly #clock: Clock;
  readonly #fail: (reason: string) => void;
  readonly #tally = new Tally();
  readonly #grown = new Map<string, number>();
  #failed = false;

  /**
   * Begins with a line that says so; throws what `write` throws, for nothing has begun yet.
   *
   * @param fail Is told once, where a line cannot be written.
   */
  constructor(
    stages: readonly StageName[],
    write: (line: string) => void,
    clock: Clock,
    fail: (reason: string) => void,
  ) {
    this.#fail = fail;
    this.#write = write;
    this.#clock = clock;
    this.#write(this.#line({ type: "run-start", stages }));
  }

  /** Writes an event down. */
  onEvent(event: PipelineEvent): void {
    if (event.type === "call-answer") this.#tally.add(event);
    if (event.type === "call-text" && !this.#isDue(event)) return;
    this.#put(withoutAnswers(event));
  }

  /** Ends with what the run took. */
  close(): void {
    this.#put({ type: "run-end", ...this.#tally.facts() });
  }

  /** Answers grow by some letters at a time: once a second is enough. */
  #isDue({ stage, label }: { stage: string; label: string }): boolean {
    const now = this.#clock.now();
    const before = this.#grown.get(`${stage}/${label}`) ?? -Infinity;
    if (now - before < TEXT_EVERY) return false;
    this.#grown.set(`${stage}/${label}`, now);
    return true;
  }

  #put(entry: object): void {
    if (this.#failed) return;
    try {
      this.#write(this.#line(entry));
    } catch (error) {
      this.#failed = true;
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #line(entry: object): string {
    return JSON.stringify({ time: this.#clock.date().toISOString(), ...entry });
  }
}

/** An event without what a model or server said: titles are left out, and what is quoted as well. */
function withoutAnswers(event: PipelineEvent): object {
  switch (event.type) {
    case "part":
      return { type: event.type, stage: event.stage, label: event.label };
    case "retry":
    case "fallback":
      return { ...event, reason: unquoted(event.reason) };
    case "repair":
      return { ...event, problem: unquoted(event.problem) };
    case "warning":
      return { ...event, text: unquoted(event.text) };
    default:
      return event;
  }
}

/** A quotation may hold quotation marks, and may have been cut: all from the first mark on goes. */
function unquoted(text: string): string {
  return redact(text.replace(/".*/s, '"..."'));
}
