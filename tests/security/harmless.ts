// deno-lint-ignore-file no-control-regex -- control characters are what this module is about
/**
 * Texts that try to control a terminal, and the search for what is left of them.
 * @module
 */
import assert from "node:assert/strict";

/** A title, a clipboard, a link, a cleared screen, a moved cursor, colour, C1 controls, text that runs backwards or hides. */
export const CODES =
  "\x1b]0;owned\x07\x1b]52;c;cm0gLXJm\x07\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\\x1b[2J\x1b[9;9H\x1b[31m\x9b2J\x9d0;x\x9c\x85\u202egpj.exe\u202c\u2066\u200b\ufeff\x08\x07";

/** What our own live view and interview write. */
const VIEW = /\x1b\[(?:\?25[lh]|\?7[lh]|\?2004[lh]|\d*[AB]|J|K)/g;

/** Fails where a text can control a terminal, reorder or hide text. */
export function assertClean(text: string): void {
  const found =
    /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/u
      .exec(text);
  assert.equal(found === null ? "" : JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 40)), "");
}

/** The same for what came on a terminal without colour, but for the few sequences by which our view draws. */
export function assertCleanView(raw: string): void {
  // Deno writes the first of these where it may show progress of its own: they move nothing.
  assertClean(raw.replaceAll("\x1b[0G\x1b[2K\x1b[J", "").replace(VIEW, ""));
}
