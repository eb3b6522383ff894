/** What stands where something should be said. */

/** A kind of placeholder. */
export interface Placeholder {
  /** Finds the words to show. */
  pattern: RegExp;
  /** It only says that something is open, which a question, a risk or an assumption may. */
  open?: true;
  /** What of the owner's words excuses it, besides the words themselves. */
  said?: RegExp;
  /** Whether what is around the words makes them ordinary ones. */
  unless?: (before: string, words: string, after: string) => boolean;
}

/** Not "no TODO is left", which is a demand; so much of the text before is looked at. */
const DEMANDED =
  /\b(?:no|not|without|any|zero|remaining|leftover|removes?|resolves?|forbids?|rejects?|refuses?|fails?|reports?|finds?|counts?|lists?|keine?n?|sans|aucun|sin|ningún|senza|nessun|sem|nenhum|geen)\b[^.\n]{0,24}$/i;
/** "the TODO list", "each TODO": a thing like others. */
const A_THING =
  /\b(?:a|an|the|each|every|one|this|that|these|its|their|all|new|next|first|last|open|status|column|state|label|word|with|of|for|from|to|as|by|or|and|show|shows)\s(?:\w{1,20}\s)?$|[-\w/]$/i;
const THINGS =
  /^(?:'s|s)?\s(?:\w{1,12}\s)?(?:comments?|markers?|tags?|notes?|lists?|items?|entry|entries|apps?|application|pages?|boards?|cards?|tasks?|trackers?|api|files?|models?|tables?|components?|views?|screens?|forms?|columns?|rows?|endpoints?|column|state|status|manager|service|widget|titles?|texts?|is|are|has|can|must|stays?|moves?|shows?)\b|^\s?[,/|]\s?(?:FIXME|XXX|HACK|TODO|DOING|DONE)\b|^\s(?:or|and)\s(?:FIXME|XXX|HACK|DOING|DONE|TODO)\b/i;
const STATES = /\b(?:DOING|DONE|IN[ _]PROGRESS|status|kanban|column|roman|numerals?)\b/;
/** Where a marker begins what is said, or is all that is said. */
const BEGINS = /(?:^|[.!?;:([\n|>–—]\s{0,3}|[-*]\s)$/;
const ENDS = /^\s{0,3}(?:$|[.)\],;\n])/;

/** A marker stands for what is left to do only where it begins or ends what is said. */
function isThing(before: string, _words: string, after: string): boolean {
  if (DEMANDED.test(before) || THINGS.test(after)) return true;
  if (BEGINS.test(before)) return false;
  return A_THING.test(before) || STATES.test(before + after) || !(ENDS.test(after) || /^:\s/.test(after));
}

/** Work that only seems to be put off: done in a step that is named, or something that users may do. */
function isElsewhere(before: string, _words: string, after: string): boolean {
  return /^[^.\n]{0,60}\b(?:steps?|phases?|schritt|étape|paso|R) ?\d/i.test(after) ||
    /\b(?:steps?|phases?) \d[\d.]{0,6}[^.\n]{0,60}$/i.test(before) ||
    /\b(?:can|could|may|might|easily|easy|possible|able|ready|room|lets?|allows?|when|if|whether|once|those|records?|that|which|who|users?|visitors?|customers?|members|owners?|people|they)\b[^.\n]{0,24}$/i
      .test(before);
}

/** Own words that make more of "similar to step 1.2" than a reference. */
const OWN_WORDS = 6;
const LEAD_WORDS = 2;

/** "Similar to step 1.2, but for clicks: count each by date in one row." says what to do. */
function saysMore(before: string, _words: string, after: string): boolean {
  const sentence = before.split(/[.!?;\n]\s{0,3}/).at(-1) ?? "";
  return wordsIn(sentence) > LEAD_WORDS || wordsIn(after) >= OWN_WORDS;
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** An example holds such values rightly, and so does what is to be found or refused. */
const SHOWN =
  /examples?\b|\bsamples?\b|\btemplates?\b|\bdummy\b|\b(?:no|not|never|without|when|if|like|such as|comments?|markers?|placeholders?|e\.g|detect\w{0,3}|scan\w{0,4}|search\w{0,3}|grep\w{0,2}|flag\w{0,3}|reports?|finds?|counts?|lists?|match\w{0,3}|pars\w{1,3}|extract\w{0,3}|collect\w{0,3}|highlight\w{0,3}|remov\w{1,3}|forbid\w{0,2}|reject\w{0,3}|refus\w{1,3}|fails?|warns?|replac\w{1,3}|nicht|kein\w{0,2}|nie|sin|sans)\b/i;

/** Whether code between backticks leaves work open: "`// TODO: implement`", "`API_KEY=your-key-here`". */
export function isOpenCode(code: string, around: string): boolean {
  return /^\s{0,9}(?:\/\/|\/\*|#|--|<!--)\s{0,3}(?:(?:TODO|FIXME|XXX)\b[\s:(-]{0,4}(?:implement|add|fill|write|finish|complete|handle|your)\b|(?:\.{3}|…)\s{0,3}\p{L})|=\s?["']?your[-_]/iu
    .test(code) && !SHOWN.test(around);
}

/** Placeholders in prose. */
export const IN_PROSE: readonly Placeholder[] = [
  { pattern: /(?<![-\w./])TB[DCA](?![-\w/])/gi, unless: (before) => DEMANDED.test(before), open: true },
  { pattern: /(?<![-\w.])(?:TODO|FIXME|XXX)(?![-\w/])/g, unless: isThing, said: /\bto[- ]?dos?\b/i },
  {
    pattern: /\?{3}/g,
    unless: (before, _words, after) =>
      /\b(?:the|an?)\s{1,2}$/i.test(before) ||
      /^\s(?:operators?|marks?|symbols?|signs?|keys?|globs?|patterns?|characters?)\b/.test(after),
  },
  { pattern: /^\s{0,9}(?:[-*] )?(?:\.{3,9}|…|-{3,9}|_{3,9})\s{0,9}$/g },
  { pattern: /^\s{0,9}[[(]?placeholder(?: text)?[\])]?\.?\s{0,9}$/gi },
  // "Do things", "fix the rest", "etc": the whole text names nothing.
  {
    pattern:
      /^\s{0,9}(?:(?:do|fix|make|add|finish|handle|update|improve|implement|build|write|test|clean up|work on|take care of|the|all|some|more|other|various|remaining|and|of)\s{1,3}){0,6}(?:things?|stuff|etc\.?|something|everything|misc\.?|miscellaneous|the rest|work)\.?\s{0,9}$/gi,
  },
  { pattern: /\bNEEDS CLARIFICATION\b/g, open: true },
  { pattern: /\blorem ipsum\b/gi },
  {
    pattern:
      /(?<=^|[.!?;:(,\n–—-]\s{0,2}|\b(?:and|then|to|will|we|we'll|i|please|must|should|but|details)\s)(?:implement|fill in|add|define|decide|complete|specify|write) (?:it |this |that |them |the rest |the details |details |more )?later\b(?=\s{0,3}(?:$|[.,;:!)\n–—-]|(?:and|when|once|on|in|if|which|what|whether|how|as)\b))/gi,
    unless: isElsewhere,
    open: true,
  },
  {
    pattern:
      /\b(?:to be|will be|is|are) (?:implemented|filled in|added|defined|decided|completed|specified|written|determined) later\b|(?<=^|[.!?;:(\n]\s{0,2})(?:implemented|decided|defined|specified|filled in) later\b/gi,
    unless: isElsewhere,
    open: true,
  },
  {
    pattern:
      /(?<=^|[.!?:\n]\s{0,3}|[-*]\s)(?:fill in|flesh out|work out|add) (?:(?:the|all|more|remaining|missing) ){0,2}(?:details?|rest|blanks|gaps|specifics)(?=(?: here| later)?\s{0,3}(?:$|[.!;)\n]))/gi,
  },
  {
    pattern:
      /^\s{0,9}(?:[-*] )?(?:add|insert|put|write|implement|place|describe) (?:(?:your|the|more|some|actual|real|proper) ){0,2}(?:error handling|business logic|logic|code|details?|content|text|description|implementation|tests?|validation|examples?|steps?|rest|information|copy) here(?=[.!]?\s{0,9}$)|\b(?:code|content|text|logic|implementation|details) (?:goes|go|comes) here\b/gi,
  },
  { pattern: /(?<=^|[:(\[.–—]\s?|\b(?:is|are) |[-*] )coming soon(?=\s?(?:$|[)\].,;!…\n]))/gi },
  {
    pattern:
      /\b(?:(?:is|are|still|yet|remains?) )?to be (?:defined|determined|decided|specified|worked out|filled in|clarified)\b(?<=(?:is|are|still|yet|remains?) to be [a-z ]{1,12}|(?:^|[(\[:,]\s?|[-–—] )to be [a-z ]{1,12}(?=\s?(?:$|[)\].,;\n])))(?: later\b)?|\bto be (?:announced|confirmed)\b|(?<=^|[(\[:]\s?|[-–—] )to be (?:completed|added|done)(?=\s?(?:$|[)\].,;\n]))/gim,
    unless: isElsewhere,
    open: true,
  },
  { pattern: /\bdetails (?:to follow|will follow|to come|later)\b/gi, open: true },
  {
    pattern:
      /\b(?:similar to|same as|like|as in) (?:the )?(?:step \d[\d.]{0,8}(?<!\.)|previous step|above step|step above|above)(?!\w)|\bsee (?:the )?(?:(?:previous|above) step|above)\b/gi,
    unless: saysMore,
  },
  {
    pattern:
      /<(?:your|insert|placeholder|todo)(?![\w:])[^<>\n]{0,40}>|\[(?:(?:insert|your)[ _-][^\]\n]{1,40}|placeholder\b[^\]\n]{0,40})\](?!\()|\byour[-_ ](?:[a-z0-9]{1,20}[-_ ]){0,4}here\b/gi,
  },
  {
    pattern:
      /(?:\/\/|\/\*|#|--)\s{0,3}(?:\.{3}|…)\s{0,3}(?:(?:the|your|other) ){0,2}(?:rest|remaining|existing|other|more|same|similar|code|logic)\b[^\n`]{0,30}|(?:\.{3}|…)\s?\((?:same|and so on|similar|similarly|repeat|likewise)\b[^)\n]{0,60}\)/gi,
  },
  {
    pattern: /(?<![-\w])your[-_](?:[a-z0-9]{1,20}[-_]){0,3}(?:keys?|tokens?|secret|password)(?:[-_]here)?(?![-\w])/gi,
    unless: (before, _words, after) => SHOWN.test(before + after),
  },
  {
    pattern:
      /(?<!\p{L})(?:Details|Einzelheiten) folgen(?= (?:noch|später)|\s{0,3}(?:$|[.;!)\n]))|(?<=^|[.!?(\n]\s?)noch (?:zu klären|zu definieren|festzulegen|zu entscheiden)(?=\s?(?:$|[:.)]))|(?<!\p{L})pendiente de (?:definir|determinar|especificar|implementar)(?!\p{L})|(?<!\p{L})se (?:implementará|añadirá|completará|determinará)n? más (?:tarde|adelante)(?!\p{L})|(?<=^|[.!?\n]\s?)por (?:hacer|definir|completar)(?=\s?(?:$|:|\.\s{0,3}$))|(?<!\p{L})à (?:compléter|préciser|implémenter|faire) (?:plus tard|ultérieurement)(?!\p{L})|(?<=^|[.!?:(\n]\s?)à (?:compléter|préciser)(?=\s?(?:$|[.):]))/giu,
    unless: isElsewhere,
    open: true,
  },
  {
    pattern:
      /\((?:noch offen|noch zu klären|à définir|à déterminer|por definir|por determinar|a definir|da definire|nader te bepalen|nog te bepalen)\)|(?<!\p{L})(?:wird (?:noch|später) (?:ergänzt|festgelegt|definiert|implementiert)|(?:muss|müssen) noch (?:festgelegt|geklärt|definiert) werden|später (?:implementieren|ergänzen)|reste à (?:définir|déterminer)|à définir (?:plus tard|ultérieurement)|se definirá más (?:tarde|adelante)|implementar (?:más tarde|mais tarde|depois)|a ser definido|da implementare in seguito|later (?:invullen|uitwerken))(?!\p{L})|待定|待补充|稍后(?:实现|补充)|未定(?!義|义)|後で(?:実装|追記)|추후 (?:결정|구현|작성)|уточнить позже|реализовать позже/giu,
    unless: isElsewhere,
    open: true,
  },
];

/** Placeholders in commands; what is to be filled in, such as `<port>`, is found by the rule `runnable`. */
export const IN_COMMANDS: readonly Placeholder[] = [
  { pattern: /(?<![\w./-])TBD(?![\w./-])/g },
  { pattern: /^\s*(?:#\s*)?(?:TODO|FIXME)\b/g },
  { pattern: /(?<!\S)\?{3}(?!\S)/g },
];

/** Placeholders in paths of files. A TODO.md and a placeholder.png are files like others. */
export const IN_PATHS: readonly Placeholder[] = [
  {
    pattern: /(?<=^|\/)(?:TBD|TODO|FIXME|XXX)(?=\/|$|\.(?!md$|markdown$|txt$|org$|rst$|adoc$)\w{1,12}$)|\bTBD\b/g,
    said: /\bto[- ]?dos?\b/i,
  },
  {
    pattern:
      /(?<=^|\/)path\/to\/|(?<=^|\/)your[-_ ](?:app|project|module|package|file|service|component|feature|name)\b|\byour[-_ ](?:[a-z0-9]{1,20}[-_ ]){0,4}here\b|\[(?:insert|your)\b[^\]]{0,40}\]|\{(?:your|insert|name|feature|module|project)[^{}]{0,40}\}|(?<=^|\/)\.{3}(?=\/|$)|…/gi,
  },
];
