import { textOf } from "../markdown/inline.ts";
import { markReader } from "../markdown/mark.ts";
import type { SourceLine } from "./markdown_source.ts";
import type { Section } from "./sections.ts";

const VERIFICATION =
  /^\W{0,4}(?:verification|verify|how to verify|validation|überprüfung|prüfung|verifikation)(?: (?:plan|steps|commands))?\W{0,3}$/i;
const readPhase = markReader("phase|fase|étape|etapa|этап|阶段|フェーズ");

/** Whether a heading stands over what is run or looked at when the work is done. */
export function isVerification(title: string): boolean {
  return VERIFICATION.test(title.slice(0, 80));
}

/**
 * When the whole is done: entries of sections that are called so, outside of the phases. A section "Verification" counts
 * only beside the parts with the steps: below one of them it speaks of that part.
 *
 * @param lines The whole file.
 * @param checks Its entries that say when something is finished.
 * @param filled The parts of the file that hold steps.
 * @param steps The lines that open steps.
 */
export function doneOf(
  lines: readonly SourceLine[],
  checks: ReadonlySet<SourceLine>,
  filled: readonly Section[],
  steps: ReadonlySet<SourceLine>,
): string[] {
  const headings = [...filled.flatMap(({ heading }) => heading ?? []), ...steps].filter(({ type }) =>
    type === "heading"
  );
  const levels = headings.map(({ level }) => level);
  // A file with a title alone over its steps has its other sections on the second level.
  const deepest = levels.reduce((most, level) => Math.max(most, level), filled.length > 1 ? 1 : 2);
  let inside = false;
  return lines.flatMap((line) => {
    if (line.type === "heading") {
      inside = (/definition of done|success criteria|acceptance criteria/i.test(line.text) ||
        (line.level <= deepest && isVerification(line.text))) && readPhase(line.text) === undefined;
    }
    return inside && checks.has(line) ? [textOf(line.text) || "-"] : [];
  });
}
