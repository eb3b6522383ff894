import { dollars } from "../../llm/dollars.ts";
import { duration } from "../../llm/duration.ts";
import type { PipelineEvent } from "../../pipeline/stage.ts";
import { counted, grouped } from "./numbers.ts";
import { type StageProgress, storedCalls } from "./progress.ts";
import { Valve } from "./valve.ts";
import { authorOf } from "../../pipeline/author.ts";

/** How much is told. */
export interface NoteOptions {
  /** The titles of phases and steps as they are read out of the stream. */
  streaming: boolean;
  /** One line for each request and answer. */
  verbose: boolean;
}

const INDENT = "      ";

/** The lines that tell what happens to calls and stay on the screen: each is told once, and not too many of them. */
export class Notes {
  readonly #options: NoteOptions;
  readonly #told = new Set<string>();
  /** Trouble: a server may fail hundreds of times a minute. With the lines that count the others: one a second. */
  readonly #trouble = new Valve(10, 0.5);
  /** Titles were asked for, so more of them pass; but a model may repeat itself without end. */
  readonly #titles = new Valve(200, 20);

  /** Has told nothing yet. */
  constructor(options: NoteOptions) {
    this.#options = options;
  }

  /** What is to be told about an event, in whole lines. */
  of(event: PipelineEvent, now: number): string[] {
    switch (event.type) {
      case "part":
        return this.#options.streaming ? this.#pass(this.#titles, `  ${event.label}: ${event.title}`, now) : [];
      case "call-start":
        return this.#options.verbose ? [`${INDENT}${event.label}: asking ${authorOf(event)}${idOf(event)}`] : [];
      case "call-answer":
        return this.#options.verbose ? [`${INDENT}${event.label}: ${answerOf(event)}`] : [];
      case "call-finish":
        return this.#options.verbose ? [`${INDENT}${event.label}: answered (${event.done}/${event.calls})`] : [];
      case "checked": {
        const { score, errors, warnings } = event;
        return [`checks: score ${score}, ${counted(errors, "error")}, ${counted(warnings, "warning")}`];
      }
      case "stage-finish":
        return this.rest();
      default: {
        const line = troubleOf(event);
        return line === undefined ? [] : this.#pass(this.#trouble, line, now);
      }
    }
  }

  /** How many lines were held back, where there are any. */
  rest(): string[] {
    const held = this.#trouble.takeHeld() + this.#titles.takeHeld();
    return held === 0 ? [] : [`${INDENT}(${grouped(held)} more such line${held === 1 ? "" : "s"})`];
  }

  #pass(valve: Valve, line: string, now: number): string[] {
    if (this.#told.has(line)) return [];
    this.#told.add(line);
    return valve.opens(now) ? [...this.rest(), line] : [];
  }
}

/** Tells which of a stage's answers were not asked for; absent where all were. */
export function storedNote(stage: StageProgress): string | undefined {
  const stored = storedCalls(stage);
  if (stored === 0) return undefined;
  if (stage.calls === 1) return `${INDENT}${[...stage.stored].join(", ")}: answered before, not asked again`;
  const [was, is] = stored === 1 ? ["was", "is"] : ["were", "are"];
  return `${INDENT}${stored} of ${
    counted(stage.calls, "answer")
  } ${was} stored by an earlier run and ${is} not asked for again`;
}

function troubleOf(event: PipelineEvent): string | undefined {
  switch (event.type) {
    case "retry":
      return `${INDENT}${event.label}: ${event.reason}; asking again (${event.attempt}) in ${duration(event.delayMs)}`;
    case "repair":
      return `${INDENT}${event.label}: ${event.problem}; asking for a correction (${event.round})`;
    case "repair-start":
      return `${INDENT}checks: ${counted(event.errors, "error")}, score ${event.score}; asking for ${
        counted(event.parts, "step")
      } anew (${event.round})`;
    case "repair-finish":
      return `${INDENT}checks: ${counted(event.errors, "error")}, score ${event.score} after that (${event.round})`;
    case "continue":
      return `${INDENT}${event.label}: the answer was cut at the token limit; asking for its rest (${event.round})`;
    case "fallback":
      return `${INDENT}${event.label}: ${event.reason}; asking ${authorOf(event)} ${
        event.lasting ? "from here on" : "for this"
      }`;
    case "warning":
      return `warning: ${event.text}`;
    default:
      return undefined;
  }
}

function answerOf(event: PipelineEvent & { type: "call-answer" }): string {
  const { stored, attempts, ms, usage } = event;
  const facts = [
    ...(stored ? ["stored by an earlier run"] : [counted(attempts, "attempt"), duration(ms)]),
    ...(usage === undefined
      ? ["tokens unknown"]
      : [`${grouped(usage.inputTokens)} tokens in, ${grouped(usage.outputTokens)} out`]),
    usage?.costUsd === undefined ? "cost unknown" : dollars(usage.costUsd),
  ];
  return `${authorOf(event)} answered${idOf(event)}: ${facts.join(", ")}`;
}

/** The beginning of a journal id is enough to find it. */
function idOf({ id }: { id: string }): string {
  return id === "" ? "" : ` [${id.slice(0, 8)}]`;
}
