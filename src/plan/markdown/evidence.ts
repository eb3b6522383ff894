/**
 * Whether numbered parts without the word "phase" or "step" are a plan: models also number reasons, questions and the
 * chapters of documents.
 * @module
 */
import type { Line } from "./lines.ts";

/** How a model begins that will not, or cannot. */
const REFUSAL =
  /\b(?:i(?:['’]m| am) (?:very |really |so )?(?:sorry|unable|not able|afraid)|i (?:can(?:not|['’]t| not)|won['’]t|will not|must decline)|as an ai|unable to (?:help|assist|comply)|(?:je suis )?désolé|es tut mir leid|lo siento|mi dispiace|sinto muito|het spijt me)\b|извините|很抱歉|抱歉|申し訳|عذر/i;

/** What an answer asks for instead of giving it. */
const ASKS_BACK =
  /\b(?:(?:need|require|could you|can you|please) (?:some |a (?:few|bit) )?(?:more |provide|share|clarify|tell|specify|give|answer|information))/i;

/** Chapters of a document. */
const CHAPTER =
  /^(?:introduction|overview|background|context|summary|executive summary|conclusions?|references|appendix|glossary|scope|out of scope|objectives?|goals?|(?:system |technical |high-level )?architecture|tech(?:nology|nical)? stack|technologies|data model|requirements|(?:non-)?functional requirements|assumptions|risks?(?: .{0,30})?|(?:open )?questions|timeline|budget|team|stakeholders|success (?:metrics|criteria)|next steps|table of contents|contents|design|components|api(?: design)?|security|deployment|testing|vision|purpose|problem statement|user stories|einleitung|überblick|hintergrund|zusammenfassung|fazit|architektur|contexte|conclusión|introducción|introduzione|introdução|inleiding|введение|заключение|引言|概述|结论|はじめに|概要|まとめ)$/i;

/** What a list enumerates that is no plan. */
const OTHER_LIST =
  /\b(?:principles?|questions?|assumptions?|risks?|criteria|stack|technolog|requirements?|tips?|alternatives?|options?|information|clarif|reasons?|benefits?|features?|tools?|considerations?|strengths?|limitations?|recommendations?|know)/i;

/** What a model says before or after a plan. */
export const CHAT =
  /^(?:let me know|i hope|would you like|feel free|if you(?:['’]d| would| want| need)|this (?:plan|roadmap|structure)|these (?:phases|steps)|each (?:phase|step)|shall i|do you want|happy to|please let)/i;

/** Whether an answer opens with a refusal, or asks back. */
export function declines(text: string): boolean {
  const opening = text.trimStart().slice(0, 400);
  return REFUSAL.test(opening) || ASKS_BACK.test(opening);
}

/** Whether titles are parts of a plan, and not questions or chapters. */
export function arePlanTitles(titles: readonly string[], texts: readonly string[]): boolean {
  const questions = texts.filter((text) => /[?？؟]\s*$/.test(text.slice(-5))).length;
  const chapters = titles.filter((title) => CHAPTER.test(title)).length;
  return titles.length >= 2 && questions * 2 < titles.length && chapters < 2 && chapters * 2 < titles.length;
}

/** Whether the nearest words above a list say that it enumerates something else. */
export function standsUnderOther(lines: readonly Line[], first: number): boolean {
  for (let at = first - 1; at >= 0 && at >= first - 3; at--) {
    const line = lines[at];
    if (line?.type === "heading") {
      return OTHER_LIST.test(line.text) && !/\b(?:plan|phases?|steps?|roadmap)\b/i.test(line.text);
    }
    if (line?.type === "text" && /[:：]\**$/.test(line.text)) {
      return OTHER_LIST.test(line.text) && !/\b(?:plan|phases?|steps?|roadmap)\b/i.test(line.text);
    }
  }
  return false;
}
