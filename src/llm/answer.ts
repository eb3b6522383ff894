import { hintFor, kindOf, mayRetry } from "./classify.ts";
import { Fault, tooLarge } from "./fault.ts";
import { words } from "./page.ts";
import { oneLine } from "../text.ts";
import type { Delta, ErrorFacts, Finish, UsageFacts } from "./provider.ts";
import { REDACTED, StreamRedactor } from "./redact.ts";
import { type Run, ThinkSplitter } from "./think.ts";
import type { Target } from "./target.ts";
import type { Completion, StreamEvent } from "./types.ts";
import { mergeUsage, usageOf } from "./usage.ts";

/** One answer as it comes together: from deltas to events for whoever reads along, and at the end to a completion. */
export class Answer {
  readonly #target: Target;
  readonly #think = new ThinkSplitter();
  readonly #redactors: Readonly<Record<Run["type"], StreamRedactor>>;
  #runs: Run[] = [];
  #text = "";
  #begun = false;
  #reasoning = "";
  #refusal = "";
  #explanation = "";
  #finish: Finish | undefined;
  #usage: UsageFacts | undefined;
  #model: string | undefined;
  #id: string | undefined;
  #chars = 0;
  /** Whether the provider said that nothing follows. */
  done = false;
  /** Whether bytes of it were not UTF-8. */
  damaged = false;

  constructor(target: Target) {
    this.#target = target;
    this.#redactors = { text: new StreamRedactor(target.secrets), reasoning: new StreamRedactor(target.secrets) };
  }

  /** Whether the answer has ended, though usage may still follow. */
  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** The text so far. */
  get partial(): string {
    return this.#text;
  }

  /** Adds text; returns whether there was any. */
  addText(text: string): boolean {
    return text !== "" && this.#append("text", text);
  }

  /** Adds what an event says; returns whether it held content. Throws the fault that it reports. */
  add(delta: Delta): boolean {
    if (delta.error !== undefined) throw this.fault(delta.error);
    let content = false;
    if (delta.reasoning !== undefined && delta.reasoning !== "") content = this.#append("reasoning", delta.reasoning);
    if (delta.text !== undefined && this.addText(delta.text)) content = true;
    if (delta.refusal !== undefined && delta.refusal !== "") {
      content = true;
      this.#count(delta.refusal);
      this.#refusal += delta.refusal;
    }
    if (delta.finish !== undefined) this.#finish = delta.finish;
    if (delta.explanation !== undefined) this.#explanation = delta.explanation;
    if (delta.usage !== undefined) this.#usage = mergeUsage(this.#usage, delta.usage);
    this.#model ??= delta.model;
    this.#id ??= delta.id;
    if (delta.done === true) this.done = true;
    return content;
  }

  /** The events since the last call: the pieces of one read come as one, which costs less than one for each. */
  drain(): StreamEvent[] {
    const runs = this.#runs;
    if (runs.length === 0) return [];
    this.#runs = [];
    return this.#show(runs.flatMap((run) => run.type === "text" ? this.#think.push(run.text) : [run]));
  }

