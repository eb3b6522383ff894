/**
 * Lines of instructions: what a requirement says, and what the tables add to it.
 * @module
 */
import { shorten } from "../../text.ts";
import type { Commands, Requirement } from "../../plan/types.ts";
import { contentStems } from "../../plan/words.ts";
import { capital, sentence, textWithoutGroup } from "../titles.ts";
import type { Archetype } from "../types.ts";

/** What one line of instructions may quote of a requirement, in characters. */
export const QUOTE = 320;

/** The commands that check the whole, as words: a project may have but one. */
export function checking({ lint, test }: Commands): string {
  return [...new Set([lint, test])].map((command) => `\`${command}\``).join(" and ");
}

/** The command that starts the program; absent for a library, which only its tests start. */
export function startCommand({ commands: { run, test } }: { commands: Commands }): string | undefined {
  return run === test ? undefined : run;
}

/** A requirement as an instruction, in its own words. */
export function quoted(requirement: Requirement): string {
  const text = textWithoutGroup(requirement);
  return `${sentence(shorten(capital(text), QUOTE))} (${requirement.id})`;
}

/** The cases that tests must try, those first that speak of the same things as the text. */
export function edgeLine(archetype: Archetype, text: string): string[] {
  const cases = closest(archetype.edgeCases, text, 0).slice(0, 3);
  return cases.length === 0 ? [] : [`Tests try: ${cases.join("; ")}.`];
}

/** Sentences by the number of words that they share with a text, at least `least`. */
export function closest(sentences: readonly string[], text: string, least: number): string[] {
  const words = new Set(contentStems(text));
  const shared = (sentence: string) => contentStems(sentence).filter((stem) => words.has(stem)).length;
  return sentences.map((sentence) => ({ sentence, score: shared(sentence) }))
    .filter(({ score }) => score >= least).sort((a, b) => b.score - a.score).map(({ sentence }) => sentence);
}
