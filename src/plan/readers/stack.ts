import { splitBold, textOf, titleOf, withoutLead } from "../markdown/inline.ts";
import { chapterOf } from "../markdown/design_words.ts";
import type { DraftStack } from "./draft.ts";
import type { SourceLine } from "./markdown_source.ts";

/** The most names of one list. */
const MOST = 40;
const NOTHING = /^(?:n\/?a|none|no\b.*|not applicable|tbd|-|\[.*)$|NEEDS CLARIFICATION/i;

/** Labels of spec-kit's technical context that name tools. */
const LABELS: readonly (readonly [pattern: RegExp, list: "languages" | "frameworks" | "other"])[] = [
  [/^language(?:s|\/version)?(?: version)?$/i, "languages"],
  [/^(?:primary |key |main )?(?:dependencies|frameworks?|libraries)$/i, "frameworks"],
  [/^(?:storage|database|testing|test framework|build tools?)$/i, "other"],
];

/** The technical context of spec-kit's `plan.md`: "**Language/Version**: Python 3.11". */
export function technicalContext(lines: readonly SourceLine[], path: string): DraftStack | undefined {
  const lists = { languages: [] as string[], frameworks: [] as string[], other: [] as string[] };
  let first: number | undefined;
  // Labels on lines of their own are one paragraph for Markdown.
  const entries = lines.filter(({ type }) => type === "text" || type === "item").flatMap(({ text, line }) =>
    text.split(/(?=\*\*[^*\n]{1,60}\*\* ?:)/).map((text) => ({ text, line }))
  );
  for (const line of entries) {
    const bold = splitBold(line.text.trim());
    const list = LABELS.find(([pattern]) => pattern.test(titleOf(bold?.bold ?? "")))?.[1];
    if (bold === undefined || list === undefined) continue;
    const names = namesIn(withoutLead(bold.rest));
    if (names.length > 0) first ??= line.line;
    lists[list].push(...names);
  }
  return stackOf(lists.languages, lists.frameworks, lists.other, first, path);
}

/** A section such as "Tech stack" of any Markdown file: the first words of its entries, or of its table's rows. */
export function techSection(lines: readonly SourceLine[], path: string): DraftStack | undefined {
  const lists = { languages: [] as string[], other: [] as string[] };
  let level: number | undefined;
  let first: number | undefined;
  for (const line of lines) {
    if (line.type === "heading") {
      if (level === undefined || line.level <= level) level = chapterOf(line.text) === "stack" ? line.level : undefined;
      continue;
    }
    if (level === undefined || (line.type !== "item" && line.head === undefined)) continue;
    const [label, value] = entryOf(line);
    first ??= line.line;
    const names = namesIn(value === "" ? label : isKind(label) ? value : label);
    (/^(?:programming )?languages?$/i.test(label) ? lists.languages : lists.other).push(...names);
  }
  return stackOf(lists.languages, lists.other, [], first, path);
}

/** Whether a label says what kind of tool follows, and is no tool: "Backend: FastAPI". */
function isKind(label: string): boolean {
  return /^(?:(?:programming )?languages?|frameworks?|back-?end|front-?end|database|db|storage|cache|testing|tests?|ci(?:\/cd)?|deployment|hosting|build|styling|ui|auth(?:entication)?|orm|api|runtime|platform|tools?|tooling|infrastructure|libraries|package manager|linting|web|server|client)$/i
    .test(label);
}

function entryOf({ text, cells }: SourceLine): [string, string] {
  if (cells !== undefined) return [titleOf(cells[0] ?? ""), textOf(cells[1] ?? "")];
  const bold = splitBold(text);
  if (bold !== undefined) return [titleOf(bold.bold), textOf(withoutLead(bold.rest))];
  const at = text.search(/[:：]|\s[–—-]\s/);
  return at === -1 ? [titleOf(text), ""] : [titleOf(text.slice(0, at)), textOf(withoutLead(text.slice(at)))];
}

/** Names in a list in running words, without versions and what stands in brackets. */
function namesIn(text: string): string[] {
  if (NOTHING.test(text.trim())) return [];
  return text.slice(0, 1000).replace(/\([^()]*\)/g, " ").split(/[,;+]|\s(?:and|with|or|on|via|for|–|—|-)\s|\s\/\s/)
    .map((name) => titleOf(name.replaceAll("`", "")).replace(/\s+[v^~>=<]{0,2}\d[\w.+]*$/, "").replace(/[.]$/, ""))
    .filter((name) => name !== "" && name.length <= 40 && name.split(" ").length <= 3 && !NOTHING.test(name));
}

function stackOf(
  languages: string[],
  frameworks: string[],
  other: string[],
  line: number | undefined,
  path: string,
): DraftStack | undefined {
  const all = [...new Set([...languages, ...frameworks, ...other])].slice(0, MOST);
  if (all.length === 0 || line === undefined) return undefined;
  return { languages: languages.slice(0, MOST), frameworks: frameworks.slice(0, MOST), all, place: { path, line } };
}
