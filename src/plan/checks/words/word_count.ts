/** Scripts written without spaces: so many of their letters make about one word. */
const DENSE: readonly (readonly [letters: RegExp, toAWord: number])[] = [
  [/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu, 2],
  [/[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu, 4],
];

/** How many words a text has; signs alone are none, and what is written without spaces counts by its letters. */
export function countWords(text: string): number {
  let words = 0;
  let rest = text;
  for (const [letters, toAWord] of DENSE) {
    let count = 0;
    rest = rest.replace(letters, () => {
      count++;
      return " ";
    });
    words += Math.ceil(count / toAWord);
  }
  return words + (rest.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0);
}
