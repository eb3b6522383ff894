/**
 * Steps, phases and requirements that prose speaks of by number: `step 2.3`, `steps 2.1 and 2.9`, `Phase 4`, `R12`.
 * @module
 */

/** What a text speaks of. */
export interface Mention {
  what: "step" | "phase" | "requirement";
  /** As it stands there: `2.3`, `4`, `R12`. */
  id: string;
  /** Where the id begins in the text. */
  at: number;
  /** The word before it, with the number: to compare with what the owner says. */
  whole: string;
}

/** Written after a number that no step or phase had when all were numbered anew, so that it leads nowhere still. */
export const STALE = " (before renumbering)";

const WORDS =
  /(?<![\p{L}\p{N}_.-])(?:(steps?|schritt(?:e|en|s)?|étapes?|pasos?|passos?|etapas?|stap(?:pen)?|шаг(?:а|и|е|ов)?)|(phasen?|phases|fase[sn]?|fasi))[ \u00a0]{1,3}(?=\d)|(步骤|步驟|ステップ)[ \u00a0]{0,3}(?=\d)|\b(R[1-9]\d{0,5})\b(?![-/.]?\w)/giu;
const STEP = /[1-9]\d{0,4}\.[1-9]\d{0,4}(?![\d%]|\.\d)/y;
const PHASE = /[1-9]\d{0,3}(?![\d%°]|[.:]\d)/y;
const BETWEEN =
  /[ \u00a0]{0,3}(?:,[ \u00a0]?(?:and|or)?|and|&|or|to|through|und|oder|bis|et|ou|y|e|[-–/])[ \u00a0]{0,3}(?=\d)/iuy;
/** Only of several a list follows: "step 2.1 and 3.5 ms" names one. */
const SEVERAL = /(?:[sn]|te|fasi|и|ов|步骤|步驟|ステップ)$/;
/** A list has at most so many numbers. */
const MOST = 100;

/** Finds what a text speaks of, in order. */
export function mentionsIn(text: string): Mention[] {
  const found: Mention[] = [];
  // Most texts speak of none, which a search tells sooner.
  if (text.search(WORDS) < 0) return found;
  for (const match of text.matchAll(WORDS)) {
    const [whole, step, phase, denseStep, requirement] = match;
    if (requirement !== undefined) {
      if (requirement.startsWith("R")) found.push({ what: "requirement", id: requirement, at: match.index, whole });
      continue;
    }
    const what = step ?? denseStep ? "step" : "phase";
    const word = (step ?? denseStep ?? phase ?? "").toLowerCase();
    const number = what === "step" ? STEP : PHASE;
    let at = match.index + whole.length;
    for (let count = 0; count < MOST; count++) {
      number.lastIndex = at;
      const id = number.exec(text)?.[0];
      if (id === undefined) break;
      found.push({ what, id, at, whole: `${word} ${id}` });
      BETWEEN.lastIndex = at + id.length;
      if (!SEVERAL.test(word) || !BETWEEN.test(text)) break;
      at = BETWEEN.lastIndex;
    }
  }
  return found;
}
