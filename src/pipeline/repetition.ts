/** How much of the end of a text is looked at, in characters. */
const TAIL = 16_384;
/** The longest unit whose repetition is found, how often and over how many characters it must repeat. */
const LONGEST_UNIT = 400;
const LEAST_TIMES = 8;
const LEAST_CHARS = 3_000;
/** How often one line must stand in the tail, and what share of the lines since its first it must be. */
const LEAST_LINES = 30;
const LEAST_SHARE = 1 / 3;

/**
 * Whether a text has ended in endless repetition, as models do that have lost their way. Looks only at the end, so that it
 * can be asked again and again while an answer grows.
 *
 * @returns What repeats, in one phrase; undefined if nothing does.
 */
export function repeats(text: string): string | undefined {
  const tail = text.slice(-TAIL);
  const unit = unitAtEnd(tail);
  if (unit !== undefined) return `it repeats ${quoted(unit)} without end`;
  const line = lineAgain(tail);
  return line === undefined ? undefined : `it repeats the line ${quoted(line)} without end`;
}

/**
 * The unit that a text ends in, over and over. The period of the last characters is their length less that of their longest
 * border, which the prefix function gives for all lengths at once.
 */
function unitAtEnd(text: string): string | undefined {
  const most = Math.min(text.length, LONGEST_UNIT * LEAST_TIMES);
  if (most < LEAST_CHARS) return undefined;
  const at = (index: number) => text.charCodeAt(text.length - 1 - index);
  const borders = new Uint16Array(most);
  for (let length = 1, border = 0; length < most; length++) {
    while (border > 0 && at(length) !== at(border)) border = borders[border - 1] ?? 0;
    if (at(length) === at(border)) border++;
    borders[length] = border;
  }
  for (const length of [LEAST_CHARS, most]) {
    const period = length - (borders[length - 1] ?? 0);
    if (period <= LONGEST_UNIT && length >= period * LEAST_TIMES) return text.slice(-period);
  }
  return undefined;
}

/** A line that is a large share of the last ones. Names with short values, as JSON has them, may well be many. */
function lineAgain(tail: string): string | undefined {
  const lines = tail.split("\n").slice(1).map((line) => line.trim()).filter((line) => line !== "");
  if (lines.length < LEAST_LINES) return undefined;
  const seen = new Map<string, { count: number; first: number }>();
  lines.forEach((line, index) => {
    const known = seen.get(line);
    if (known === undefined) seen.set(line, { count: 1, first: index });
    else known.count++;
  });
  for (const [line, { count, first }] of seen) {
    if (count >= LEAST_LINES && count >= (lines.length - first) * LEAST_SHARE && isTelling(line)) return line;
  }
  return undefined;
}

/** Whether a line says something: three words or a dozen letters, and no name with a value. */
function isTelling(line: string): boolean {
  if (/^"[^"]{1,60}"\s?:|^\|/.test(line)) return false;
  const letters = line.slice(0, 200).match(/\p{L}/gu)?.length ?? 0;
  return letters >= 12;
}

function quoted(text: string): string {
  const shown = text.replace(/\s+/g, " ").trim().slice(0, 60).toWellFormed();
  return shown === "" ? "blank space" : `"${shown}"`;
}
