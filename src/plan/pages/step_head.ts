import { type Facts, readFacts } from "./facts.ts";
import { plainOf } from "./unescape.ts";

/** What the first line of a step says. */
export interface StepHead {
  /** As it is written there; people may have left it out. */
  number?: string;
  title: string;
  /** Absent where there are no parentheses with facts. */
  facts?: Facts;
  why?: string;
  /** What follows without being any of these. */
  rest: string;
  struck: boolean;
  /** What stands where facts should and is none. */
  unknown?: string;
}

/** Whether an entry without a box is a step nevertheless: it has a bold number, or is struck out as retired steps are. */
export function looksLikeStep(text: string): boolean {
  return /^(?:~~)?\*\*\s*\d{1,9}\.\d{1,9}[\s.:)]/.test(text) || /^~~.*~~ \(retired\b/.test(text);
}

/** Reads `**2.3 Title** (facts) Why: reason`, also where parts of it are missing. */
export function readHead(text: string): StepHead {
  const struck = text.startsWith("~~");
  const body = struck ? text.slice(2) : text;
  const { name, behind, facts, unknown } = splitHead(body, struck);
  const [, number, title = name] = /^(\d{1,9}\.\d{1,9})[.:)]?(?:\s+(.*))?$/.exec(name) ?? [];
  const rest = behind.trim();
  const why = /^[*_]{0,2}Why:?[*_]{0,2}:?\s+(.*)$/.exec(rest)?.[1];
  return {
    ...(number === undefined ? {} : { number }),
    title: plainOf(title.trim()),
    ...(facts === undefined ? {} : { facts }),
    ...(why === undefined ? {} : { why: plainOf(why) }),
    rest: why === undefined ? plainOf(rest.replace(/^[–—:-]\s*/, "")) : "",
    struck,
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** A title with more parentheses behind stars is no title. */
const MOST_TRIES = 20;

interface Split {
  name: string;
  behind: string;
  facts?: Facts;
  unknown?: string;
}

/** Parts the title from the parentheses. A title may hold stars and parentheses of its own: what reads as facts decides. */
function splitHead(body: string, struck: boolean): Split {
  if (!body.startsWith("**")) return splitPlain(struck ? body.replace("~~", "") : body);
  const strike = struck ? "~~" : "";
  const mark = `**${strike} (`;
  let unknown: Split | undefined;
  let tries = 0;
  for (let at = body.indexOf(mark, 2); at !== -1 && tries < MOST_TRIES; at = body.indexOf(mark, at + 1), tries++) {
    const open = at + mark.length;
    const close = body.indexOf(")", open);
    if (close === -1) break;
    const facts = readFacts(body.slice(open, close));
    const split = { name: body.slice(2, at).trim(), behind: body.slice(close + 1) };
    if (!("unknown" in facts)) return { ...split, facts };
    unknown ??= { ...split, unknown: facts.unknown };
  }
  if (unknown !== undefined) return unknown;
  const end = body.indexOf("**", 2);
  if (end === -1) return splitPlain(body.slice(2));
  const behind = body.slice(end + 2).replace(/^~~/, "");
  return { name: body.slice(2, end).trim(), behind };
}

/** A title that is not bold: parentheses at its end count only if all in them reads as facts. */
function splitPlain(body: string): Split {
  const open = body.lastIndexOf("(");
  const inner = open !== -1 && body.endsWith(")") ? readFacts(body.slice(open + 1, -1)) : undefined;
  return inner === undefined || "unknown" in inner
    ? { name: body.trim(), behind: "" }
    : { name: body.slice(0, open).trim(), behind: "", facts: inner };
}
