/**
 * What an owner's answer to a question means for the plan: a demand, a limit, or nothing yet.
 * @module
 */
import { shorten } from "../../text.ts";
import type { SectionKind } from "./sections.ts";
import { sentencesOf } from "./sentences.ts";

/** A question with the owner's answer. */
export interface Settled {
  question: string;
  answer: string;
}

/** What an assumption begins with where it stands as a question. */
export const ASSUMED = "Assumed: ";
/** So much of a sentence tells whether it demands something, in characters. */
const LONGEST = 300;

/** Who says one of these has decided nothing, with or without the words around it. */
const UNDECIDED = new Set(
  ("don't know|not know|don't care|not care|don't mind|dunno|idk|no idea|no clue|no opinion|no preference|not sure|" +
    "not decided|unsure|unknown|undecided|open|tbd|tbc|to be decided|whatever|doesn't matter|does not matter|up to you|" +
    "you choose|you decide|later|weiß nicht|weiss nicht|keine ahnung|egal|offen|unklar|unbekannt|" +
    "ne sais pas|sais pas|aucune idée|no sé|ni idea|non so").split("|"),
);
const AROUND =
  /(?<!\p{L})(?:i'm|i|we're|we|it's|it|am|are|is|that|do|have|really|yet|still|ich|wir|es|das|noch|habe|je|lo)(?!\p{L})/gu;
/** A plain no, and what asks for one. */
const NO = /^(?:no|nope|nah|none|nothing|nobody|nein|non|nichts|keine?|niemand)[.!]*$/i;
const YES_OR_NO =
  /^(?:is|are|do|does|must|should|shall|may|can|could|will|would|has|have|ist|sind|gibt|soll|muss|darf|kann)\b/i;

/** Whether an answer leaves its question open: "I don't know yet". "Open" decides "Is it open to all, or for members?". */
export function isUndecided(answer: string, question = ""): boolean {
  const plain = answer.toLowerCase().replaceAll("’", "'");
  if (/^[\s?？]+$/.test(plain)) return true;
  const said = plain.replace(/[^\p{L}\p{N}']+/gu, " ").replace(AROUND, " ").replace(/\s+/g, " ").trim();
  return UNDECIDED.has(said) && !question.toLowerCase().split(/[^\p{L}\p{N}']+/u).includes(said);
}

/** Whether an answer says no, with or without more behind it. */
export function isDenied(answer: string): boolean {
  return /^(?:no|nope|nah|nein|non)\b/i.test(answer.trim()) && !isUndecided(answer);
}

/** What an answer demands; empty where it demands nothing. */
export function demandsIn({ question, answer }: Settled): { text: string; section: SectionKind }[] {
  const no = NO.test(answer.trim());
  if (isUndecided(answer, question) || /^(?:n\/?a|never mind)[.!]?$/i.test(answer.trim())) return [];
  const whole = question.replace(/[?？]$/, "");
  if (question.startsWith(ASSUMED)) {
    const assumption = whole.slice(ASSUMED.length);
    const text = /^(?:yes|right|ja|oui|sí)[.!]?$/i.test(answer.trim())
      ? `${assumption}.`
      : no
      ? `Does not hold: ${assumption}.`
      : labelled(assumption, answer);
    return [{ text, section: "constraint" }];
  }
  if (/\bleft out\b|\bout of scope\b|\bnot (?:be )?(?:included|part)\b/i.test(question)) {
    return no ? [] : [{ text: answer, section: "excluded" }];
  }
  // What is declined must not be planned for, its words least of all.
  if (no && YES_OR_NO.test(question) && !/\b(?:or|oder)\b/i.test(question)) {
    return [{ text: `Out of scope: ${whole}? No.`, section: "excluded" }];
  }
  if (no) return [{ text: labelled(question, answer), section: "constraint" }];
  const sentences = sentencesOf(answer).filter((sentence) => !/[?？]$/.test(sentence));
  if (sentences.length > 0 && sentences.every(standsAlone)) {
    return sentences.map((text) => ({ text, section: "feature" }));
  }
  const [, verb, what] = /^what (must|should|shall) it ([^,:;?？]{3,80})/i.exec(question) ?? [];
  if (what !== undefined) return [{ text: `It ${verb} ${what}: ${answer}`, section: "feature" }];
  return [{ text: labelled(question, answer), section: "constraint" }];
}

/** "Who uses it, and on which devices?" with its answer as "Who uses it: 500 people". */
function labelled(question: string, answer: string): string {
  const whole = question.replace(/[?？]$/, "");
  // In "Is there a style guide, a design or a site?" commas list things; in others they begin the next question.
  const [first = whole] = whole.split(YES_OR_NO.test(whole) ? /, (?:or|oder)\b|[:;(—]/ : /[,:;(—]/);
  const label = first.trim().split(/\s+/).length >= 3 ? first.trim() : whole.replaceAll(":", ",");
  return `${shorten(label, 120)}: ${
    /^(?:Yes|No|None|Nothing|About|On|In|Only)\b/.test(answer) ? lower(answer) : answer
  }`;
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** "Owners can delete their links" demands without its question; "Yes, they can" does not. */
function standsAlone(sentence: string): boolean {
  return sentence.split(/\s+/).length >= 4 &&
    /\b(?:must|shall|should|can|cannot|may|needs? to|ha(?:s|ve) to)\b/i.test(sentence.slice(0, LONGEST)) &&
    !/^(?:yes|no|yeah|they|it|he|she|this|that|these|those|both|only|not|if|but|and|or|so|because|we|i)\b/i.test(
      sentence,
    );
}
