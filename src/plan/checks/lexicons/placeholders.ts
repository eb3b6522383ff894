/** What stands where something should be said. */

/** A kind of placeholder. */
export interface Placeholder {
  name: string;
  pattern: RegExp;
  /** What of the owner's words excuses it, where that is more than the pattern itself. */
  said?: RegExp;
}

/** Not "can be added later", which tells of room for more. */
const NOT_OPTIONAL =
  "(?<!\\b(?:can|could|may|might|easily|easy|possible|able|ready|room|lets?|allows?|when|if|whether|once|those|records?)\\b[^.\\n]{0,24})";
/** Put off. It stands in a lookahead, so that the costly look behind it is taken only where the words are. */
const LATER =
  "(?=\\b(?:implement(?:ed)?|fill(?:ed)? in|add(?:ed)?|defin(?:e|ed)|decided?|complet(?:e|ed)|specif(?:y|ied)) " +
  "(?:it |this |that |them |the rest |details )?later\\b)";
/** Not "no TODO is left", which is a demand, nor "TODO comments". */
const NOT_ABOUT_IT =
  "(?<!\\b(?i:no|not|without|any|zero|remaining|leftover|removes?|resolves?|forbids?|rejects?|refuses?|keine?n?|sans|aucun|sin|ningún|senza|nessun|sem|nenhum|geen)\\b[^.\\n]{0,24})";

/** Placeholders in prose. */
export const IN_PROSE: readonly Placeholder[] = [
  { name: "TBD", pattern: new RegExp(`${NOT_ABOUT_IT}\\bTB[DCA]\\b`) },
  {
    name: "TODO",
    pattern: new RegExp(
      `${NOT_ABOUT_IT}(?<![-\\w])(?:TODO|FIXME|XXX)(?![-\\w]|(?: |/FIXME)? ?(?:comments?|markers?|tags?)\\b)`,
    ),
    said: /\bto[- ]?dos?\b/i,
  },
  { name: "???", pattern: /\?{3}/ },
  { name: "nothing but dots", pattern: /^\s{0,9}(?:[-*] )?(?:\.{3,9}|…|-{3,9}|_{3,9})\s{0,9}$/ },
  { name: "NEEDS CLARIFICATION", pattern: /\bNEEDS CLARIFICATION\b/ },
  { name: "lorem ipsum", pattern: /\blorem ipsum\b/i },
  {
    name: "implement later",
    pattern: new RegExp(LATER + NOT_OPTIONAL, "i"),
  },
  {
    name: "to be defined",
    pattern:
      /\b(?:is|are|still|yet|remains?) to be (?:defined|determined|decided|specified|worked out|filled in|clarified)\b|\bto be (?:announced|confirmed)\b|(?:^|[(\[:]\s?|[-–—] )to be (?:defined|determined|decided|specified|completed|added|done)(?=\s?(?:$|[)\].,;\n]))/im,
  },
  { name: "details to follow", pattern: /\bdetails (?:to follow|will follow|to come|later)\b/i },
  {
    name: "similar to step",
    pattern:
      /\b(?:similar to|same as|like|as in) (?:the )?(?:step \d|previous step|above step|step above)|\bsee (?:the )?(?:previous|above) step\b/i,
  },
  {
    name: "placeholder",
    pattern:
      /<(?:your|insert|placeholder|todo)(?![\w:])[^<>\n]{0,40}>|\[(?:insert|your|placeholder|todo)\b[^\]\n]{0,40}\](?!\()|\bplaceholder text\b|\byour[-_ ](?:[a-z0-9]{1,20}[-_ ]){0,4}here\b/i,
  },
  {
    name: "to be defined",
    pattern:
      /\((?:noch offen|noch zu klären|à définir|à déterminer|por definir|por determinar|a definir|da definire|nader te bepalen|nog te bepalen)\)|(?<!\p{L})(?:wird (?:noch|später) (?:ergänzt|festgelegt|definiert|implementiert)|(?:muss|müssen) noch (?:festgelegt|geklärt|definiert) werden|später (?:implementieren|ergänzen)|reste à (?:définir|déterminer)|à définir (?:plus tard|ultérieurement)|se definirá más (?:tarde|adelante)|implementar (?:más tarde|mais tarde|depois)|a ser definido|da implementare in seguito|later (?:invullen|uitwerken))(?!\p{L})|待定|待补充|稍后(?:实现|补充)|未定(?!義|义)|後で(?:実装|追記)|추후 (?:결정|구현|작성)|уточнить позже|реализовать позже/iu,
  },
];

/** Placeholders in commands; what is to be filled in, such as `<port>`, is found by the rule `runnable`. */
export const IN_COMMANDS: readonly Placeholder[] = [
  { name: "TBD", pattern: /(?<![\w./-])TBD(?![\w./-])/ },
  { name: "TODO", pattern: /^\s*(?:#\s*)?(?:TODO|FIXME)\b/ },
  { name: "???", pattern: /(?<!\S)\?{3}(?!\S)/ },
];

/** Placeholders in paths of files. A TODO.md and a placeholder.png are files like others. */
export const IN_PATHS: readonly Placeholder[] = [
  { name: "TODO", pattern: /(?:^|\/)(?:TBD|TODO|FIXME|XXX)(?:\/|$)|\bTBD\b/ },
  {
    name: "placeholder",
    pattern:
      /(?:^|\/)path\/to\/|(?:^|\/)your[-_ ](?:app|project|module|package|file|service|component|feature|name)\b|\byour[-_ ](?:[a-z0-9]{1,20}[-_ ]){0,4}here\b|\[(?:insert|your)\b[^\]]{0,40}\]|\{(?:your|insert|name|feature|module|project)[^{}]{0,40}\}|(?:^|\/)\.{3}(?:\/|$)|…/i,
  },
];