  /** What was held back until more came. Call it once, at the end. */
  flush(): StreamEvent[] {
    const events = [...this.drain(), ...this.#show(this.#think.end())];
    for (const type of ["reasoning", "text"] as const) this.#keep(type, this.#redactors[type].end(), events);
    return events;
  }

  /** The fault of an error that the provider reports within an answer. */
  fault(error: ErrorFacts): Fault {
    const kind = kindOf(error.status, error, this.#target.billingStatuses);
    return new Fault({
      kind,
      what: `the provider failed within the answer: ${error.message ?? error.code ?? "it does not say why"}`,
      hint: hintFor(kind, this.#target),
      retry: mayRetry(kind) ? "always" : "never",
      status: error.status,
      code: error.code ?? error.type,
      param: error.param,
      retryAfterMs: error.retryAfterMs,
    });
  }

  /**
   * The whole answer. Call {@linkcode Answer.flush} before.
   *
   * @throws {Fault} If it is cut, refused or empty.
   */
  completion(requestId: string | undefined): Omit<Completion, "attempts"> {
    const fault = this.#endFault();
    if (fault !== undefined) throw fault;
    const counted = usageOf(this.#usage, this.#target.price);
    // Some send zeros for what they do not know.
    const usage = counted?.outputTokens === 0 ? undefined : counted;
    const { redact } = this.#target;
    const id = requestId ?? this.#id;
    const warnings: string[] = [];
    if (this.#redactors.text.found || this.#redactors.reasoning.found) {
      warnings.push(`the answer held the key; ${REDACTED} stands in its place`);
    }
    if (this.damaged) warnings.push("the answer holds U+FFFD, which stands for bytes that are not UTF-8");
    return {
      text: this.#text,
      ...(this.#reasoning === "" ? {} : { reasoning: this.#reasoning }),
      finish: this.#finish === undefined || this.#finish === "stop"
        ? "stop"
        : this.#finish === "length"
        ? "length"
        : "other",
      truncated: this.#finish === "length",
      ...(usage === undefined ? {} : { usage }),
      model: redact(oneLine(this.#model ?? this.#target.model)),
      ...(id === undefined ? {} : { requestId: redact(oneLine(id)) }),
      warnings,
    };
  }

  /** Why an answer that has ended is no answer. */
  #endFault(): Fault | undefined {
    const declined = this.#refusal !== "" || this.#finish === "filter";
    if (declined) {
      const why = this.#refusal === "" ? this.#explanation : this.#refusal;
      return new Fault({
        kind: "content_filter",
        what: why === "" ? "the provider's content filter stopped it" : `the model declined: ${words(why)}`,
        hint: "Change the wording, or use another model.",
      });
    }
    if (this.#finish === "overloaded" || this.#finish === "error") {
      const kind = this.#finish === "overloaded" ? "overloaded" : "server";
      return new Fault({
        kind,
        what: "the provider failed within the answer and does not say why",
        hint: "Try again later, or use another provider.",
        retry: "always",
      });
    }
    if (this.#finish === undefined && !this.done) {
      return new Fault({
        kind: "incomplete_stream",
        what: `the answer was cut off after ${this.#text.length} characters: its end mark is missing`,
        hint: "Try again.",
        retry: "always",
      });
    }
    return this.#text.trim() === "" ? this.#emptyFault() : undefined;
  }

  #emptyFault(): Fault {
    const spent = this.#finish === "length";
    return new Fault({
      kind: "empty_response",
      what: spent
        ? "it holds no text: reasoning used the whole token budget"
        : this.#finish === "tool"
        ? "it holds no text, only a call of a tool"
        : "it holds no text",
      hint: spent ? "Raise maxTokens." : "Try again, or use another model.",
      retry: spent ? "never" : "once",
    });
  }

  #append(type: Run["type"], text: string): true {
    this.#count(text);
    const last = this.#runs.at(-1);
    if (last?.type === type) last.text += text;
    else this.#runs.push({ type, text });
    return true;
  }

  #count(text: string): void {
    this.#chars += text.length;
    if (this.#chars > this.#target.limits.answerChars) {
      throw tooLarge(`the answer is longer than ${this.#target.limits.answerChars} characters`);
    }
  }

  #show(runs: readonly Run[]): StreamEvent[] {
    const events: StreamEvent[] = [];
    for (const { type, text } of runs) this.#keep(type, this.#redactors[type].push(text), events);
    return events;
  }

  /** Adds a piece to the answer and to the events. White space before any text waits: alone it is no answer. */
  #keep(type: Run["type"], text: string, events: StreamEvent[]): void {
    if (text === "") return;
    let shown = text;
    if (type === "reasoning") this.#reasoning += text;
    else {
      const begun = this.#begun;
      this.#begun ||= text.trim() !== "";
      if (!begun && this.#begun) shown = this.#text + text;
      this.#text += text;
      if (!this.#begun) return;
    }
    const last = events.at(-1);
    if (last?.type === type) last.text += shown;
    else events.push({ type, text: shown });
  }
}
