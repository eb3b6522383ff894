/**
 * How much room text takes on a terminal. Where terminals differ (emoji of several parts, symbols with two faces) the
 * larger number counts: a line that is cut too early does no harm, one that wraps does.
 * @module
 */

/** Takes no room of its own: combining marks, joiners. */
const NONE = /^[\p{Mn}\p{Me}\u200c\u200d]$/u;
/** Takes two columns: East Asian scripts and their punctuation, full-width forms, emoji. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\p{Script=Tangut}\p{Extended_Pictographic}\u3000-\u303f\u3200-\u33ff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
/** Asks for the emoji face of what stands before it. */
const EMOJI_FACE = "\ufe0f";

/** Made when it is needed first: that takes longer than all the rest of a view. */
let graphemes: Intl.Segmenter | undefined;

/** The most columns that a text of one line takes. */
export function widthOf(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of text) {
    width += character === EMOJI_FACE ? 1 : NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Cuts a text of one line so that it takes at most so many columns; a cut shows as "…". */
export function cut(text: string, columns: number): string {
  if (columns <= 0) return "";
  if (isPlain(text)) return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
  let kept = "";
  let width = 0;
  // Where the last piece ended that leaves room for the mark.
  let room = "";
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment } of graphemes.segment(text)) {
    const wider = width + widthOf(segment);
    if (wider > columns) return `${room}…`;
    kept += segment;
    width = wider;
    if (width < columns) room = kept;
  }
  return kept;
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
