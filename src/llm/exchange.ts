import { Answer } from "./answer.ts";
import { Fault } from "./fault.ts";
import { httpFault, requestIdOf } from "./http_fault.ts";
import { Reply } from "./reply.ts";
import { send } from "./send.ts";
import type { Target } from "./target.ts";
import type { Completion, StreamEvent } from "./types.ts";
import type { Watch } from "./watch.ts";

/** One request and its answer. It gives events in batches, one a read: each step of a generator costs more than an event. */
export class Exchange {
  readonly #target: Target;
  readonly #watch: Watch;
  readonly #answer: Answer;
  #reply: Reply | undefined;
  #requestId: string | undefined;
  /** The whole answer, once `next` has given undefined. */
  completion: Omit<Completion, "attempts"> | undefined;

  constructor(target: Target, watch: Watch) {
    this.#target = target;
    this.#watch = watch;
    this.#answer = new Answer(target);
  }

  /** The text so far, without secrets. */
  get partial(): string {
    return this.#target.redactText(this.#answer.partial);
  }

  /**
   * Sends the request and reads the head of the answer.
   *
   * @throws {Fault} If there is no answer, or its status is not a success.
   */
  async open(body: string): Promise<void> {
    const { url, headers, protocol, limits, limiter, fetch: own } = this.#target;
    if (this.#watch.fault !== undefined) throw this.#watch.fault;
    const response = await send({ url, headers: new Headers(headers), body }, this.#watch, own);
    limiter.learn(response.headers);
    if (!response.ok) throw await httpFault(response, this.#target, this.#watch);
    this.#requestId = requestIdOf(response.headers);
    this.#reply = new Reply(response, { protocol, watch: this.#watch, limits }, this.#answer);
  }

  /**
   * Waits for more of the answer; undefined at its end.
   *
   * @throws {Fault} If it breaks, or is no answer.
   */
  async next(): Promise<StreamEvent[] | undefined> {
    if (this.completion !== undefined) return undefined;
    try {
      const events = await this.#reply?.next().catch((error) => this.#unlessFinished(error));
      if (events !== undefined) return events;
      const rest = this.#answer.flush();
      this.completion = this.#answer.completion(this.#requestId);
      return rest.length > 0 ? rest : undefined;
    } catch (error) {
      throw error instanceof Fault && this.#requestId !== undefined
        ? new Fault({ requestId: this.#requestId, ...error.facts })
        : error;
    }
  }

  /** What breaks after the answer has ended takes nothing away from it. */
  #unlessFinished(error: unknown): undefined {
    const kind = error instanceof Fault ? error.facts.kind : undefined;
    if (this.#answer.finished && kind !== undefined && kind !== "aborted" && kind !== "content_filter") {
      return undefined;
    }
    this.#answer.flush();
    throw error;
  }
}
