/** Lets some lines through at once and so many a second on average; counts the others. */
export class Valve {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at = -Infinity;
  /** How many were held back since somebody last asked. */
  #held = 0;

  /** Lets `burst` through at once, and `perSecond` on average. */
  constructor(burst: number, perSecond: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
  }

  /** Whether the next line may pass. */
  opens(now: number): boolean {
    this.#left = Math.min(this.#left + Math.max(now - this.#at, 0) / 1000 * this.#perSecond, this.#burst);
    this.#at = now;
    if (this.#left < 1) {
      this.#held++;
      return false;
    }
    this.#left--;
    return true;
  }

  /** How many were held back since this was last called. */
  takeHeld(): number {
    const held = this.#held;
    this.#held = 0;
    return held;
  }
}
