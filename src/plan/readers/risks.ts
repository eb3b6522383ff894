import { chapterOf } from "../markdown/design_words.ts";
import { splitBold, textOf, titleOf, withoutLead } from "../markdown/inline.ts";
import type { DraftRisk } from "./draft.ts";
import type { SourceLine } from "./markdown_source.ts";

/** The most risks that are read. */
const MOST = 60;

/** What sections about risks list: entries such as "Risk → Mitigation", or rows of a table. */
export function risksIn(lines: readonly SourceLine[], path: string): DraftRisk[] {
  const risks: DraftRisk[] = [];
  let level: number | undefined;
  let indent = 0;
  for (const line of lines) {
    if (line.type === "heading") {
      if (level === undefined || line.level <= level) {
        level = chapterOf(line.text) === "risks" ? line.level : undefined;
        indent = Infinity;
      }
      continue;
    }
    if (level === undefined || risks.length >= MOST) continue;
    const place = { path, line: line.line };
    if (line.type === "row" && line.head !== undefined) {
      const of = (name: RegExp) => textOf(line.cells?.[line.head?.findIndex((head) => name.test(head)) ?? -1] ?? "");
      const text = of(/risk|risiko|风险|リスク/i) || textOf(line.cells?.[0] ?? "");
      const mitigation = of(/mitigat|response|countermeasure|gegenma|maßnahme|缓解|対策/i);
      if (text !== "") {
        risks.push({ text, ...(mitigation === "" ? {} : { mitigation }), steps: tasksIn(line.text), place });
      }
    } else if (line.type === "item") {
      indent = Math.min(indent, line.indent);
      const last = risks.at(-1);
      const below = /^[*_]{0,2}mitigation[*_]{0,2}\s?:/i.exec(line.text);
      if (line.indent > indent) {
        if (below !== null && last !== undefined) {
          last.mitigation = textOf(withoutLead(line.text.slice(below[0].length)));
        }
      } else risks.push({ ...riskOf(line.text), steps: tasksIn(line.text), place });
    }
  }
  return risks.filter(({ text }) => text !== "");
}

/** The tasks that a text names as such: "step 2.1", "T012". */
function tasksIn(text: string): string[] {
  return [...text.matchAll(/\b(?:steps?|tasks?)\s#?(\d{1,4}(?:\.\d{1,4})?)\b|\b(T\d{3,5})\b/gi)]
    .map(([, number, id]) => number ?? id ?? "");
}

function riskOf(markdown: string): Omit<DraftRisk, "place" | "steps"> {
  const bold = splitBold(markdown);
  const named = bold !== undefined && !/^risk\s?:?$/i.test(titleOf(bold.bold));
  const plain = bold === undefined || named ? markdown : withoutLead(bold.rest);
  const at = plain.search(/\s(?:→|->|=>)\s|[*_]{0,2}\bmitigation\b[*_]{0,2}\s?:/i);
  if (at === -1) return { text: textOf(plain) };
  const mitigation = textOf(
    plain.slice(at).replace(/^\s{0,3}(?:→|->|=>)?\s{0,3}(?:[*_]{0,2}mitigation[*_]{0,2}\s?:[*_]{0,2})?/i, ""),
  );
  return { text: textOf(plain.slice(0, at)), ...(mitigation === "" ? {} : { mitigation }) };
}
