// deno-lint-ignore-file no-control-regex -- escape sequences are what a terminal is about
import assert from "node:assert/strict";
import type { Screen } from "../../../../src/cli/view/screen.ts";

/** What a terminal does with the sequences that we use; any other fails the test. */
export class Terminal implements Screen {
  colour = false;
  /** Rows that have left at the top, and those on the screen. */
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;
  #wraps = true;
  /** Whether the cursor can be seen. */
  cursor = true;
  /** What was written, one entry a write. */
  readonly written: string[] = [];

  constructor(public width = 60, public height = 12) {}

  columns(): number {
    return this.width;
  }
  rows(): number {
    return this.height;
  }

  write(text: string): void {
    this.written.push(text);
    const pieces = text.match(/\x1b\[\??\d*(?:;\d+)*[A-Za-z]|\x1b.?|[^]/gu) ?? [];
    for (const piece of pieces) {
      if (piece.startsWith("\x1b")) this.#control(piece);
      else this.#put(piece);
    }
  }

  /** All that can be seen, and what was seen before, without empty rows at the end. */
  get lines(): string[] {
    const lines = this.#rows.map((row) => Array.from(row, (cell) => cell ?? " ").join("").trimEnd());
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** Where the cursor is: its row among all. */
  get cursorRow(): number {
    return this.#row;
  }

  /** Whether long lines wrap. */
  get wraps(): boolean {
    return this.#wraps;
  }

  /** Makes it narrower: what is too long for a row now goes on in the next, as most terminals do it. */
  shrink(width: number): void {
    const rows: string[][] = [];
    let cursor = this.#row;
    this.#rows.forEach((row, at) => {
      if (at === this.#row) cursor = rows.length;
      for (let from = 0; from === 0 || from < row.length; from += width) rows.push(row.slice(from, from + width));
    });
    if (this.#row >= this.#rows.length) cursor = rows.length;
    this.#rows = rows;
    this.#row = cursor;
    this.width = width;
  }

  #control(sequence: string): void {
    const [, mode, number = "", command] = /^\x1b\[(\?)?(\d*)([A-Za-z])$/.exec(sequence) ?? [];
    const count = Number(number || 1);
    const top = Math.max(this.#rows.length - this.height, 0);
    if (mode !== undefined) {
      if (number === "25") this.cursor = command === "h";
      else if (number === "7") this.#wraps = command === "h";
      else assert.fail(`unknown mode: ${JSON.stringify(sequence)}`);
      return;
    }
    if (command === "A") this.#row = Math.max(this.#row - count, top);
    else if (command === "B") this.#row = Math.min(this.#row + count, top + this.height - 1);
    else if (command === "J") {
      this.#rows.splice(this.#row + 1, Infinity, ...this.#rows.slice(this.#row + 1).map(() => []));
      this.#current().splice(this.#column);
    } else if (command === "K") this.#current().splice(this.#column);
    else assert.equal(command, "m", `unknown sequence: ${JSON.stringify(sequence)}`);
  }

  #put(character: string): void {
    if (character === "\r") this.#column = 0;
    else if (character === "\n") this.#row++;
    else {
      assert.doesNotMatch(character, /[\x00-\x1f\x7f-\x9f]/, "a control character");
      const width = /[\u0300-\u036f\u200d\ufe0f]/.test(character)
        ? 0
        : /[表👩💻🚀]/u.test(character)
        ? 2
        : character === "﷽"
        ? 4
        : 1;
      if (this.#column + width > this.width) {
        if (this.#wraps) [this.#row, this.#column] = [this.#row + 1, 0];
        else {
          this.overflowed = true;
          this.#column = this.width - width;
        }
      }
      const row = this.#current();
      if (width === 0) row[this.#column - 1] = (row[this.#column - 1] ?? "") + character;
      else row[this.#column] = character;
      if (width === 2) row[this.#column + 1] = "";
      this.#column += width;
    }
    this.#current();
  }

  /** Whether a line was longer than a row where none may wrap. */
  overflowed = false;

  #current(): string[] {
    while (this.#rows.length <= this.#row) this.#rows.push([]);
    return this.#rows[this.#row]!;
  }
}
