import { cleanText } from "../text.ts";

/** How many places of a text are tried, so that a text full of braces costs no more than its length. */
const MOST_STARTS = 20;

/**
 * Finds the JSON value that an answer means: bare, in a fence, within prose, after `<think>`; with comments, trailing
 * commas, single quotes or names without quotes. Also one level too deep (`{"answer": {...}}`), or a list where an
 * object with that list was asked for. What is cut off is never completed: a value counts only if it is closed.
 *
 * @param text The answer, whole.
 * @param fits Says whether a value is the one that was asked for.
 * @returns The first value that fits, else the first that can be read; undefined if there is none.
 */
export async function readJson(text: string, fits: (value: unknown) => boolean): Promise<unknown> {
  const bare = parse(text);
  if (bare !== undefined && fits(bare)) return bare;
  const readable = bare === undefined ? [] : [bare];
  const candidates = candidatesOf(text);
  for (const candidate of candidates) {
    const value = parse(candidate);
    if (value !== undefined) readable.push(value);
  }
  const plain = readable.flatMap(readings).find(fits);
  if (plain !== undefined) return plain;
  // Both are loaded only for answers that need them.
  if (/```ya?ml/.test(text)) {
    const { readYaml } = await import("./read_yaml.ts");
    const found = readYaml(text).map((value) => parse(JSON.stringify(value))).flatMap(readings).find(fits);
    if (found !== undefined) return found;
  }
  const { jsonrepair } = await import("../packages/jsonrepair.ts");
  for (const candidate of candidates) {
    let repaired: unknown;
    try {
      repaired = parse(jsonrepair(candidate));
    } catch {
      continue;
    }
    const found = readings(repaired).find(fits);
    if (found !== undefined) return found;
    if (repaired !== undefined && repaired !== null) readable.push(repaired);
  }
  return readable[0];
}

/** Parses JSON; its strings come from outside and are cleaned. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""), (_, value) => typeof value === "string" ? cleanText(value) : value);
  } catch {
    return undefined;
  }
}

/** What a value may mean: itself, what it wraps, the list of an object, or the only entry of a list. */
function readings(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return [value, { phases: value }, { steps: value }, ...(value.length === 1 ? value : [])];
  }
  if (typeof value !== "object" || value === null) return [value];
  const [inner, ...others] = Object.values(value);
  return inner === undefined || others.length > 0 ? [value] : [value, inner, { phases: inner }, { steps: inner }];
}

/** The parts of a text that may be the value: what stands in fences, and what braces enclose; the longest first. */
function candidatesOf(text: string): string[] {
  const body = text.replace(/^\s*<think>[^]*?<\/think>/, "");
  const found = [...fenced(body).flatMap(enclosed), ...enclosed(body)];
  return [...new Set(found)].sort((a, b) => b.length - a.length).slice(0, MOST_STARTS);
}

/** What stands in fences, the longest first. */
function fenced(text: string): string[] {
  const blocks: string[] = [];
  let open: string[] | undefined;
  for (const line of text.split("\n")) {
    if (!/^[ \t]{0,8}(?:```|~~~)/.test(line)) open?.push(line);
    else if (open === undefined) open = [];
    else {
      blocks.push(open.join("\n"));
      open = undefined;
    }
  }
  return blocks.sort((a, b) => b.length - a.length).slice(0, MOST_STARTS);
}

/** The parts of a text from a brace or bracket to the one that closes it. */
function enclosed(text: string): string[] {
  const parts: string[] = [];
  let tries = 0;
  for (let at = text.search(/[{[]/); at !== -1 && tries < MOST_STARTS; tries++) {
    const end = closing(text, at);
    if (end !== -1) parts.push(text.slice(at, end));
    // JSON that is cut off: what it encloses may be whole, but it is not the answer.
    else if (/^[{[]\s{0,100}(?:["'{[]|\w{1,40}\s{0,9}:)/.test(text.slice(at, at + 200))) break;
    const next = text.slice(end === -1 ? at + 1 : end).search(/[{[]/);
    at = next === -1 ? -1 : next + (end === -1 ? at + 1 : end);
  }
  return parts;
}

/** Where the value ends that begins at a place; -1 if it is never closed. */
function closing(text: string, start: number): number {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const letter = text.charAt(at);
    if (quote !== "") {
      if (letter === "\\") at++;
      else if (letter === quote) quote = "";
    } else if (letter === '"') quote = letter;
    // An apostrophe opens a text only where a value or a name may begin.
    else if (letter === "'" && /[{[,:]\s*$/.test(text.slice(Math.max(start, at - 20), at))) quote = letter;
    else if (letter === "{" || letter === "[") depth++;
    else if ((letter === "}" || letter === "]") && --depth === 0) return at + 1;
  }
  return -1;
}
