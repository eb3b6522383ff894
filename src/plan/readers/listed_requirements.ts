import { textOf, titleOf } from "../markdown/inline.ts";
import { topicOf } from "../markdown/labels.ts";
import type { DraftRequirement } from "./draft.ts";
import type { SourceLine } from "./markdown_source.ts";

/** An id at the head of an entry: `R1:`, `**FR-002**`, `[US3]`. */
const ID = /^[*_`[]{0,3}([A-Z]{1,5}-?\d{1,4}(?:\.\d{1,3})?)[*_`\]]{0,3}\s?(?:[:：.)–—-]|\s)[*_]{0,2}\s{0,3}(?=\S)/;
const TITLE = /\brequirements?\b|\buser stories\b|anforderungen|exigences|requisitos|requisiti|требования|需求|要件/i;

/** The demands that a plan lists in a section of their own, and which lines they take. */
export function listedRequirements(
  lines: readonly SourceLine[],
  path: string,
): { requirements: DraftRequirement[]; taken: Set<SourceLine>; named: boolean } {
  const requirements: DraftRequirement[] = [];
  const taken = new Set<SourceLine>();
  let level = 0;
  let named = true;
  for (const line of lines) {
    if (line.type === "heading") {
      if (level === 0 || line.level <= level) level = isTitle(line.text) ? line.level : 0;
      continue;
    }
    if (level === 0 || (line.type !== "item" && line.type !== "text" && line.head === undefined)) continue;
    const cell = line.cells?.[0];
    const id = (cell === undefined ? ID : /^[*_`[]{0,3}([A-Z]{1,5}-?\d{1,4}(?:\.\d{1,3})?)[*_`\]]{0,3}$/).exec(
      cell ?? line.text,
    );
    if (line.type === "text" && id === null) continue;
    // What stands indented below a demand tells more about it.
    const last = requirements.at(-1);
    if (id === null && line.indent > 1 && last !== undefined) {
      taken.add(line);
      last.acceptance.push(textOf(line.text) || "-");
      continue;
    }
    const text = textOf(cell === undefined ? line.text.slice(id?.[0].length ?? 0) : line.cells?.[1] ?? "");
    if (text === "") continue;
    taken.add(line);
    if (id === null) named = false;
    requirements.push({
      name: id?.[1] ?? `requirement ${requirements.length + 1}`,
      text,
      kind: "functional",
      priority: /\bcould|nice to have|optional\b/i.test(text) ? "could" : /\bshould\b/i.test(text) ? "should" : "must",
      acceptance: [],
      retired: /~~|^\W{0,3}(?:removed|retired|dropped|superseded|out of scope)\b/i.test(line.text),
      place: { path, line: line.line },
    });
  }
  return { requirements, taken, named: named && requirements.length > 0 };
}

function isTitle(text: string): boolean {
  const title = titleOf(text);
  return (topicOf(title) === "requirements" || TITLE.test(title)) && title.split(" ").length <= 5 &&
    !/\btech|\bsystem requirements\b|\binstall|\bprerequisite|\bsteps\b/i.test(title);
}

/**
 * The demands that a text names. A name that is not on the list counts only in brackets or behind a label: "Cloudflare
 * R2" names none.
 */
export function citesIn(text: string, known: ReadonlySet<string>): string[] {
  if (known.size === 0) return [];
  const families = new Set([...known].map((name) => name.replace(/[-\d.]+$/, "")));
  return [...text.matchAll(/(?<![\w-])([A-Z]{1,5}-?)\d{1,4}(?:\.\d{1,3})?(?![\w-])/g)].flatMap(
    ({ 0: name, 1: head = "", index }) => {
      if (known.has(name)) return [name];
      const before = text.slice(Math.max(0, index - 60), index);
      const meant = /[([;][^()[\]]{0,60}$|(?:requirements?|covers|satisfies|implements)[*_]{0,2}\s?:[^\n]{0,60}$/i.test(
        before,
      );
      return meant && families.has(head.replace(/-$/, "")) ? [name] : [];
    },
  );
}
