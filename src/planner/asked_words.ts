/**
 * What of a text may name the stack: without what is replaced, denied, compared with or only worked on.
 * @module
 */
import { withoutMatter } from "../plan/checks/stack/worked_on.ts";
import { clausesOf, denialAt } from "./match.ts";

/** Words up to a preposition. */
const FEW = "(?:(?!(?:to|by|with|in|into|using|on|and|is|are|mit|durch)\\b)[\\w.+#/-]{1,40} ?)";

/** Each is taken out, in this order; what stands behind the first is then "built to Go". */
const PASSING: readonly RegExp[] = [
  // "Rewrite the old PHP script in Python", "port our Node.js service to Go": what is left behind stands before the preposition.
  new RegExp(
    "\\b(?:replac|rewrit|port|migrat|convert|translat|mov)(?:e|es|ed|s|ing|ting)? (?!(?:from|away|it)\\b)" +
      `${FEW}{1,6}(?=(?:to|by|with|in|into) )`,
    "gi",
  ),
  new RegExp(`\\b(?:old|legacy|former|previous|alte[nsr]?|ancien(?:ne)?|viejo|antiguo) ${FEW}{1,3}`, "gi"),
  /\b(?:instead of|rather than|replac(?:e|es|ing)|remov(?:e|es|ing)|delet(?:e|es|ing)|(?:(?:migrat|port|mov|rewrit|switch)(?:e|ed|ing|ting)?|away) from|don't use|do not use|not) (?:all |the |our |an? )?[\w.+#-]{1,40}/gi,
  /\bfrom (?:[\w.+#-]{1,40} ){1,2}(?=to \p{Lu})/gu,
  /\b(?:similar to|inspired by|think|clone of|alternative to|unlike|(?:tool|app|site|website|something|program|product|game|service|works?|looks?|feels?) like) (?:the |an? )?[\w.+#-]{1,40}/gi,
  /\*\.[a-z]{1,5}\b/g,
];

/** "Docker is not allowed", "MySQL must not be used". */
const REFUSED =
  /[\w.+#-]{1,40} (?:(?:is|are) (?:not (?:allowed|used|needed|wanted|permitted|available|required|an option)|never used|forbidden|banned|prohibited|out of scope)|(?:must|should|may|can|will|shall) (?:not|never) be (?:used|required|needed|installed))\b/gi;

/** "No Docker", "must not require Docker": what is ruled out directly behind a denial. */
const RULED_OUT =
  /(?:^|[\s(,])(?:no|without|kein(?:e|en)?|ohne|sans|sin|(?:don't|do not|never|not) (?:use|require|need)) (?:any |an? )?([\w.+#-]{1,40})/gi;

/** The names that a text rules out outright, one a line. */
export function ruledOut(text: string): string {
  return [...text.matchAll(RULED_OUT)].map(([, name = ""]) => name.replace(/\.$/, "")).join("\n");
}

/** The text without what it rules out behind its name. */
export function withoutRefused(text: string): string {
  return text.replace(REFUSED, " ");
}

/** The text without what names no part of the stack. */
export function stackWords(text: string): string {
  const kept = PASSING.reduce(
    (rest, pattern, at) => rest.replace(pattern, at === 0 ? " built " : " "),
    withoutMatter(withoutRefused(text)),
  );
  return withoutDenied(kept);
}

/** A list that goes on with what was denied: "no React, Vue or Angular". */
const LIST = /^\s*(?:(?:or|nor|and) )?(?:[A-Z][\w.+#-]*(?: (?:or|and|nor) )?\s*){1,3}$/;

/** Cuts each clause off where it denies what follows; the punctuation stays. */
function withoutDenied(text: string): string {
  let denied = false;
  let before = "";
  return clausesOf(text).map((part, at) => {
    if (at % 2 === 1) {
      before = part;
      return part;
    }
    if (denied && before === "," && LIST.test(part)) return " ";
    const found = denialAt(part);
    denied = found >= 0;
    return denied ? part.slice(0, found) : part;
  }).join("");
}
