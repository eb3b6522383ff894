/**
 * Where code stands: by the line that opens it, the line that closes it. A fence that is never closed opens nothing, and
 * one around Markdown is looked through: both are given an end at their own line.
 */
export function fencesOf(
  raws: readonly string[],
  throughBare: boolean,
): Map<number, { end: number; language: string }> {
  const marks = raws.map(fenceOf);
  const closers = closersOf(marks);
  const fences = new Map<number, { end: number; language: string }>();
  let left = marks.reduce((count, mark) => count + (mark === undefined ? 0 : 1), 0);
  let through = 0;
  for (let at = 0; at < raws.length; at++) {
    const mark = marks[at];
    if (mark === undefined) continue;
    left--;
    const bare = mark.language === "";
    const plain = /^(?:|text|txt|plaintext)$/.test(mark.language);
    if (/^(?:markdown|md|mdx)$/.test(mark.language) || (plain && throughBare && through === 0)) {
      through++;
      fences.set(at, { end: at, language: "" });
      continue;
    }
    const end = closers.get(at);
    // The last mark of all closes what is looked through; so does one that nothing closes.
    if (end === undefined || (bare && through > 0 && left === 0)) {
      if (bare) through = Math.max(0, through - 1);
      fences.set(at, { end: at, language: "" });
      continue;
    }
    fences.set(at, { end, language: mark.language });
    for (let inside = at + 1; inside <= end; inside++) if (marks[inside] !== undefined) left--;
    at = end;
  }
  return fences;
}

interface Fence {
  sign: string;
  length: number;
  language: string;
}

function fenceOf(raw: string): Fence | undefined {
  const found = /^\s{0,20}(`{3,}|~{3,})([^`]{0,100})$/.exec(raw.slice(0, 200));
  if (found === null) return undefined;
  const marks = found[1] ?? "";
  const language = (found[2] ?? "").trim().split(/[\s{,:]/)[0] ?? "";
  return { sign: marks.charAt(0), length: marks.length, language: language.toLowerCase() };
}

/** For each mark the next bare one that closes it, found from the end. */
function closersOf(marks: readonly (Fence | undefined)[]): Map<number, number> {
  const closers = new Map<number, number>();
  const next = new Map<string, number>();
  for (let at = marks.length - 1; at >= 0; at--) {
    const mark = marks[at];
    if (mark === undefined) continue;
    const length = Math.min(mark.length, 8);
    const end = next.get(mark.sign + length);
    if (end !== undefined) closers.set(at, end);
    if (mark.language === "") { for (let least = 3; least <= length; least++) next.set(mark.sign + least, at); }
  }
  return closers;
}
