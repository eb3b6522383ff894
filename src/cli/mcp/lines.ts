/** The byte that ends a line. */
const END = 10;

/** Cuts bytes into lines as they come, and keeps no more of one than it may have. */
export class Lines {
  readonly #most: number;
  /** The beginning of the line that has not ended yet. */
  #begun: Uint8Array[] = [];
  #size = 0;

  /** @param most The longest line, in bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Takes the next bytes; gives the lines that end in them, undefined for one that is too long. */
  *push(bytes: Uint8Array): Generator<string | undefined> {
    let from = 0;
    for (let end = bytes.indexOf(END); end !== -1; end = bytes.indexOf(END, from)) {
      this.#keep(bytes.subarray(from, end));
      yield this.#take();
      from = end + 1;
    }
    this.#keep(bytes.subarray(from));
  }

  /** What stands behind the last end of a line, where something does. */
  *end(): Generator<string | undefined> {
    if (this.#size > 0) yield this.#take();
  }

  #keep(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.#most) this.#begun = [];
    else if (bytes.length > 0) this.#begun.push(bytes);
  }

  #take(): string | undefined {
    const whole = new Uint8Array(this.#size > this.#most ? 0 : this.#size);
    let at = 0;
    for (const part of this.#begun) {
      whole.set(part, at);
      at += part.length;
    }
    const text = this.#size > this.#most ? undefined : new TextDecoder().decode(whole);
    this.#begun = [];
    this.#size = 0;
    return text;
  }
}
