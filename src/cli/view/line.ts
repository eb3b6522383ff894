import { cleanText } from "../../text.ts";
import { cut, widthOf } from "./width.ts";

/** How a piece of a line looks, where there is colour. */
export type Style = keyof typeof CODES;

/** A line in pieces, plain or with a style. */
export type Line = readonly (string | { text: string; style: Style })[];

const CODES = { dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/**
 * The text that goes to the terminal. Whatever the line holds, no escape sequence is in it but those of its own styles:
 * all that a view writes to a terminal goes this way.
 *
 * @param columns The most room that it may take; absent: it may wrap.
 */
export function paint(line: Line, colour: boolean, columns = Infinity): string {
  let painted = "";
  let room = columns;
  for (const piece of line) {
    const { text, style } = typeof piece === "string" ? { text: piece, style: undefined } : piece;
    const whole = cleanText(text).replace(/\s/g, " ");
    const shown = Number.isFinite(room) ? cut(whole, room) : whole;
    painted += colour && style !== undefined && shown !== "" ? `\x1b[${CODES[style]}m${shown}\x1b[0m` : shown;
    room -= widthOf(shown);
    if (shown !== whole) break;
  }
  return painted;
}
