import type { Clock } from "../../../../src/cli/view/clock.ts";

/** A clock that is turned by hand. */
export class HandClock implements Clock {
  readonly #timers = new Set<{ at: number; run: () => void }>();
  #now = 0;

  now(): number {
    return this.#now;
  }
  date(): Date {
    return new Date(Date.UTC(2026, 10, 22, 12) + this.#now);
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }
  /** Lets time pass, with all that is due in it, one after the other. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}
