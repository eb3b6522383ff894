/**
 * GIVEN, WHEN, THEN.
 * @module
 */
import { push } from "./add.ts";
import type { Candidate } from "./candidate.ts";
import { plainText } from "./inline.ts";
import type { SectionKind } from "./sections.ts";

const SCENARIO = /^(?:[*_]{0,2})(scenario|given|when|then|and|but)\b[*_]{0,2}:?[*_]{0,2}\s*/i;

/** GIVEN/WHEN/THEN lines become conditions of the requirement before them; alone they are a requirement. */
export function addScenario(
  found: Candidate[],
  lines: readonly string[],
  line: number,
  section: SectionKind,
  group: string | undefined,
): boolean {
  const keywords = lines.map((text) => SCENARIO.exec(text)?.[1]?.toLowerCase());
  if (keywords.length === 0 || keywords.includes(undefined)) return false;
  const texts = lines.map((entry) => plainText(entry));
  // "Given a, when b, then c" on one line each, or one keyword a line.
  const whole = texts.every((text) => /\bthen\b/i.test(text));
  if (!whole && !keywords.includes("then")) return false;
  if (section === "ignore") return true;
  const conditions = whole ? texts : [texts.filter((_, index) => keywords[index] !== "scenario").join(", ")];
  const last = found.at(-1);
  const belongs = last !== undefined &&
    (group === undefined || last.group === group || /^(?:scenario|acceptance|example|test)/i.test(group));
  if (belongs) last.acceptance = last.acceptance.concat(conditions);
  else for (const text of conditions) push(found, text, { line, section, group });
  return true;
}
