import { dollars } from "../../llm/dollars.ts";
import { isEmbedded } from "../../pipeline/author.ts";
import type { PipelineEvent } from "../../pipeline/stage.ts";
import { grouped } from "./numbers.ts";

/** What the calls of a run took so far. Only models count: the embedded planner costs nothing. */
export class Tally {
  #calls = 0;
  #stored = 0;
  #input = 0;
  #output = 0;
  #measured = 0;
  #cost = 0;
  #priced = 0;
  #paidBefore = 0;

  /** Counts an answer. */
  add({ provider, stored, usage }: PipelineEvent & { type: "call-answer" }): void {
    if (isEmbedded(provider)) return;
    this.#calls++;
    if (stored) this.#stored++;
    if (usage === undefined) return;
    this.#measured++;
    this.#input += usage.inputTokens;
    this.#output += usage.outputTokens;
    if (usage.costUsd === undefined) return;
    this.#priced++;
    this.#cost += usage.costUsd;
    if (stored) this.#paidBefore += usage.costUsd;
  }

  /** One line for people: `calls: 12 (5 stored), 34,100 tokens in, 12,400 out, cost $0.0312`; absent if no model answered. */
  line(): string | undefined {
    if (this.#calls === 0) return undefined;
    const stored = this.#stored === 0 ? "" : ` (${this.#stored} stored)`;
    return `calls: ${grouped(this.#calls)}${stored}, ${this.#tokens()}, cost ${this.#price()}`;
  }

  /** The same for programs. */
  facts(): Record<string, number> {
    return {
      calls: this.#calls,
      stored: this.#stored,
      inputTokens: this.#input,
      outputTokens: this.#output,
      ...(this.#priced === 0 ? {} : { costUsd: this.#cost, pricedCalls: this.#priced }),
    };
  }

  #tokens(): string {
    if (this.#measured === 0) return "tokens unknown";
    const least = this.#measured < this.#calls ? "at least " : "";
    return `${least}${grouped(this.#input)} tokens in, ${grouped(this.#output)} out`;
  }

  #price(): string {
    if (this.#priced === 0) return "unknown";
    const least = this.#priced < this.#calls ? "at least " : "";
    const before = this.#paidBefore === 0 ? "" : ` (${dollars(this.#paidBefore)} of it paid by an earlier run)`;
    return `${least}${dollars(this.#cost)}${before}`;
  }
}
