/**
 * The lists of a page: entries of the outermost level with what stands below each, and the lines that hold them. Linear.
 * @module
 */
import { labelOf } from "./labels.ts";

/** An entry of a list, its lines joined by single spaces. */
export interface Entry {
  text: string;
  /** Its first line; the first of the page is 0. */
  line: number;
}

/** An entry of the outermost level. */
export interface Block extends Entry {
  /** What its box holds: `x`, a space or another single sign; absent where it has none. */
  box?: string;
  /** The lines of its text. */
  texts: Entry[];
  /** What stands below it, whatever the depth; boxes are part of their texts. */
  entries: Entry[];
  /** The line behind the last of its own. */
  end: number;
  /** The lines within that are none of a list: code, tables. */
  foreign: number[];
}

const BULLET = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$/;
const BOX = /^\[[ \t]{0,3}([^[\]\s]?)[ \t]{0,3}\](?:[ \t]+|$)/u;
const FENCE = /^[ \t]*(`{3,}(?=[^`]*$)|~{3,})/;
/** What is no part of an entry: headings, quotes, tables, comments, rules. */
const OTHER = /^[ \t]*(?:#{1,6}(?:[ \t]|$)|[>|]|<!--|(?:-{3,}|\*{3,}|_{3,})[ \t]*$)/;

/** The entries of the lists that stand in some lines of a page. */
export function blocksOf(lines: readonly string[], start = 0, end = lines.length): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  let entry: { texts: string[]; entry: Entry; indent: number } | undefined;
  const fenceEnd = fenceEnds(lines, Math.min(end, lines.length));
  let top = 0;
  let blank = false;
  const open = (owner: Entry, text: string) => {
    close();
    entry = { texts: [text], entry: owner, indent: indentOf(lines[owner.line] ?? "") };
  };
  const openBelow = (owner: Block, at: number, text: string) => {
    const below: Entry = { text: "", line: at };
    owner.entries.push(below);
    open(below, text);
    grow(at);
  };
  /** Lines that go on with an entry stand deeper than its bullet. */
  const isOwnLine = (line: string, indent: number) =>
    entry !== undefined && entry.entry !== block && indent <= entry.indent && labelOf(line.trim()) !== undefined;
  const close = () => {
    if (entry !== undefined) entry.entry.text = entry.texts.join(" ").replace(/\s+/g, " ").trim();
    entry = undefined;
  };
  const grow = (at: number) => {
    if (block !== undefined) block.end = at + 1;
  };
  for (let at = start; at < end; at++) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    const fence = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      const last = fenceEnd(at, fence);
      const inside = block !== undefined && indentOf(line) > top;
      close();
      if (inside) {
        for (let within = at; within <= last; within++) block?.foreign.push(within);
        grow(last);
      } else block = undefined;
      at = last;
      blank = false;
      continue;
    }
    if (line.trim() === "") {
      blank = true;
      continue;
    }
    const bullet = OTHER.test(line) ? null : BULLET.exec(line);
    const indent = indentOf(line);
    if (bullet !== null && (block === undefined || indent <= top + 1)) {
      const text = (bullet[2] ?? "").trim();
      const box = BOX.exec(text);
      top = indent;
      block = {
        text: "",
        line: at,
        entries: [],
        end: at + 1,
        foreign: [],
        texts: [{ text: text.slice(box?.[0].length ?? 0), line: at }],
        ...(box === null ? {} : { box: box[1] || " " }),
      };
      blocks.push(block);
      open(block, text.slice(box?.[0].length ?? 0));
    } else if (bullet !== null && block !== undefined) {
      openBelow(block, at, (bullet[2] ?? "").trim());
    } else if (OTHER.test(line)) {
      close();
      if (block !== undefined && indent > top) {
        block.foreign.push(at);
        grow(at);
      } else block = undefined;
    } else if (block !== undefined && (blank ? indent > top : isOwnLine(line, indent))) {
      openBelow(block, at, line.trim());
    } else if (block !== undefined && entry !== undefined && !blank) {
      if (entry.entry === block) block.texts.push({ text: line.trim(), line: at });
      entry.texts.push(line.trim());
      grow(at);
    } else {
      close();
      block = undefined;
    }
    blank = false;
  }
  close();
  return blocks;
}

/**
 * Finds the last line of fenced code. A fence that nothing closes opens nothing: the steps behind it are still there; what
 * closes none is not looked for again.
 */
function fenceEnds(lines: readonly string[], end: number): (start: number, fence: string) => number {
  const unclosed = new Map<string, number>();
  return (start, fence) => {
    const sign = fence.charAt(0);
    if (fence.length >= (unclosed.get(sign) ?? Infinity)) return start;
    for (let at = start + 1; at < end; at++) {
      const line = (lines[at] ?? "").trim();
      if (line.startsWith(fence) && line === sign.repeat(line.length)) return at;
    }
    unclosed.set(sign, fence.length);
    return start;
  };
}

function indentOf(line: string): number {
  let columns = 0;
  for (const sign of line) {
    if (sign === " ") columns++;
    else if (sign === "\t") columns += 4;
    else break;
  }
  return columns;
}
