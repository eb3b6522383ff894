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

/** So much of a text around a mention is looked at. */
const AROUND = 80;
/** Before a phase of the plan; a small letter alone may begin a motor's or the moon's. */
const BEFORE_PHASE =
  /(?:^|[.!?:;,([{"'*_>|/–—-]|\b(?:in|see|after|from|until|till|before|since|to|into|for|with|during|through|than|and|or|of|on|by|at|as|per|this|next|finish|start|begin|reach|continue|dans|la|en|voir|après|avant|depuis|et|ou|à|de))\s{0,3}$/i;
/** Behind the number of something else's phase: "of the motor", "trial". */
const OTHER_PHASE =
  /^ {1,3}(?:of (?:the|an?|its|our|each) (?!(?:(?:whole|same|present|current|overall|entire) )?(?:plan|project|roadmap|work|development|build|implementation|rollout|migration|roll-out|programme|program|schedule|release)\b)\w|(?:trials?|stud(?:y|ies)|currents?|voltages?|wires?|windings?|coils?|conductors?|lines?|angles?|shifts?|clinical|patients?|motors?|inverters?)\b)/i;
const PHYSICS =
  /\b(?:moon|lunar|voltages?|amp[eè]res?|windings?|inverters?|three-phase|3-phase|conductors?|stators?|rotors?|clinical)\b/i;

/** Words that speak of a requirement whatever follows: "what R13 demands". */
const NAMES_REQUIREMENT =
  /\b(?:requirements?|reqs?|what|anforderung(?:en)?|was|exigences?|que|qu'|requisit[oi]s?|wat|che|quanto)[: (]{1,3}$/i;
const BEFORE_REQUIREMENT =
  /(?:^|[.!?;:([{|•*_"'–—]|\b(?:see|meets?|meeting|serves?|serving|covers?|covering|for|by|of|satisf(?:y|ies|ying)|per|implements?|implementing|fulfil(?:l|s|ls)?|address(?:es)?|against|under|prove[sn]?|as|because|since|with|via|closes?|completes?|finish(?:es)?|answers?|delivers?|verif(?:y|ies)|demonstrates?|honou?rs?))\s{0,3}$/i;
/** What may follow an id: an end, or a word that is no noun. A noun makes it a part's or a product's name: "R2 bucket". */
const AFTER_REQUIREMENT =
  /^(?:\s{0,3}$|['’]s?\b|\s{0,3}[.,;!?)\]}|&/"*_–—…-]|:(?! ?\d)|\s{1,3}(?:and|or|nor|but|is|are|was|were|has|have|had|do|does|must|should|shall|can|could|will|would|may|might|in|on|at|to|from|with|without|by|of|as|when|where|while|if|because|so|that|which|this|the|an?|its?|only|too|also|then|than|before|after|until|not|met|holds?|stays?|still|works?|passes|here|there|again|first|(?:verlangt|fordert|demand|ask|require|say|want|need|call|state|name|forbid|allow|expect|specif|describe|limit|set|define)\w{0,4})\b)/i;
const DEMANDS =
  /^ {1,3}(?:demand|ask|require|say|want|need|call|forbid|allow|expect|specifi|describe|define)(?:e?s)\b/i;
/** Another language than English, whose words these patterns do not know. */
const FOREIGN =
  /[^\p{ASCII}\p{P}\p{S}\s]|\b(?:der|das|und|für|mit|nach|siehe|wie|laut|le|les|des|pour|selon|los|las|según|cumple|il|gli|secondo|del|della|het|een|volgens|zoals|segundo|conforme|respecte[rz]?|couvre|remplit|satisfait|cubre|cumplir|rispetta|soddisfa|copre|atende|cobre|voldoet|dekt|deckt)\b/iu;

/** Whether a phase is one of the plan's, as plans write them. */
function isPlansPhase(text: string, word: string, start: number, end: number): boolean {
  // Only English and French write it so, and only there it has other meanings that plans have.
  if (!/^phases?$/i.test(word) || text.startsWith(STALE, end)) return true;
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  if (OTHER_PHASE.test(after) || PHYSICS.test(before + after)) return false;
  return word.startsWith("P") || /^['’]s\b/.test(after) || BEFORE_PHASE.test(before);
}

/** Whether an `R4` is a requirement's id, and no name of a part, a product or a variable. */
function isRequirement(text: string, start: number, end: number, listed: boolean): boolean {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  if (NAMES_REQUIREMENT.test(before) || DEMANDS.test(after)) return true;
  if (FOREIGN.test(before.slice(-40) + after.slice(0, 40))) return true;
  return (listed || BEFORE_REQUIREMENT.test(before)) && AFTER_REQUIREMENT.test(after);
}

/** Between two ids of a list. */
const IN_LIST = /^(?:\s{0,3}(?:,|and|&|or|to|\/|-|–|,\s(?:and|or))\s{0,3})$/i;

/**
 * Finds what a text speaks of, in order.
 *
 * @param all Whether to take what looks like a mention for one, even where it more likely names something else.
 */
export function mentionsIn(text: string, all = false): Mention[] {
  const found: Mention[] = [];
  // Most texts speak of none, which a search tells sooner.
  if (text.search(WORDS) < 0) return found;
  /** Where the last id of a requirement ended. */
  let last = -1;
  for (const match of text.matchAll(WORDS)) {
    const [whole, step, phase, denseStep, requirement] = match;
    if (requirement !== undefined) {
      if (!requirement.startsWith("R")) continue;
      const [start, end] = [match.index, match.index + requirement.length];
      const listed = last >= 0 && start - last <= 12 && IN_LIST.test(text.slice(last, start));
      if (!all && !isRequirement(text, start, end, listed)) continue;
      last = end;
      found.push({ what: "requirement", id: requirement, at: start, whole });
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
      if (!all && phase !== undefined && count === 0 && !isPlansPhase(text, phase, match.index, at + id.length)) break;
      found.push({ what, id, at, whole: `${word} ${id}` });
      BETWEEN.lastIndex = at + id.length;
      if (!SEVERAL.test(word) || !BETWEEN.test(text)) break;
      at = BETWEEN.lastIndex;
    }
  }
  return found;
}
