/**
 * Patterns of `.gitignore` files, matched in time linear in pattern times path: no pattern can make a scan hang.
 * @module
 */

/** One place of a name: a star, any one character, a certain one, or one of some ranges. */
type Token = "star" | "one" | number | {
  readonly ranges: readonly (readonly [number, number])[];
  readonly not: boolean;
};

/** A part of a pattern between slashes: any number of folders, a plain name, or tokens. */
type Segment = "folders" | { readonly name: string } | { readonly tokens: readonly Token[] };

/** A pattern as it is matched. */
export type Glob = readonly Segment[];

/** How much may still be compared; below zero it is used up. */
export interface Work {
  left: number;
}

/** What `[:name:]` stands for, in ASCII as in git. */
const CLASSES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  alnum: [[48, 57], [65, 90], [97, 122]],
  alpha: [[65, 90], [97, 122]],
  blank: [[32, 32], [9, 9]],
  cntrl: [[0, 31], [127, 127]],
  digit: [[48, 57]],
  graph: [[33, 126]],
  lower: [[97, 122]],
  print: [[32, 126]],
  punct: [[33, 47], [58, 64], [91, 96], [123, 126]],
  space: [[32, 32], [9, 13]],
  upper: [[65, 90]],
  xdigit: [[48, 57], [65, 70], [97, 102]],
};

/** Reads a pattern without its leading `!` and slashes around it; absent where it can match nothing (`[a`, `a\`). */
export function parseGlob(pattern: string): Glob | undefined {
  const segments: Segment[] = [];
  let tokens: Token[] = [];
  let stars = 0;
  const end = () => {
    segments.push(segmentOf(tokens, stars));
    tokens = [];
    stars = 0;
  };
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === "*") {
      stars++;
      // Several in a row are one, unless they are the whole segment.
      if (tokens.at(-1) !== "star") tokens.push("star");
    } else if (char === "?") tokens.push("one");
    else if (char === "[") {
      const set = parseSet(pattern, at + 1);
      if (set === undefined) return undefined;
      tokens.push(set.token);
      at = set.end;
    } else if (char === "\\" && at + 1 === pattern.length) return undefined;
    else {
      const code = pattern.charCodeAt(char === "\\" ? ++at : at);
      if (code === SLASH) end();
      else tokens.push(code);
    }
  }
  end();
  return segments;
}

const SLASH = 47;

function segmentOf(tokens: readonly Token[], stars: number): Segment {
  if (stars > 1 && tokens.length === 1) return "folders";
  const codes = tokens.filter((token) => typeof token === "number");
  return codes.length === tokens.length
    ? { name: codes.map((code) => String.fromCharCode(code)).join("") }
    : { tokens };
}

/** Reads `[...]` from behind its bracket, as git's wildmatch does. */
function parseSet(pattern: string, start: number): { token: Token; end: number } | undefined {
  const ranges: (readonly [number, number])[] = [];
  let at = start;
  const not = pattern[at] === "!" || pattern[at] === "^";
  if (not) at++;
  /** What may begin a range. */
  let before: number | undefined;
  for (let first = true; first || pattern[at] !== "]"; at++, first = false) {
    if (at >= pattern.length) return undefined;
    let code = pattern.charCodeAt(at);
    if (pattern[at] === "-" && before !== undefined && at + 1 < pattern.length && pattern[at + 1] !== "]") {
      if (pattern[++at] === "\\") at++;
      if (at >= pattern.length) return undefined;
      ranges.push([before, pattern.charCodeAt(at)]);
      before = undefined;
      continue;
    }
    if (pattern.startsWith("[:", at)) {
      const close = pattern.indexOf("]", at + 2);
      if (close === -1) return undefined;
      if (close > at + 2 && pattern[close - 1] === ":") {
        const name = pattern.slice(at + 2, close - 1);
        const known = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
        if (known === undefined) return undefined;
        ranges.push(...known);
        before = undefined;
        at = close;
        continue;
      }
    } else if (pattern[at] === "\\") {
      if (++at >= pattern.length) return undefined;
      code = pattern.charCodeAt(at);
    }
    ranges.push([code, code]);
    before = code;
  }
  return { token: { ranges, not }, end: at };
}

/** The plain path that a pattern stands for, where it has nothing to be matched. */
export function plainPath(glob: Glob): string | undefined {
  const names = glob.flatMap((segment) => typeof segment === "object" && "name" in segment ? segment.name : []);
  return names.length === glob.length ? names.join("/") : undefined;
}

/** Whether a pattern matches the segments of a path from one of them on. */
export function matchesGlob(glob: Glob, path: readonly string[], from: number, work: Work): boolean {
  let at = from;
  let part = 0;
  /** Behind the last "folders", and where it last ended: all before is settled, so nothing before is tried again. */
  let again: { part: number; at: number } | undefined;
  while (at < path.length) {
    work.left--;
    const segment = glob[part];
    if (segment === "folders") {
      // It stands for something at the end, elsewhere also for nothing: the loop ends before it could at the end.
      again = { part: ++part, at };
    } else if (segment !== undefined && matchesName(segment, path[at] ?? "", work)) {
      part++;
      at++;
    } else if (again !== undefined) {
      part = again.part;
      at = ++again.at;
    } else return false;
    if (work.left < 0) return false;
  }
  return part === glob.length;
}

function matchesName(segment: Exclude<Segment, "folders">, name: string, work: Work): boolean {
  if ("name" in segment) return segment.name === name;
  const { tokens } = segment;
  let at = 0;
  let token = 0;
  let again: { token: number; at: number } | undefined;
  while (at < name.length) {
    if (--work.left < 0) return false;
    const wanted = tokens[token];
    if (wanted === "star") again = { token: ++token, at };
    else if (wanted !== undefined && matchesCode(wanted, name.charCodeAt(at))) {
      token++;
      at++;
    } else if (again !== undefined) {
      token = again.token;
      at = ++again.at;
    } else return false;
  }
  while (tokens[token] === "star") token++;
  return token === tokens.length;
}

function matchesCode(wanted: Exclude<Token, "star">, code: number): boolean {
  if (wanted === "one") return true;
  if (typeof wanted === "number") return wanted === code;
  return wanted.ranges.some(([low, high]) => code >= low && code <= high) !== wanted.not;
}
