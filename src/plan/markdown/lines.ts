/**
 * Markdown as lines, each with what it is: a linear scanner that takes what models write, sound or not. Inline marks
 * stay in the texts.
 * @module
 */
import { fencesOf } from "./fences.ts";

/** A line that says something; blank lines and rules are only noted on the next one. */
export interface Line {
  type: "heading" | "item" | "text" | "quote" | "row" | "code";
  /** What it says, without the mark at its head. */
  text: string;
  /** Of a heading: 1 to 6; else 0. */
  level: number;
  /** How many columns it is indented. */
  indent: number;
  /** Whether a blank line, a rule or the text's beginning stands before it. */
  fresh: boolean;
  /** Of an entry of a numbered list: its number. */
  number?: number;
  /** Of an entry: whether it has a box to tick. */
  box?: boolean;
  /** Of a row of a table: its cells, and those of the table's head. */
  cells?: string[];
  head?: readonly string[];
  /** Of code: the language that the fence names. */
  language?: string;
  /** Its place in the text: the first is 0. */
  at: number;
}

/** More of a line is not looked at: no line of a plan is so long. */
const LONGEST = 4_000;
const BULLETS = new Set("-*+•◦▪‣·–—");
const RULE = /^(?:-[ -]*|\*[ *]*|_[ _]*|=+)$/;
const TABLE_RULE = /^[|:\- ]+$/;

/** How a scan takes fences: which of them hold Markdown, so that they are looked through. */
export interface LinesOptions {
  /** Whether fences without a language hold Markdown too. */
  throughBare?: boolean;
}

/** The lines of a text. */
export function linesOf(text: string, { throughBare = false }: LinesOptions = {}): Line[] {
  const raws = text.split("\n");
  const fences = fencesOf(raws, throughBare);
  const lines: Line[] = [];
  let fresh = true;
  let head: string[] | undefined;
  for (let at = 0; at < raws.length; at++) {
    const fence = fences.get(at);
    if (fence !== undefined) {
      for (let inside = at + 1; inside < fence.end; inside++) {
        const text = (raws[inside] ?? "").slice(0, LONGEST);
        lines.push({ type: "code", text, level: 0, indent: 0, fresh: false, language: fence.language, at: inside });
      }
      at = Math.max(at, fence.end);
      fresh = true;
      head = undefined;
      continue;
    }
    const raw = (raws[at] ?? "").slice(0, LONGEST);
    const body = raw.trim();
    if (body === "") {
      fresh = true;
      head = undefined;
      continue;
    }
    const previous = lines.at(-1);
    if (RULE.test(body)) {
      // A paragraph of one line with a rule under it is a heading.
      const under = !fresh && previous?.type === "text" && previous.fresh && previous.at === at - 1;
      if (under && body.length >= 2 && (body.startsWith("=") || body.startsWith("-"))) {
        lines[lines.length - 1] = { ...previous, type: "heading", level: body.startsWith("=") ? 1 : 2 };
      }
      fresh = true;
      continue;
    }
    const indent = indentOf(raw);
    if (body.includes("|") && (body.startsWith("|") || head !== undefined || isTableRule(raws[at + 1]))) {
      if (TABLE_RULE.test(body)) continue;
      const cells = cellsOf(body);
      lines.push({
        type: "row",
        text: body,
        level: 0,
        indent,
        fresh,
        cells,
        ...(head === undefined ? {} : { head }),
        at,
      });
      if (head === undefined && isTableRule(raws[at + 1])) head = cells;
      fresh = false;
      continue;
    }
    head = undefined;
    lines.push({ ...lineOf(body, indent), indent, fresh, at });
    fresh = false;
  }
  return lines;
}

/** What a line is by the mark at its head. */
function lineOf(body: string, indent: number): Pick<Line, "type" | "text" | "level" | "number" | "box"> {
  const first = body.charAt(0);
  if (first === "#" && indent < 8) {
    const level = /^#{1,6}/.exec(body)?.[0].length ?? 1;
    const text = body.slice(level).trim();
    // "#1" and "#hashtag" are no headings, "##Phase" is one with a space forgotten.
    if (text !== "" && !text.startsWith("#") && (level > 1 || /\s/.test(body.charAt(1)))) {
      return { type: "heading", level, text: withoutMarks(text) };
    }
  }
  if (first === ">") return { type: "quote", level: 0, text: body.replace(/^[>\s]+/, "") };
  if (first === "<") {
    const tag = /^<(h[1-6]|li|summary|p|dt|dd)\b[^<>]{0,200}>/i.exec(body);
    const name = tag?.[1]?.toLowerCase() ?? "";
    const text = tag === null ? body : body.slice(tag[0].length).replace(new RegExp(`</${name}>\\s*$`, "i"), "").trim();
    if (text !== "" && (name === "summary" || /^h\d$/.test(name))) {
      return { type: "heading", level: name === "summary" ? 3 : Number(name.charAt(1)), text };
    }
    if (text !== "") return { type: name === "li" ? "item" : "text", level: 0, text };
  }
  if (BULLETS.has(first) && /\s/.test(body.charAt(1))) {
    const text = body.slice(1).trim();
    const box = /^\[[ xX✓✔]?\](?:\s|$)/.test(text);
    return { type: "item", level: 0, text: box ? text.slice(text.indexOf("]") + 1).trim() : text, box };
  }
  const numbered = /^\(?(\d{1,4})[.)]\s/.exec(body);
  if (numbered !== null) {
    const text = body.slice(numbered[0].length).trim();
    const box = /^\[[ xX✓✔]?\](?:\s|$)/.test(text);
    const said = box ? text.slice(text.indexOf("]") + 1).trim() : text;
    return { type: "item", level: 0, text: said, number: Number(numbered[1]), box };
  }
  return { type: "text", level: 0, text: body };
}

/** Without the closing marks of a heading: `## Phase 1 ##`. */
function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === "#") end--;
  return end > 0 && end < text.length && /\s/.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
}

function indentOf(raw: string): number {
  let columns = 0;
  for (let at = 0; at < raw.length; at++) {
    if (raw.charAt(at) === " ") columns++;
    else if (raw.charAt(at) === "\t") columns += 4;
    else break;
  }
  return columns;
}

function isTableRule(raw: string | undefined): boolean {
  const body = raw?.slice(0, LONGEST).trim() ?? "";
  return body.includes("-") && body.includes("|") && TABLE_RULE.test(body);
}

/** The cells of a row; `\|` is a sign within one. */
function cellsOf(row: string): string[] {
  const cells = row.replaceAll("\\|", "\u0000").split("|").map((cell) => cell.replaceAll("\u0000", "|").trim());
  if (row.startsWith("|")) cells.shift();
  if (row.endsWith("|")) cells.pop();
  return cells;
}
