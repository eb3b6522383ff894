import type { Limiter, Turn } from "../../../src/llm/types.ts";
import type { FakeClock } from "./fake_clock.ts";

/** Calls that go through a limiter; remembers which of them started when. */
export class Calls {
  readonly #turns = new Map<number, Turn>();
  readonly #never = new AbortController().signal;
  #asked = 0;
  #inFlight = 0;
  /** The numbers of the calls, from 0, in the order of their starts. */
  readonly started: number[] = [];
  /** When they started. */
  readonly startedAt: number[] = [];
  /** The most at the same time. */
  mostInFlight = 0;

  /** Makes calls through this limiter. */
  constructor(readonly limiter: Limiter, readonly clock: FakeClock) {}

  /** Asks for a turn for each estimate of tokens. */
  ask(...tokens: number[]): void {
    for (const estimate of tokens) void this.#start(estimate);
  }

  /** Asks for a turn, and gives it back after a while. */
  askFor(tokens: number, ms: number): void {
    void this.#start(tokens).then((number) => setTimeout(() => this.end(number, tokens), ms));
  }

  async #start(tokens: number): Promise<number> {
    const number = this.#asked++;
    this.#turns.set(number, await this.limiter.acquire(tokens, this.#never));
    this.started.push(number);
    this.startedAt.push(this.clock.now);
    this.mostInFlight = Math.max(this.mostInFlight, ++this.#inFlight);
    return number;
  }

  /** Gives a turn back. */
  end(number: number, tokens?: number): void {
    this.#inFlight--;
    this.#turns.get(number)?.release(tokens);
  }

  /** Gives all turns back. */
  endAll(): void {
    for (const number of this.#turns.keys()) this.end(number);
  }
}
