/**
 * Pieces of Markdown that stay what they are whatever text is put into them: no HTML, no broken tables, no anchors
 * or links smuggled in.
 * @module
 */

/** A text in running Markdown: code spans stay, HTML and links become plain characters. */
export function inline(text: string): string {
  const parts = text.replace(/\s+/g, " ").trim().split(/(`[^`]+`)/);
  return parts.map((part, index) => index % 2 === 1 ? codeSpan(part) : plain(part)).join("")
    // At the start of a line these would begin a heading, a quote, a list, a fence or a rule.
    .replace(/^(?=#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|~{3}|={2,}|-{2,}|\*{2,}\s|_{3})/, "\\").replace(
      /^(\d{1,9})(?=[.)](?:\s|$))/,
      "$1\\",
    );
}

function codeSpan(span: string): string {
  return span.replaceAll("<!--", "<! --").replaceAll("-->", "-- >");
}

function plain(text: string): string {
  return text.replace(/\\(?=[!-/:-@[-`{-~]|$)/g, "\\\\").replace(/&(?=[#\w]+;)/g, "&amp;").replaceAll("<", "&lt;")
    .replace(/\]\(/g, "]\\(").replaceAll("`", "\\`");
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

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})\s*([\w+#.-]{0,30})/;

/** Markdown of several paragraphs from outside: paragraphs, lists and fenced code stay, HTML and headings become text. */
export function safeMarkdown(text: string): string {
  const lines = text.split("\n");
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const fence = FENCE.exec(line);
    if (fence === null) {
      out.push(safeLine(line));
      continue;
    }
    const mark = fence[1] ?? "```";
    const body: string[] = [];
    // An open fence ends with the text.
    while (++at < lines.length && !closes(lines[at] ?? "", mark)) body.push(codeSpan(lines[at] ?? ""));
    const longest = Math.max(2, ...body.flatMap((inner) => inner.match(/`+/g) ?? []).map((run) => run.length));
    const own = "`".repeat(longest + 1);
    out.push(own + (fence[2] ?? ""), ...body, own);
  }
  return out.join("\n").trim();
}

function closes(line: string, mark: string): boolean {
  const run = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
  return run !== undefined && run[0] === mark[0] && run.length >= mark.length;
}

function safeLine(line: string): string {
  const mark = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)/.exec(line)?.[0] ?? "";
  return mark.trimStart() + inline(line.slice(mark.length).replace(/^\s*#{1,6}(?:\s+|$)/, ""));
}
