/**
 * Pieces of Markdown that stay what they are whatever text is put into them: no HTML, no broken tables, no anchors
 * or links smuggled in.
 * @module
 */

/** A text in running Markdown: code spans stay, HTML and links become plain characters. */
export function inline(text: string): string {
  const parts = text.replace(/\s+/g, " ").trim().split(/(`[^`]+`)/);
  return parts.map((part, index) => index % 2 === 1 ? codeSpan(part) : plain(part)).join("");
}

function codeSpan(span: string): string {
  return span.replaceAll("<!--", "<! --").replaceAll("-->", "-- >");
}

function plain(text: string): string {
  return text.replace(/&(?=[#\w]+;)/g, "&amp;").replaceAll("<", "&lt;").replace(/\]\(/g, "]\\(").replaceAll("`", "\\`");
}

/** A text as code: commands, paths. Backticks inside get a longer fence. */
export function code(text: string): string {
  const line = codeSpan(text.replace(/\s+/g, " ").trim());
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}

/** A table; every cell is made safe, and code in cells too. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\\?\|/g, "\\|").replace(/\n/g, " ")).join(" | ")} |`;
  return [line(header), `|${" --- |".repeat(header.length)}`, ...rows.map(line)].join("\n");
}

/** A list, one entry a line. */
export function list(entries: readonly string[], mark = "-"): string {
  return entries.map((entry) => `${mark} ${entry}`).join("\n");
}

/** A part that agents find, read and update by its anchors. */
export function anchored(name: string, content: string): string {
  return `<!-- ${name}_START -->\n${content}\n<!-- ${name}_END -->`;
}

/** A document from its parts; parts without content are left out. */
export function page(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n") + "\n";
}

/** Markdown of several paragraphs from outside: HTML and headings become text, an open fence is closed. */
export function safeMarkdown(text: string): string {
  let open = false;
  const lines = text.split("\n").map((line) => {
    if (/^\s*(?:```|~~~)/.test(line)) {
      open = !open;
      return line;
    }
    if (open) return codeSpan(line);
    return line.replace(/^(\s*)#+\s*/, "$1").split(/(`[^`]+`)/).map((part, index) =>
      index % 2 === 1 ? codeSpan(part) : plain(part)
    ).join("");
  });
  return [...lines, ...(open ? ["```"] : [])].join("\n").trim();
}
