import { shorten } from "../text.ts";
import { withoutOpeners } from "../plan/openers.ts";
import type { Requirement } from "../plan/types.ts";

/** Where something is put: "... and save it as `report.html`". */
const PLACE =
  /,?(?: and (?:save|store|write) (?:it|them|the results?))? (?:in|as|to|under|into|at) `[^`]*[./][^`]*`(?=\W*$)/i;
/** Words that a cut title must not end in. */
const DANGLING =
  /\s+(?:a|an|and|are|as|at|by|for|from|in|into|is|of|on|or|that|the|their|through|to|under|using|via|which|with|where|when)(…?)$/i;

/** The kind of work as trackers and commits write it is no name: "Fix: the list jumps". */
const KIND = /^(?:fix|bug|feat(?:ure)?|chore|task|todo|issue|refactor|perf)(?:\([\w -]{1,40}\))?!?:\s+(?=\S)/i;

/** A question that stands before its answer. */
const ASKED = /^(?:\w+ )?(?:who|which|what|where|when|how|why)\b/i;

/** A requirement's text as a short title: its label, or its first clause without the words about who wants it. */
export function titleOf(requirement: string, limit = 60): string {
  // "FR-001: ..." is a number in another system, not a name.
  const title = shortTitle(requirement, limit);
  return /[\p{L}\p{N}]/u.test(title) ? title : capital(shortenWell(requirement.replace(/^[^\p{L}\p{N}]+/u, ""), limit));
}

function shortTitle(requirement: string, limit: number): string {
  const text = requirement.replace(/^[\s.,:;!?)\]-]+/, "").replace(/^[A-Z]{1,6}[-_ ]?\d{1,5}\s*[:.)]\s+/, "")
    .replace(KIND, "");
  const label = /^([^:.!?]{2,70}):\s/.exec(text)?.[1];
  if (label !== undefined && (!/\s(?:must|shall|should)\s/.test(label) || ASKED.test(label))) {
    return capital(shortenWell(label, limit));
  }
  const rest = withoutOpeners(text).replace(PLACE, "");
  const sentence =
    /^[^.!?;。]*(?:(?:\.(?=\S)|(?<=\b(?:dr|mr|mrs|approx|excl|incl|max|min|e\.g|i\.e|vs|ca|z\.b))\.)[^.!?;。]*)*/i.exec(
      rest,
    )?.[0] ?? rest;
  const clause = sentence.length > limit
    ? sentence.split(/,\s|\s\(|\s(?:so that|because|which|where|while)\s/)[0] ?? sentence
    : sentence;
  return capital(shortenWell(clause.replace(/[\s,.:;]+$/, ""), limit));
}

function shortenWell(text: string, limit: number): string {
  let cut = shorten(text, limit);
  for (let round = 0; round < 3 && DANGLING.test(cut.replace(/…$/, "")) && cut.endsWith("…"); round++) {
    cut = cut.replace(/…$/, "").replace(DANGLING, "") + "…";
  }
  // A code span must not be cut open.
  return (cut.match(/`/g)?.length ?? 0) % 2 === 0 ? cut : cut.slice(0, cut.lastIndexOf("`")).trimEnd() + "…";
}

/** With a capital first letter, unless the first word is code. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase("en") + text.slice(1);
}

/** Ends a text as a sentence. */
export function sentence(text: string): string {
  return /[.!?。！？:…]$/.test(text) ? text : `${text}.`;
}

/** A requirement's text without the heading that the plan shows beside it. */
export function textWithoutGroup(requirement: Requirement | undefined): string {
  if (requirement === undefined) return "";
  const prefix = `${requirement.group}: `;
  return requirement.group !== undefined && requirement.text.startsWith(prefix)
    ? requirement.text.slice(prefix.length)
    : requirement.text;
}
