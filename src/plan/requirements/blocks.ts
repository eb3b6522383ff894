/**
 * A brief as blocks: headings, lists, paragraphs, tables, code. A linear line scanner that takes Markdown and plain
 * text alike; inline marks stay in the texts.
 * @module
 */

/** An entry of a list, with the entries nested in it. */
export interface Item {
  text: string;
  line: number;
  children: Item[];
}

/** A piece of a brief; `line` counts from 1. */
export type Block =
  | { type: "heading"; level: number; text: string; line: number }
  | { type: "list"; items: Item[]; line: number }
  | { type: "paragraph"; lines: string[]; line: number }
  | { type: "table"; header: string[]; rows: { cells: string[]; line: number }[]; line: number }
  | { type: "code"; language: string; lines: string[]; line: number };

/** A fence of backticks has none behind it: "```npm test```" is code in a line. */
const FENCE = /^\s*(`{3,}(?=[^`]*$)|~{3,})\s*([\w+#.-]*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(\S.*)$/;
const ITEM = /^(\s*)(?:[-*+•◦▪‣–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+(\S.*)$/;
const RULE = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,}\s*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** Splits a text into blocks. Lines are counted in the text as given; front matter and HTML comments are left out. */
export function blocksOf(text: string): Block[] {
  const lines = withoutComments(text).split("\n");
  const blocks: Block[] = [];
  let paragraph: { lines: string[]; line: number } | undefined;
  let list: { items: Item[]; line: number; stack: { indent: number; item: Item }[]; blank: boolean } | undefined;
  const flush = () => {
    if (paragraph !== undefined) blocks.push({ type: "paragraph", ...paragraph });
    if (list !== undefined) blocks.push({ type: "list", items: list.items, line: list.line });
    paragraph = list = undefined;
  };

  for (let index = frontMatterEnd(lines); index < lines.length; index++) {
    const raw = (lines[index] ?? "").replace(/\t/g, "    ");
    const line = index + 1;
    const fence = FENCE.exec(raw);
    if (fence !== null) {
      const mark = fence[1] ?? "```";
      const body: string[] = [];
      while (++index < lines.length && !(lines[index] ?? "").trim().startsWith(mark)) body.push(lines[index] ?? "");
      // A fence inside a list belongs to its entry: the list goes on behind it.
      if (list === undefined) flush();
      blocks.push({ type: "code", language: fence[2] ?? "", lines: body, line });
      continue;
    }
    if (raw.trim() === "") {
      if (list !== undefined) list.blank = true;
      else flush();
      continue;
    }
    const heading = HEADING.exec(raw);
    if (heading !== null) {
      flush();
      blocks.push({
        type: "heading",
        level: heading[1]?.length ?? 1,
        text: (heading[2] ?? "").replace(/\s#+\s*$/, ""),
        line,
      });
      continue;
    }
    if (RULE.test(raw)) {
      const only = paragraph?.lines.length === 1 ? paragraph.lines[0] : undefined;
      if (only !== undefined && paragraph !== undefined && /^ {0,3}[-=]/.test(raw)) {
        blocks.push({ type: "heading", level: raw.trim().startsWith("=") ? 1 : 2, text: only, line: paragraph.line });
        paragraph = undefined;
      } else flush();
      continue;
    }
    if (
      raw.includes("|") && (lines[index + 1] ?? "").length < 1000 && TABLE_RULE.test(lines[index + 1] ?? "") &&
      (lines[index + 1] ?? "").includes("-")
    ) {
      flush();
      const rows: { cells: string[]; line: number }[] = [];
      for (index += 2; index < lines.length && (lines[index] ?? "").includes("|"); index++) {
        rows.push({ cells: cellsOf(lines[index] ?? ""), line: index + 1 });
      }
      index--;
      blocks.push({ type: "table", header: cellsOf(raw), rows, line });
      continue;
    }
    const item = ITEM.exec(raw);
    if (item !== null && !(paragraph !== undefined && /^\s*[a-zA-Z][.)]/.test(raw))) {
      const entry: Item = { text: (item[2] ?? "").replace(/^\[[ xX]\]\s+/, ""), line, children: [] };
      const indent = (item[1] ?? "").length;
      if (list === undefined) {
        flush();
        list = { items: [], line, stack: [], blank: false };
      }
      while ((list.stack.at(-1)?.indent ?? -1) >= indent) list.stack.pop();
      (list.stack.at(-1)?.item.children ?? list.items).push(entry);
      list.stack.push({ indent, item: entry });
      list.blank = false;
      continue;
    }
    const open = list?.stack.at(-1);
    if (list !== undefined && open !== undefined && (!list.blank || /^\s{2,}/.test(raw))) {
      open.item.text += " " + raw.trim();
      continue;
    }
    if (list !== undefined) flush();
    paragraph ??= { lines: [], line };
    paragraph.lines.push(raw.trim().replace(/^(?:>\s?)+/, ""));
  }
  flush();
  return blocks;
}

/** Blanks closed HTML comments, so that lines keep their numbers; one in a code span or without an end is text. */
function withoutComments(text: string): string {
  let out = "";
  let at = 0;
  for (let start = text.indexOf("<!--"); start >= 0; start = text.indexOf("<!--", Math.max(start + 4, at))) {
    if (text[start - 1] === "`") continue;
    const end = text.indexOf("-->", start + 4);
    if (end < 0) break;
    out += text.slice(at, start) + text.slice(start, end + 3).replace(/[^\n]/g, "");
    at = end + 3;
  }
  return out + text.slice(at);
}

/** Front matter is settings for some other program, not a part of the brief. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0]?.trim() !== "---") return 0;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === "---");
  return end > 1 && lines.slice(1, end).every((line) => /^\s*$|^\s+|^[\w-]+\s*:|^\s*-\s/.test(line)) ? end + 1 : 0;
}

function cellsOf(row: string): string[] {
  return row.trim().replace(/^\|/, "").replace(/\|$/, "").split(/(?<!\\)\|/).map((cell) =>
    cell.replace(/\\\|/g, "|").trim()
  );
}
