/**
 * Texts of a plan as HTML: code spans and bold words of Markdown show as such, all else stays what it is.
 * @module
 */
import { type Html, markup, type Part } from "./html.ts";

/** A text in running HTML. */
export function inline(text: string): Html {
  const parts = text.split(/(`[^`\n]+`)/);
  if (parts.length === 1) return bold(text);
  return markup`${parts.map((part, at) => at % 2 === 1 ? markup`<code>${part.slice(1, -1)}</code>` : bold(part))}`;
}

function bold(text: string): Html {
  const parts = text.split(/\*\*(?=\S)([^*\n]{1,200})(?<=\S)\*\*/);
  return markup`${parts.map((part, at) => at % 2 === 1 ? markup`<strong>${part}</strong>` : part)}`;
}

/** A path as code that may break behind its slashes. */
export function path(text: string): Html {
  const parts = text.split(/(?<=\/)(?=.)/);
  return markup`<code>${parts.map((part, at) => markup`${at > 0 && BREAK}${part}`)}</code>`;
}

const BREAK = markup`<wbr>`;

/** A list of texts; nothing where there are none. */
export function list(texts: readonly string[], kind: "ul" | "ol" = "ul"): Part {
  const entries = texts.map((text) => markup`<li dir="auto">${inline(text)}</li>`);
  if (entries.length === 0) return undefined;
  return kind === "ul" ? markup`<ul>${entries}</ul>` : markup`<ol>${entries}</ol>`;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})[^`]*$/;
const ENTRY = /^\s{0,8}(?:[-*+]|\d{1,3}[.)])\s+(\S.*)$/;

/** Markdown of several paragraphs: paragraphs, lists and fenced code show as such; headings become bold lines. */
export function prose(text: string): Html {
  const blocks: Html[] = [];
  let paragraph: string[] = [];
  let entries: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push(markup`<p dir="auto">${inline(paragraph.join(" "))}</p>`);
    if (entries.length > 0) blocks.push(markup`${list(entries)}`);
    paragraph = [];
    entries = [];
  };
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const mark = FENCE.exec(line)?.[1];
    const entry = ENTRY.exec(line)?.[1];
    const heading = /^ {0,3}#{1,6}\s+(\S.*)$/.exec(line)?.[1];
    if (mark !== undefined) {
      flush();
      const code: string[] = [];
      // An open fence ends with the text.
      while (++at < lines.length && !lines[at]?.trimStart().startsWith(mark)) code.push(lines[at] ?? "");
      blocks.push(markup`<pre tabindex="0"><code>${code.join("\n")}</code></pre>`);
    } else if (heading !== undefined) {
      flush();
      blocks.push(markup`<p dir="auto"><strong>${heading}</strong></p>`);
    } else if (line.trim() === "") flush();
    else if (entry !== undefined) {
      if (paragraph.length > 0) flush();
      entries.push(entry);
    } else if (entries.length > 0) entries.push(`${entries.pop() ?? ""} ${line.trim()}`);
    else paragraph.push(line.trim());
  }
  flush();
  return markup`${blocks}`;
}
