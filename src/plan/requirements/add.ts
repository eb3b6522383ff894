/**
 * Adds demands to those that were found.
 * @module
 */
import type { Priority } from "../types.ts";
import type { Candidate } from "./candidate.ts";
import { isDemand } from "./classify.ts";
import type { SectionKind } from "./sections.ts";
import { sentencesOf } from "./sentences.ts";

/** Adds the demands among a text's sentences. */
export function addSentences(
  found: Candidate[],
  text: string,
  at: { line: number; section: SectionKind; group: string | undefined; priority?: Priority },
): void {
  for (const sentence of sentencesOf(text)) {
    if (isDemand(sentence, at.section)) push(found, sentence, at);
  }
}

/** Adds a demand. What is left out says so. */
export function push(
  found: Candidate[],
  text: string,
  at: { line: number; section: SectionKind; group: string | undefined; priority?: Priority },
  acceptance: string[] = [],
): void {
  found.push({
    text: at.section === "excluded" && !/^out of scope/i.test(text) ? `Out of scope: ${text}` : text,
    line: at.line,
    section: at.section,
    ...(at.group === undefined || at.section === "excluded" ? {} : { group: at.group }),
    ...(at.priority === undefined ? {} : { priority: at.priority }),
    acceptance,
  });
}
