/**
 * Draws lines at the lower end of a terminal and draws them again when they change; what is printed above them stays.
 * @module
 */
import { type Line, paint } from "./line.ts";
import { widthOf } from "./width.ts";

/** A terminal to draw on. */
export interface Screen {
  /** Its width in characters; 0: nobody knows. */
  columns(): number;
  /** Its height in lines; 0: nobody knows. */
  rows(): number;
  /** Writes text as it is. Must not throw. */
  write(text: string): void;
  /** Whether colours are wanted. */
  colour: boolean;
}

const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
/** What is too long for a row ends at its end: should a terminal measure otherwise than we, no line becomes two. */
const NO_WRAP = "\x1b[?7l";
const WRAP = "\x1b[?7h";
const CLEAR_BELOW = "\x1b[J";
const CLEAR_RIGHT = "\x1b[K";

/** The size of a terminal that does not tell its own any more. */
export const USUAL = { columns: 80, rows: 24 };

/** The lines that stand at the lower end; between two drawings the cursor is at the start of the row below them. */
export class Block {
  readonly #screen: Screen;
  #shown: { text: string; width: number }[] = [];
  #size = "";
  #hidden = false;
  #closed = false;

  /** Draws nothing yet. */
  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Prints lines that stay, then shows the block as it is now: only what has changed is written. */
  draw(above: readonly Line[], block: readonly Line[]): void {
    if (this.#closed) return;
    const columns = Math.max(this.#screen.columns() || USUAL.columns, 2);
    const { colour } = this.#screen;
    // The last column stays free: some terminals wrap when it is filled.
    const next = block.map((line) => ({
      text: paint(line, colour, columns - 1),
      width: widthOf(paint(line, false, columns - 1)),
    }));
    const kept = above.map((line) => `${paint(line, colour)}\r\n`).join("");
    const size = `${columns} x ${this.#screen.rows()}`;
    const anew = kept !== "" || size !== this.#size;
    const changes = anew ? next.map(({ text }) => `${text}\r\n`).join("") : this.#changes(next);
    const text = (anew ? this.#clear(columns) + kept : "") + (changes === "" ? "" : NO_WRAP + changes + WRAP);
    this.#shown = next;
    this.#size = size;
    if (text === "") return;
    const hide = !this.#hidden && next.length > 0 ? HIDE_CURSOR : "";
    this.#hidden ||= hide !== "";
    this.#screen.write(hide + text);
  }

  /** Takes the block away, prints lines that stay, and gives the cursor back. Nothing is drawn after that. */
  close(above: readonly Line[] = []): void {
    if (this.#closed) return;
    this.draw(above, []);
    this.#closed = true;
    if (this.#hidden) this.#screen.write(WRAP + SHOW_CURSOR);
  }

  /** Goes from line to line that differs, and back below the last. */
  #changes(next: readonly { text: string }[]): string {
    let text = "";
    let row = this.#shown.length;
    const goTo = (target: number) => {
      if (target < row) text += `\x1b[${row - target}A`;
      if (target > row) text += `\x1b[${target - row}B`;
      row = target;
    };
    next.forEach((line, at) => {
      const old = this.#shown[at];
      if (old?.text === line.text) return;
      goTo(at);
      text += `\r${line.text}${CLEAR_RIGHT}\r\n`;
      row++;
    });
    if (next.length < this.#shown.length) {
      goTo(next.length);
      text += `\r${CLEAR_BELOW}`;
    }
    if (text !== "") goTo(next.length);
    return text;
  }

  /** Takes the block away. Where the terminal has become narrower, its lines may stand in several rows now. */
  #clear(columns: number): string {
    const rows = this.#shown.reduce((sum, { width }) => sum + Math.max(Math.ceil(width / columns), 1), 0);
    return rows === 0 ? "" : `\x1b[${rows}A\r${CLEAR_BELOW}`;
  }
}
