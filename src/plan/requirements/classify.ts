/**
 * What a sentence is: a demand or talk about the brief, its kind, its priority.
 * @module
 */
import type { Priority, RequirementKind } from "../types.ts";
import type { SectionKind } from "./sections.ts";

/** Only so much of a sentence is looked at: what it is stands at its beginning, and patterns cost more the longer it is. */
const LOOK = 600;

/** Words that demand outright, also in sections that otherwise only tell. */
const DEMANDS =
  /\b(?:must|shall|should|required|has to|have to|needs? to|(?:is|are) to be|only|at least|at most|no|not|never|without|cannot)\b/i;

/** Beginnings of sentences that speak about the document instead of the product. */
const TALK =
  /^(?:this (?:document|section|prd|brief|page|chapter|readme)|the following|here (?:is|are)|below (?:is|are)|for (?:example|instance)|e\.g\.|note(?: that)?\b|see (?:also|the|below|above)\b|as (?:shown|described|follows)|example\b|to (?:run|execute|start|install|use) )/i;
/** What letters say besides, and lines about the document. */
const FRAME =
  /^(?:(?:hi|hello|hey|dear|hallo|liebe[rs]?|bonjour|hola)\b[^.!?]{0,40}[,!]?$|(?:i |we )?hope (?:you|this|all)\b|let me know\b|please let me know|looking forward|thanks?(?: you)?\b[^.]{0,30}[.!,]?$|(?:best|kind|warm)? ?(?:regards|wishes)\b|cheers\b|(?:authors?|status|version|date|created|(?:last )?updated|team|owners?|reviewers?|feature branch|branch|input|contact)\s*[:：])/i;
/** Sentences that only announce a list. */
const ANNOUNCES = /[:：]$|\b(?:consists? of|includes?|has|have|are) (?:of )?(?:the )?following\b[^.]*$|\bas follows\b/i;

/** Sentences of the usual licences. */
const LICENCE =
  /\b(?:permission is hereby granted|(?:the )?above copyright notice|provided "as is"|without warranty of any kind|in no event shall|warranties or conditions|redistribution and use in source|^copyright (?:\(c\)|©|\d{4})|licensed under the|^(?:the )?(?:mit|apache|bsd|gnu|isc|mozilla)\b.{0,40}\blicen[cs]e)/i;

/** Labels of entries that give reasons, not demands. */
const TALK_LABELS =
  /^(?:(?:user |business )?(?:benefits?|value)|why this priority|independent test|purpose|rationale|why|motivation|background|example(?: .*)?|notes?|see also|reference|author|date|version|status|owner|last updated)$/i;

/** Whether a sentence of a section is a demand on the product. */
export function isDemand(whole: string, section: SectionKind): boolean {
  const sentence = whole.slice(0, LOOK);
  // A question is asked back, not built.
  if (section === "ignore" || /[?？]$/.test(sentence) || !/[\p{L}\p{N}]/u.test(sentence)) return false;
  if (
    isTalk(sentence) ||
    (ANNOUNCES.test(sentence) && sentence.split(" ").length < 25)
  ) {
    return false;
  }
  if (section === "usage" || section === "context") return DEMANDS.test(sentence);
  // An address or a path alone demands nothing; a word alone may be a feature: "- Search".
  return /\s/.test(sentence) || /^[\p{L}-]{3,}[.!。]?$/u.test(sentence) ||
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}/u.test(sentence);
}

/** Whether a sentence is about the document or its reader, not about the product. */
export function isTalk(sentence: string): boolean {
  return TALK.test(sentence) || FRAME.test(sentence) || LICENCE.test(sentence);
}

/** Whether an entry's label says that the entry explains instead of demanding. */
export function isTalkLabel(label: string): boolean {
  return TALK_LABELS.test(label);
}

