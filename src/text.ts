// deno-lint-ignore-file no-control-regex -- control characters are what this module is about
/**
 * Text from outside made harmless: briefs and model answers pass through here once, before they enter a plan.
 * @module
 */

/** Terminal control sequences: CSI, OSC (ended by BEL or ST, or unfinished to the end of the line) and two-byte escapes. */
const ESCAPES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -~]?/g;
/** Control characters but tab and line feed. */
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
/** Characters that reorder or hide text: bidirectional controls, zero-width characters (but the joiners that emoji and scripts need), tags. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Removes what could control a terminal, reorder or hide text; line ends become `\n`, broken surrogates U+FFFD. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(ESCAPES, "").replace(CONTROLS, "").replace(INVISIBLE, "");
}

/** {@linkcode cleanText} on one line, with single spaces. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim();
}

/** Cuts a text at a word's end so that it has at most `limit` characters; a cut shows as "…". */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return (space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, "").replace(/[\s,;:.(`-]+$/, "") +
    "…";
}

/** Some of a text on one line, to be named in a message. */
export function excerpt(text: string, limit = 60): string {
  return shorten(oneLine(text.slice(0, 50 * limit)), limit);
}

/** How many of something: `1 error`, `2 errors`. */
export function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** One word for a shell such as bash or zsh, in quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** {@linkcode quote}, but a word that no shell reads otherwise stays as it is. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quote(word);
}
