/**
 * Words: how texts are compared. Whole words only, so that "email" never counts as "ml".
 * @module
 */

/** Letters and digits, with inner dots, plus and number signs: `node.js`, `c++`, `c#`, `.net`, `2.x`. Hyphens and underscores part words. */
const WORD = /\.?[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*(?:\+\+|#)?/gu;

/** The words of a text as written. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Endings that are dropped so that "exports", "exported" and "exporting" are one word. */
export function stem(word: string): string {
  // The plural of an abbreviation, "APIs", has an ending like "analysis" once it is in lower case.
  let w = (/^[A-Z]{2,}s$/.test(word) ? word.slice(0, -1) : word).toLowerCase().replace(/['’]s$/, "");
  if (!/^[a-z]+$/.test(w) || w.length < 4) return w;
  if (w.endsWith("ies") && w.length > 4) w = w.slice(0, -3) + "y";
  else if (/(?:[sxz]|ch|sh)es$/.test(w)) w = w.slice(0, -2);
  else if (w.endsWith("s") && !/(?:ss|us|is)$/.test(w)) w = w.slice(0, -1);
  if (w.endsWith("ing") && w.length > 5) w = undouble(w.slice(0, -3));
  else if (w.endsWith("ed") && w.length > 4) w = undouble(w.slice(0, -2));
  return w.length > 3 && w.endsWith("e") ? w.slice(0, -1) : w;
}

function undouble(w: string): string {
  return /([bdgmnprt])\1$/.test(w) ? w.slice(0, -1) : w;
}

const STOP = new Set(
  ("a an and any are as at be been being but by can could did do does each either etc few for from had has have he her here his how i if in " +
    "into is it its just like may me might more most must my need needs no not of on one only or other our out over own per shall she should " +
    "so some such than that the their them then there these they this those through to too under up use used user users using various very via " +
    "was we well were what when where which while who will with within without would you your all also allow allows application app ensure " +
    "ensures feature features include includes including provide provides project support supports system tool based able make makes both")
    .split(" "),
);

/** The stems of the words that carry meaning; words of other scripts count as they are. */
export function contentStems(text: string): string[] {
  return wordsOf(text.replace(/[_-]|\.(?=[a-z])/g, " ")).filter((word) =>
    !STOP.has(word.toLowerCase()) && (word.length > 1 || /[^a-z0-9]/.test(word))
  ).map(stem);
}

/** Whether a word carries no meaning of its own. */
export function isStopWord(word: string): boolean {
  return STOP.has(word.toLowerCase());
}