const CONSTRAINT = [
  /\b(?:must|shall|should|will|to) be (?:written|implemented|developed|coded|programmed|packaged|hosted|deployed) (?:in|with|using|on|as)\b/i,
  /^(?:built|written|implemented|developed) (?:in|with|using|on)\b/i,
  /^[Uu]s(?:e|ing) (?:the )?(?:[A-Z.](?!.*\bto\b)\S*(?: \S+){0,6}$|\w+ (?:architecture|framework|stack|pattern)\b)/,
  /\b(?:complian(?:ce|t)|comply|comply with|licen[cs]e[ds]?|budget|deadline|version \d|no (?:external|third.party|other) (?:libraries|dependencies|packages))\b/i,
  /\b(?:architecture|tech(?:nology)? stack|runtime environment)\b/i,
  /^(?:tech(?:nolog(?:y|ies))?|stack|tools?|tooling|languages?|frameworks?|runtime|back-?end|front-?end|database|db|hosting)\s*[:：]/i,
  // A row of names: "Python, scikit-learn, MLflow, Airflow".
  /^[A-Z][\w.+#-]*(?: [\w.+#-]+)?(?:, [\w.+#-]+(?: [\w.+#-]+)?){2,}\.?$/,
  /^(?:out of scope|not in (?:v\d|scope|the first version)|non-goals?|excluded)\b/i,
  /^(?:\w+ )?(?:don't|do not|doesn't|does not|won't|will not) (?:need|use|want|support|include)\b/i,
  /\b(?:must|shall|should|may) (?:not|never)\b/i,
  /\b(?:build\.gradle|pom\.xml|package\.json|requirements\.txt|dockerfile|makefile)\b/i,
  /^(?:no|keine?|ohne|sans|sin|senza)\b|\b(?:no|without(?: any)?) (?:\S+ ){0,3}(?:ui|gui|interface|login|account|framework|server|database|internet|network|cloud)\b/i,
];

/** Limits with a number: a quality wherever they stand. */
const MEASURED = [
  /\b\d[\d.,]* ?(?:fps|frames per second|[kmg]b\/s|(?:requests|req|messages|events)(?:\/s| (?:a|per) second)|rps|qps)\b/i,
  /\b(?:within|under|less than|at most|below) \d[\d.,]* ?(?:ms|milliseconds?|s|sec|seconds?|minutes?)\b/i,
  /\b(?:concurrent users|up to \d[\d.,]* (?:\w+ ){0,2}users|\d[\d.,]*% (?:\w+ )?(?:uptime|availability|coverage))\b/i,
];

/** Words of qualities; in a list of features they are just words. */
const QUALITY = [
  /\b(?:performan(?:ce|t)(?! (?:comparison|metrics?|reports?))|latency|throughput|scalab\w+|uptime|availability|reliab\w+|fault.toleran\w+|maintainab\w+|extensib\w+)\b/i,
  /\b(?:encrypt(?:ed|ion)|privacy|gdpr|securely|security|vulnerab\w+|must be validated|sanitiz\w+|rate limits?)\b/i,
  /\b(?:accessib\w+|wcag|responsive(?:ness)?|usab\w+|user.friendly|intuitive|minimalist\w*|browser compatib\w+|all (?:major|modern) browsers|latest versions of)\b/i,
  /\b(?:unit.test\w*|test coverage|pytest|automated tests?|tests? must|fully documented|well.documented)\b/i,
];

/** Work that is to be done, where a list of limits would otherwise be expected. */
const ACTION =
  /^(?:\w+: )?(?:expose|provide|support|allow|display|show|send|create|offer|let|generate|store|serve)\b|\bwith (?:\S+ ){0,3}(?:boards?|updates?|pages?|dashboards?)\b/i;

/** Tells what kind of demand a sentence makes; where its words don't, the section does. */
export function kindOf(whole: string, section: SectionKind): RequirementKind {
  const sentence = whole.slice(0, LOOK);
  if (section === "excluded") return "constraint";
  if (CONSTRAINT.some((pattern) => pattern.test(sentence))) return "constraint";
  if (section === "quality" || MEASURED.some((pattern) => pattern.test(sentence))) return "quality";
  if (section === "listed") return "functional";
  if (QUALITY.some((pattern) => pattern.test(sentence))) return "quality";
  return section === "constraint" && !ACTION.test(sentence) ? "constraint" : "functional";
}

/** Tells how much a demand matters: by its verb, else by its section. */
export function priorityOf(whole: string, section: SectionKind): Priority {
  const sentence = whole.slice(0, LOOK);
  if (/\b(?:must|shall|required|mandatory|has to|have to)\b/i.test(sentence)) return "must";
  if (
    /^[[(]?optional[\])]?[\s:]|\b(?:later|eventually|some ?day|in (?:the|a) (?:future|later version)|phase (?:2|two)|v2|would be nice|nice if)\b/i
      .test(sentence)
  ) return "could";
  if (section === "optional" || /\b(?:could|may|might|nice to have|if possible|optionally|ideally)\b/i.test(sentence)) {
    return "could";
  }
  return /\b(?:should|recommended|preferably|expected to)\b/i.test(sentence) ? "should" : "must";
}

/** Reads a priority written in a table's cell or a heading; `never` is MoSCoW's "won't"; absent where it is none. */
export function priorityWord(text: string): Priority | "never" | undefined {
  const word = text.trim().toLowerCase();
  if (/^(?:won['’]?t(?: have)?|never|w)$/.test(word)) return "never";
  if (/^(?:must|must have|high|critical|p0|p1|1|m)$/.test(word)) return "must";
  if (/^(?:should|should have|medium|normal|p2|2|s)$/.test(word)) return "should";
  return /^(?:could|could have|low|optional|p3|p4|3|c)$/.test(word) ? "could" : undefined;
}
