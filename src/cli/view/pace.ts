/** How far back a rate looks, in milliseconds. */
const WINDOW = 5000;
/** What came within so many milliseconds counts as one sample. */
const GRAIN = 250;

/** How fast an answer comes. */
export class Pace {
  #samples: { at: number; chars: number }[] = [];

  /** Notes how much has come until now. */
  note(chars: number, now: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && chars < last.chars) this.#samples = [];
    const before = this.#samples.at(-2);
    // The last sample is kept up to date until the one before it is old enough.
    if (before !== undefined && last !== undefined && last.at - before.at < GRAIN) this.#samples.pop();
    this.#samples.push({ at: now, chars });
    const old = this.#samples.findLastIndex(({ at }) => at <= now - WINDOW);
    if (old > 0) this.#samples.splice(0, old);
  }

  /** Characters a second over the last seconds; undefined as long as there is too little to say. */
  rate(now: number): number | undefined {
    const first = this.#samples.findLast(({ at }) => at <= now - WINDOW) ?? this.#samples[0];
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || now - first.at < 1000) return undefined;
    return (last.chars - first.chars) / (now - first.at) * 1000;
  }
}
