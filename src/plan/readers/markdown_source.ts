import { cleanText } from "../../text.ts";
import { titleOf } from "../markdown/inline.ts";
import { type Line, linesOf } from "../markdown/lines.ts";

/** A line of a Markdown file with its number, and with what its box says. */
export interface SourceLine extends Line {
  /** From 1, as editors count. */
  line: number;
  /** Of an entry with a box: how far it is. */
  state?: "todo" | "doing" | "done";
}

/** `[x]`, and what some tools write for work that has begun (`[~]`, `[-]`, `[/]`) or need not be done (`[ ]*`). */
const BOX = /^\[([ xX✓✔~/>-]?)\]\*?(?:\s+|$)/;

/** The lines of a Markdown file; comments and front matter are left out, and the numbers of lines stay true. */
export function readLines(text: string): SourceLine[] {
  const body = blankComments(blankFrontMatter(cleanText(text)));
  const raws = body.split("\n");
  return linesOf(body).map((line) => {
    const source: SourceLine = { ...line, line: line.at + 1 };
    if (line.type !== "item") return source;
    // The scanner has taken a usual box off the text already, and does not say what was in it.
    const raw = (raws[line.at] ?? "").slice(0, 200);
    const box = line.box === true ? /\[([^\]]?)\]/.exec(raw) : BOX.exec(line.text);
    if (box === null) return source;
    if (line.box !== true) source.text = line.text.slice(box[0].length);
    source.state = /[xX✓✔]/.test(box[1] ?? "") ? "done" : /[~/>-]/.test(box[1] ?? "") ? "doing" : "todo";
    return source;
  });
}

/** The title of a document: its first heading of the first level, without what templates put before it. */
export function documentTitle(lines: readonly SourceLine[]): string | undefined {
  const heading = lines.find(({ type, level }) => type === "heading" && level === 1);
  const title = titleOf(heading?.text ?? "").replace(
    /^(?:tasks|task list|feature specification|implementation plan|implementation tasks|development plan|plan)\s*[:–—-]\s*/i,
    "",
  ).replace(/\s{0,3}[:–—-]\s{0,3}(?:(?:development|implementation|project) )?(?:plan|roadmap|tasks|todo)$/i, "");
  return title === "" ? undefined : title;
}

/** YAML between two rules at the head of a file: to the scanner it would be a heading. */
function blankFrontMatter(text: string): string {
  const found = /^\s{0,99}---[ \t]{0,99}\n/.exec(text);
  if (found === null) return text;
  const end = text.indexOf("\n---", found[0].length - 1);
  if (end === -1 || end > 20_000) return text;
  return newlinesOf(text.slice(0, end + 4)) + text.slice(end + 4);
}

/** Closed comments become blank lines; what is open is text. */
function blankComments(text: string): string {
  let out = "";
  let at = 0;
  for (let start = text.indexOf("<!--"); start !== -1; start = text.indexOf("<!--", at)) {
    const end = text.indexOf("-->", start + 4);
    if (end === -1) break;
    out += text.slice(at, start) + newlinesOf(text.slice(start, end));
    at = end + 3;
  }
  return out + text.slice(at);
}

function newlinesOf(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
