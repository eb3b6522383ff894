/** What a text says a task waits for: "(depends on T012, T013)", "after task 3", "Blocked by: 1.2". */

/** How tasks are named in a file: by ids of letters and digits, or by numbers alone. */
export type Naming = "ids" | "numbers";

const ID = /\bT\d{1,5}(?:\.\d{1,3})?[a-z]?\b/;
const NUMBER = /(?<![\w.])\d{1,4}(?:\.\d{1,4}){0,4}(?![\w%])(?!\.\d)/;
const JOIN =
  /\s{0,3}(?:,\s{0,3}and\b|,|;|&|\+|\/|\band\b|\bund\b)\s{0,3}(?:(?:tasks?|steps?|schritt(?:en?)?|aufgaben?)\s)?\s{0,3}/;
const RANGE = /\s{0,2}(?:[-–—]|\bto\b|\bthrough\b|\.\.)\s{0,2}/;
const NAME = { ids: ID, numbers: NUMBER };
/** A range of more is no list of tasks. */
const WIDEST = 200;

/** Words that say it whatever follows, and words that say it only where a task is named as one. */
const SURE =
  /\b(?:depends? (?:up)?on|depending on|dependent on|blocked by|waits? (?:for|on)|h(?:ä|ae)ng(?:t|en) ab von|abh(?:ä|ae)ngig von|wartet auf)\b[:*_\s]{0,6}/gi;
const UNSURE = /\b(?:after|requires?|needs?|prerequisites?|nach|ben(?:ö|oe)tigt|braucht)\b[:*_\s]{0,6}/gi;

/**
 * The names of tasks that a text waits for. Numbers alone are only taken where nothing else can be meant: "after 5
 * minutes" waits for no task.
 */
export function needsIn(text: string, naming: Naming): string[] {
  const found: string[] = [];
  for (const [words, sure] of [[SURE, true], [UNSURE, false]] as const) {
    for (const match of text.matchAll(words)) {
      const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 600);
      const inside = /[(;][^()]{0,80}$/.test(text.slice(Math.max(0, match.index - 90), match.index));
      found.push(
        ...(naming === "ids" ? idsAfter(rest) : numbersAfter(rest, sure ? "all" : inside ? "dotted" : "none")),
      );
    }
  }
  return [...new Set(found)];
}

/** The first list of names in a text, with at most a few words before it. */
export function idsAfter(text: string): string[] {
  const gap = /^[^,.;:()]{0,40}?(?=\bT\d)/.exec(text);
  return gap === null ? [] : namesAt(text.slice(gap[0].length), "ids").names;
}

/**
 * Numbers behind a word such as "step" always count; without it all of them, those of two levels, or none. What only has
 * a "#" before it keeps it: it may be an issue.
 */
function numbersAfter(text: string, bare: "all" | "dotted" | "none"): string[] {
  const word = /^(?:tasks?|steps?|schritt(?:en?)?|aufgaben?)\s{0,3}(?=#?\d)/i.exec(text)?.[0] ?? "";
  if (word === "" && bare === "none" && !/^#\d/.test(text)) return [];
  const { names, end } = namesAt(text.slice(word.length), "numbers");
  const behind = text.slice(word.length + end, word.length + end + 20);
  // "depends on 3 services": a count, and no name.
  const plain = word === "" && names.some((name) => !/[.#]/.test(name));
  if (plain && (bare === "dotted" || /^\s+\p{L}/u.test(behind))) return [];
  return word === "" ? names : names.map((name) => name.replace("#", ""));
}

/** The list of names that a text begins with, ranges written out, and where it ends. */
export function namesAt(text: string, naming: Naming): { names: string[]; end: number } {
  const name = new RegExp(NAME[naming].source, "y");
  const names: string[] = [];
  let at = 0;
  let end = 0;
  for (let round = 0; round < WIDEST; round++) {
    const sign = naming === "numbers" && text.charAt(at) === "#" ? "#" : "";
    at += sign.length;
    name.lastIndex = at;
    const first = name.exec(text)?.[0];
    if (first === undefined) break;
    end = at + first.length;
    const range = sticky(RANGE, text, end);
    name.lastIndex = end + range;
    const last = range === 0 ? undefined : name.exec(text)?.[0];
    if (last === undefined) names.push(sign + first);
    else {
      names.push(...between(first, last));
      end += range + last.length;
    }
    const join = sticky(JOIN, text, end);
    if (join === 0) break;
    at = end + join;
  }
  return { names, end };
}

/** How many characters a pattern takes at a place. */
function sticky(pattern: RegExp, text: string, at: number): number {
  const own = new RegExp(pattern.source, "iy");
  own.lastIndex = at;
  return own.exec(text)?.[0].length ?? 0;
}

/** `T003` to `T006`, `1.2` to `1.4`: what counts up in its last part; else the two ends. */
function between(first: string, last: string): string[] {
  const [, head = "", from = ""] = /^(.*?)(\d+)$/.exec(first) ?? [];
  const [, other = "", to = ""] = /^(.*?)(\d+)$/.exec(last) ?? [];
  const count = Number(to) - Number(from);
  if (head !== other || from === "" || count < 0 || count > WIDEST) return [first, last];
  return Array.from(
    { length: count + 1 },
    (_, index) => head + String(Number(from) + index).padStart(from.startsWith("0") ? from.length : 0, "0"),
  );
}
