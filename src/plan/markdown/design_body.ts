import { titleOf } from "./inline.ts";
import type { Line } from "./lines.ts";

/** The longest architecture, in characters. */
const LONGEST = 8_000;

/** Sections as one Markdown text without headings: those within become bold lines. Cut at a line's end, fences closed. */
export function architectureOf(sections: readonly { title: string; lines: readonly Line[] }[]): string {
  const blocks = sections.flatMap(({ title, lines }) =>
    title === "" ? [toMarkdown(lines)] : [`**${title}**`, toMarkdown(lines)]
  );
  const whole = blocks.filter((block) => block !== "").join("\n\n");
  return whole.length <= LONGEST ? whole : cut(whole);
}

/** Lines written again, each as what it is. */
function toMarkdown(lines: readonly Line[]): string {
  const out: string[] = [];
  let fence = "";
  lines.forEach((line, index) => {
    const code = line.type === "code";
    const previous = lines[index - 1];
    if (fence !== "" && (!code || previous?.at !== line.at - 1)) {
      out.push(fence);
      fence = "";
    }
    if (code && fence === "") {
      // Longer than any mark within, so that it is closed where it should be.
      fence = "`".repeat(Math.max(3, longestMark(lines) + 1));
      out.push("", fence + (line.language ?? ""));
    }
    if (line.fresh && !code && out.length > 0) out.push("");
    if (line.type === "heading") out.push(...(line.fresh ? [] : [""]), `**${titleOf(line.text)}**`, "");
    else if (line.type === "item") out.push(`${" ".repeat(line.indent)}${mark(line)} ${line.text}`);
    else if (
      line.type === "row" && line.head === undefined && line.cells !== undefined &&
      lines[index + 1]?.head === line.cells
    ) {
      out.push(line.text, `|${" --- |".repeat(line.cells.length)}`);
    } else out.push(line.type === "quote" ? `> ${line.text}` : line.text);
  });
  if (fence !== "") out.push(fence);
  return out.join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

function mark({ number, box }: Line): string {
  return number !== undefined ? `${number}.` : box === true ? "- [ ]" : "-";
}

function longestMark(lines: readonly Line[]): number {
  return lines.reduce(
    (longest, { type, text }) =>
      type === "code" ? Math.max(longest, /^\s*(`{2,50})/.exec(text)?.[1]?.length ?? 0) : longest,
    2,
  );
}

function cut(text: string): string {
  const end = text.lastIndexOf("\n", LONGEST - 60);
  const kept = text.slice(0, end < LONGEST / 2 ? LONGEST - 60 : end).toWellFormed();
  let open = "";
  for (const line of kept.split("\n")) {
    const mark = /^\s*(`{3,50})(?=[^`]*$)/.exec(line)?.[1] ?? "";
    if (open === "") open = mark;
    else if (mark.length >= open.length && line.trim() === mark) open = "";
  }
  return open === "" ? kept.trimEnd() : `${kept}\n${open}`;
}
