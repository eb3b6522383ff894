/**
 * The platform's clock and timers, run by hand: limits of a minute are tested without waiting a minute.
 * @module
 */

interface Timer {
  at: number;
  run: () => void;
}

/** Stands in for `performance.now`, `Date.now`, `setTimeout` and `clearTimeout` until it is disposed of. */
export class FakeClock implements Disposable {
  readonly #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, dateNow: Date.now };
  readonly #timers = new Map<number, Timer>();
  #last = 0;
  /** Milliseconds since the test began. */
  now = 0;

  /** @param start What `Date.now` says at first. */
  constructor(start: number = Date.UTC(2026, 10, 22, 12)) {
    const set = (run: () => void, ms = 0) => {
      this.#timers.set(++this.#last, { at: this.now + ms, run });
      return this.#last;
    };
    const clear = (id?: unknown) => void this.#timers.delete(Number(id));
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    Object.assign(performance, { now: () => this.now });
    Date.now = () => start + this.now;
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass, with all that is due in it, one after the other. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (let due = this.#due(end); due !== undefined; due = this.#due(end)) {
      const [id, { at, run }] = due;
      this.#timers.delete(id);
      this.now = Math.max(this.now, at);
      run();
      await settle();
    }
    this.now = end;
  }

  #due(end: number): [number, Timer] | undefined {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }

  /** Gives the platform its own back. */
  [Symbol.dispose](): void {
    Object.assign(globalThis, { setTimeout: this.#real.setTimeout, clearTimeout: this.#real.clearTimeout });
    Reflect.deleteProperty(performance, "now");
    Date.now = this.#real.dateNow;
  }
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
