/** Whether a text denies what it names: "never commit .env", "chmod 777 is refused". */

/** So much before and behind the place is looked at. */
const REACH = 300;
/** They deny what follows, as far as the sentence goes; in the languages that plans are written in. */
const DENIES = new RegExp(
  "(?<![\\p{L}\\p{N}])(?:" + [
    "no|not|never|nobody|nothing|none|cannot|without|nor|neither|unless|instead of|rather than|\\p{L}{2,8}n['’]t",
    "avoid(?:s|ing)?|refus(?:e|es|ing)|reject(?:s|ing)?|block(?:s|ing)|forbid(?:s|ding)?|prohibit(?:s|ing)?|ban(?:s|ning)?|disallow(?:s|ing)?",
    "den(?:y|ies|ying)|prevent(?:s|ing)?|warn(?:s|ing)?|guard(?:s|ing)?|ask(?:s|ing)?|dangerous|unsafe",
    "(?:forbidden|refused|rejected|prohibited|banned|verboten|interdits?|interdites?|prohibido|vietato)\\s{0,3}:",
    "nie|niemals|niemand|nicht|kein\\p{L}{0,2}|ohne|statt|anstatt|keinesfalls|verbiete\\p{L}{0,2}|verweiger\\p{L}{1,3}|lehn\\p{L}{1,3}|vermeide\\p{L}{0,2}",
    "jamais|personne|pas|sans|interdi\\p{L}{1,4}|refuse\\p{L}{0,3}|évite\\p{L}{0,3}|aucune?|rejette\\p{L}{0,3}|n['’]\\p{L}{1,20}",
    "nunca|nadie|jamás|sin|evit\\p{L}{1,4}|prohíb\\p{L}{1,3}|rechaz\\p{L}{1,4}|ninguna?|ningún",
    "mai|non|senza|vieta\\p{L}{0,4}|nessun[oa]?|rifiut\\p{L}{1,4}|não|sem|nenhuma?|proíb\\p{L}{1,3}|proib\\p{L}{1,4}",
    "nooit|niet|geen|zonder|vermijd\\p{L}{0,3}|verbied\\p{L}{0,3}|не|никогда|без",
  ].join("|") + ")(?![\\p{L}\\p{N}])|不要|不得|禁止|切勿|しない|禁じ",
  "iu",
);
/** They do so unless what follows is only the means: "find verify=False", but "find it with verify=False". */
const SEEKS =
  /\b(?:detect(?:s|ing)?|flagg(?:ed|ing)|scan(?:s|ning)?|search(?:es|ing)?|grep(?:s|ping)?|finds?|remov(?:e|es|ing)|replac(?:e|es|ing)|revok(?:e|es|ing)|strip(?:s|ping)?|mask(?:s|ing)?|redact(?:s|ing)?)\b(?!.{0,200}\b(?:with|by|using|via|through)\b)/i;
/** A part of a sentence that begins so is told for itself: "if it fails, run ...". */
const AFRESH =
  /^\s{0,3}(?:and |then |und |dann |et |puis |y |luego )?(?:run|use|then|just|simply|execute|push|set|call|start|install|download|put|write|create|type|add|führe|nutze|setze|dann|lancer?|utilise[rz]?|ejecut\p{L}{1,3}|usa)\b/iu;
/** Behind the place: "is refused", "must never be used". */
const DENIED_BEHIND = new RegExp(
  "^[\\s`'\"”’»)\\]]{0,6}(?:(?:commands?|calls?|flags?|files?|options?|pipes?|pipelines?|pushes|modes?|settings?)\\s)?(?:(?:" +
    "is|are|was|were|be|being|gets?|must|should|shall|may|can|will|would|has to|have to|needs? to|wird|werden|ist|sind|darf|dürfen|est|sont|doit|es|está|debe|viene|è" +
    ")\\s){1,3}(?:(?:be|to be|being)\\s)?(?:not|never|no|refused|rejected|forbidden|prohibited|banned|blocked|disallowed|denied|detected|reported|flagged|" +
    "avoided|out of|an error|removed|nicht|nie|niemals|verboten|abgelehnt|verweigert|interdite?s?|refusée?s?|rejetée?s?|pas|prohibid[oa]s?|rechazad[oa]s?|vietat[oi]|rifiutat[oi])(?!\\p{L})|" +
    "^[\\s`'\"”’»)\\]]{0,6}(?:(?:mustn|isn|aren|shouldn|can)['’]t|cannot|never|fails|→|->|=>)(?!\\p{L})",
  "iu",
);

/** Whether what stands at a place of a text is denied by what is around it. */
export function isDenied(text: string, from: number, to: number): boolean {
  if (DENIED_BEHIND.test(text.slice(to, to + REACH / 3))) return true;
  const before = sentenceBefore(text.slice(Math.max(0, from - REACH), from));
  const parts = before.split(/,\s|\s(?:but|aber|sondern|mais|pero|sino|instead(?! of)|then|dann)\s/i);
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at] ?? "";
    if (DENIES.test(part) || SEEKS.test(part)) return true;
    if (at > 0 && AFRESH.test(part)) return false;
  }
  return false;
}

/** What of a text belongs to the sentence that its end is in. */
function sentenceBefore(text: string): string {
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/[.!?。](?=\s)|[;\n]/g)) start = index + end.length;
  return text.slice(start);
}
