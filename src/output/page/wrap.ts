/** The most lines of a title in a box. */
const MOST_LINES = 2;

/** How wide a character is, in small letters: those of East Asia and most signs are as wide as two. */
function widthOf(character: string): number {
  return /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|[\u{1f000}-\u{3ffff}]/u
      .test(character)
    ? 1.9
    : /[A-ZMW@%mw]/.test(character)
    ? 1.25
    : /[ijltfrI.,:;'|! ()]/.test(character)
    ? 0.6
    : 1;
}

/** A text in at most two lines of a width, in small letters, cut where it is longer: SVG does not break lines. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  // Nobody sees more than this; a title may be as long as a book.
  const words = text.slice(0, 20 * width).replace(/[`*]+/g, "").split(/\s+/).filter((word) => word !== "");
  for (const word of words) {
    const length = [...word].reduce((sum, character) => sum + widthOf(character), 0);
    if (line !== "" && used + length > width) {
      lines.push(line);
      [line, used] = ["", 0];
    }
    line += `${word} `;
    used += length + 0.6;
  }
  lines.push(line);
  const shown = lines.slice(0, MOST_LINES).map((line, at) =>
    fit(line.trim(), width, at === MOST_LINES - 1 && lines.length > MOST_LINES)
  );
  return shown.filter((line) => line !== "");
}

/** A line cut to a width; `more` says that something follows it. */
function fit(line: string, width: number, more: boolean): string {
  let used = 0;
  let cut = "";
  for (const character of line) {
    used += widthOf(character);
    if (used > width) return `${cut.trimEnd()}…`;
    cut += character;
  }
  return more ? `${cut}…` : cut;
}
