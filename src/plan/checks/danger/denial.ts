/** Whether a text denies what it names: "never commit .env", "chmod 777 is refused". */

/** So much before and behind the place is looked at. */
const REACH = 300;
/** More words than these between the denying word and the place are about something else. */
const MOST_WORDS = 8;

const word = (words: string, behind = "") =>
  new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})${behind}(?![\\p{L}\\p{N}-])`, "giu");

/** They deny what follows in their clause, in the languages that plans are written in. */
const NEGATION = word(
  "not|never|nobody|no one|none|nothing|cannot|nor|neither|\\p{L}{2,8}n['’]t|" +
    "nie|niemals|niemand|nicht|keinesfalls|jamais|personne|pas|n['’]\\p{L}{1,20}|nunca|nadie|jamás|mai|non|não|nooit|niet|не|никогда|" +
    "(?<=(?:^|\\b(?:that|so|where|whether|check|sure|and|dass|que|che)\\s)\\s{0,3})(?:no|kein\\p{L}{0,2}|aucune?|ningun[ao]?|ningún|nessun[oa]?)",
);
/** They forbid or hinder what follows, with whatever it is done with. */
const PROHIBITION = word(
  "refus(?:e|es|ing)|reject(?:s|ing)?|block(?:s|ing)|forbid(?:s|ding)?|prohibit(?:s|ing)?|ban(?:s|ning)?|disallow(?:s|ing)?|den(?:y|ies|ying)|warn(?:s|ing)?|" +
    "(?:forbidden|refused|rejected|prohibited|banned|not allowed|verboten|interdite?s?|prohibido|vietato)(?=\\s{0,3}(?:$|:))|" +
    "verbiete\\p{L}{0,2}|verweiger\\p{L}{1,3}|lehn\\p{L}{1,3}|interdi\\p{L}{1,4}|refuse\\p{L}{0,3}|rejette\\p{L}{0,3}|prohíb\\p{L}{1,3}|rechaz\\p{L}{1,4}|" +
    "vieta\\p{L}{0,4}|rifiut\\p{L}{1,4}|(?:block|deny|black)[ -]?list(?:s|ed)?|proíb\\p{L}{1,3}|proib\\p{L}{1,4}|verbied\\p{L}{0,3}",
);
/** Purpose and manner: they deny only what follows at once, not what is done for it: "to avoid errors run ...". */
const AT_ONCE = word(
  "no|without|avoid(?:s|ing)?|prevent(?:s|ing)?|guard(?:s|ing)?|block|unless|instead of|rather than|dangerous|unsafe|" +
    "ask(?:s|ing)?(?=\\s.{0,80}\\b(?:before|whether|about)\\b)|" +
    "ohne|kein\\p{L}{0,2}|statt|anstatt|vermeide\\p{L}{0,2}|sans|évite\\p{L}{0,3}|aucune?|sin|evit\\p{L}{1,4}|ninguna?|ningún|" +
    "senza|nessun[oa]?|sem|nenhuma?|zonder|vermijd\\p{L}{0,3}|geen|без",
);
const DENSE = /不要|不得|禁止|切勿|しない|禁じ/;
/** "is not", "does not" tell how something is. */
const STATE =
  /(?:^|[^\p{L}])(?:is|are|was|were|be|does|did|has|have|had|can|could|will|would)(?:\s{1,3}|(?=n['’]t))$/iu;
/** They look for what follows, unless it is only the means: "find verify=False", but "find it with verify=False". */
const SEEKS =
  /\b(?:detect(?:s|ing)?|flagg(?:ed|ing)|scan(?:s|ning)?|search(?:es|ing)?|grep(?:s|ping)?|finds?|remov(?:e|es|ing)|replac(?:e|es|ing)|revok(?:e|es|ing)|strip(?:s|ping)?|mask(?:s|ing)?|redact(?:s|ing)?)\b(?!.{0,200}\b(?:with|by|using|via|through)\b)/i;

/** They tell what such a thing leads to, or why it is none: "exits with 1 when ...", "the linter flags ...". */
const TELLS_OF =
  /\b(?:fails?|exits? with (?:status )?[1-9]\d{0,2}|stops|aborts|complains|is red)\b.{0,80}\b(?:when|if|on|for|at)\b|\b(?:linters?|checkers?|hooks?|scanners?|rules?|checks?|CI) flags?\b|\bexplain(?:s|ing)? (?:why|how)\b/i;
/** They name what follows to show or teach it, if it follows soon: "report `chmod 777`", "a rule for `rm -rf /`". */
const NAMES =
  /(?:^[\s`"'(]{0,4}|(?<![\p{L}\p{N}-])(?:to|must|should|shall|can|will|may|and|or|that|which|it|also|linter|checker|scanner|analy[sz]er|tool|und|y|et)s?\s{1,3})(?:reports?|reporting|flags?|highlights?|highlighting|lists?|explains?|describes?|teach(?:es)?|melde[nt]?|markiere[nt]?|erkenn\p{L}{1,3}|erklär\p{L}{1,3}|marcar?|detectar?|señalar?|explicar?|signale[rz]?|détecte[rz]?)(?![\p{L}\p{N}-])|(?<![\p{L}\p{N}-]|\bthe\s)(?:rule|error|finding|warning|lint|diagnostic)s? for(?![\p{L}\p{N}-])|(?<![\p{L}\p{N}-])(?:Regel|Fehler|Warnung) für(?![\p{L}\p{N}-])/giu;
const SOON = 6;
/** Something else is done from here on: "list the files and ...". */
const JOINED = /[^`\s]\s{1,3}(?:and|then|und|dann|et|puis|y|luego|e)[\s`"']{0,4}$/i;
/** "Do not forget to commit it" denies nothing. */
const UNDONE =
  /^\s(?:to\s)?(?:forget|hesitate|only|merely|mind|worry|wait|further|any further|delay|hesitation)(?!\p{L})/iu;

/** What tells somebody to give a command. */
const IMPERATIVE =
  "run|use|set|execute|call|type|invoke|try|apply|issue|enter|start|push|put|write|install|do|führe|nutze|verwende|setze|starte|lance[rz]?|exécute[rz]?|" +
  "utilise[rz]?|ejecuta|ejecute|usa|usar|utiliza|esegui|execute|gebruik|draai";
/** It stands right before the place. */
const TOLD = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${IMPERATIVE})(?:\\s(?:the|this|these|following|commands?|it|as|with|by|den|das|la|le|el)){0,3}[\\s\`"'(“„«:]{0,6}$`,
  "iu",
);
/** Before such a verb: it does not stand for itself, so what is before it counts: "never run", "scripts that run". */
const GOVERNS =
  /(?:^|[^\p{L}])(?:not|never|ever|\p{L}{2,8}n['’]t|cannot|to|may|can|must|should|shall|will|would|could|might|does|or|nor|that|which|who|nobody|nie|niemals|nicht|jamais|nunca|não|non|nooit|niet|pas|не|let(?:ting)?\s\p{L}{1,20}|directly|from|they|(?:no|none|kein\p{L}{0,2})\s\p{L}{1,20}(?:\s\p{L}{1,20}){0,4})\s{0,3}$/iu;
/** What follows does not hang on a word of purpose or manner any more. */
const MEANS = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:with|by|via|through|using|mit|durch|avec|con|com|met|(?<!\\b(?:that|which|who|from|or|nor)\\s)(?:${IMPERATIVE}))(?![\\p{L}\\p{N}-])`,
  "iu",
);
/** It may follow such a word at once: "without running", "avoid to use". */
const USE =
  /^[\s`"'(“„«:]{0,4}(?:(?:having|needing|the need|to need)\s)?(?:(?:to|for)\s)?(?:the\s)?(?:run(?:ning)?|us(?:e|ing)|set(?:ting)?|execut(?:e|ing)|call(?:s|ing)?|writ(?:e|ing)|put(?:ting)?|do(?:ing)?)(?:\sof)?\b/i;
const NEW_CLAUSE = new RegExp(
  `\\b(?:and|then|so|und|dann|et|y|e)\\s(?:then\\s|just\\s|dann\\s)?(?:${IMPERATIVE})(?![\\p{L}-])`,
  "iu",
);
/** A part of a sentence that begins so is told for itself: "if it fails, run ...". */
const AFRESH = new RegExp(
  `^\\s{0,3}(?:(?:and|then|so|und|dann|et|puis|y|luego|just|simply|please)\\s){0,2}(?:${IMPERATIVE}|then|download|create|add|dann|ejecut\\p{L}{1,3})(?![\\p{L}-])`,
  "iu",
);
/** A condition or a reason: what it denies is not what follows it. */
const CONDITION =
  /^\s{0,3}(?:(?:and|but|or)\s)?(?:if|when|whenever|once|after|before|because|since|as|while|where|unless|until|in case|should|to|for|without|falls|wenn|sobald|weil|da|um|si|quand|lorsque|pour|cuando|para|se|quando|per|als|wanneer|om|если|когда|чтобы)(?!\p{L})/iu;
/** Somebody who might do it: "if users run ..., warn them". */
const SUPPOSED = new RegExp(
  `^\\s{0,3}(?:if|when|whenever|wenn|si|cuando|se|quando)\\s(?:you|we|they|users?|somebody|someone|anyone|anybody|agents?|scripts?|steps?|developers?|contributors?|plans?|(?:an?|any)\\s\\p{L}{1,20})\\s(?:(?:${IMPERATIVE}|runs|uses|sets|calls|tries|contains?|has|holds?)\\s)`,
  "iu",
);

/** Behind the place: "is refused", "must never be used". */
const DENIED_BEHIND = new RegExp(
  "^[\\s`'\"”’»)\\]]{0,6}(?:(?:commands?|calls?|flags?|files?|options?|pipes?|pipelines?|pushes|modes?|settings?)\\s)?(?:(?:" +
    "is|are|was|were|be|being|gets?|must|should|shall|may|can|will|would|has to|have to|needs? to|wird|werden|ist|sind|darf|dürfen|est|sont|doit|es|está|debe|viene|è" +
    ")\\s){1,3}(?:(?:be|to be|being)\\s)?(?:not|never|no|refused|rejected|forbidden|prohibited|banned|blocked|disallowed|denied|detected|reported|flagged|found|" +
    "avoided|dangerous|unsafe|harmful|out of|an error|removed|nicht|nie|niemals|verboten|abgelehnt|verweigert|interdite?s?|refusée?s?|rejetée?s?|pas|prohibid[oa]s?|rechazad[oa]s?|vietat[oi]|rifiutat[oi])(?!\\p{L})|" +
    "^[\\s`'\"”’»)\\]]{1,6}(?:(?:asks?|waits?) for|(?:appears?|occurs?|stands?) (?:nowhere|in no)|(?:to|on) the (?:list of )?(?:blocked|denied|forbidden|dangerous|refused|block ?list|deny ?list))(?!\\p{L})|" +
    "^(?:[\\s`'\"”’»)\\],]{1,6}(?:(?:and|or|und|oder|y|o|et|ou)\\s)?`[^`\\n]{1,60}`){0,3}[\\s`'\"”’»)\\]]{0,6}(?:(?:commands?|calls?|flags?)\\s)?(?:as (?:an? )?(?:errors?|warnings?|findings?|problems?|violations?|dangers?|dangerous|unsafe|risky|forbidden)|als (?:Fehler|Warnung|Fund|gefährlich|unsicher|verboten)|como (?:un )?(?:errore?s?|erros?|peligros[oa]s?|avisos?)|comme (?:une )?(?:erreurs?|dangereu(?:x|ses?))|come (?:un )?(?:errore|errori|pericolos[oi]))(?!\\p{L})|" +
    "^[^.。\\n]{0,12}(?:しない|禁止|禁じ|不可)|^[\\s`'\"”’»)\\]]{0,6}(?:(?:mustn|isn|aren|shouldn|can)['’]t|cannot|never|fails)(?!\\p{L})|" +
    "^[\\s`'\"”’»)\\]]{0,6}(?:→|->|=>)\\s{0,3}(?:is\\s|gets\\s)?(?:not|never|refused|rejected|forbidden|blocked|denied|an error|error|exit|fails)(?!\\p{L})",
  "iu",
);

/** Whether what stands at a place of a text is denied by what is around it. */
export function isDenied(text: string, from: number, to: number): boolean {
  if (DENIED_BEHIND.test(text.slice(to, to + REACH / 3))) return true;
  const parts = partsOf(sentenceBefore(text.slice(Math.max(0, from - REACH), from)));
  const own = parts.pop() ?? "";
  if (SUPPOSED.test(own) && /^[^.;\n]{0,80},\s/.test(text.slice(to, to + 90))) return true;
  const told = TOLD.exec(own);
  if (told !== null && !GOVERNS.test(own.slice(0, told.index))) return false;
  if (deniesItsEnd(own)) return true;
  if (AFRESH.test(own) || wordsIn(own) > MOST_WORDS) return false;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (!CONDITION.test(part) && deniesOn(part)) return true;
    if (AFRESH.test(part)) return false;
  }
  return false;
}

/** Whether a part of a sentence denies what follows in it. */
function deniesItsEnd(part: string): boolean {
  if (DENSE.test(part) || (TELLS_OF.test(part) && !CONDITION.test(part))) return true;
  if (!JOINED.test(part) && (SEEKS.test(part) || namesItsEnd(part))) return true;
  for (const { 0: found, index } of part.matchAll(NEGATION)) {
    const behind = part.slice(index + found.length);
    if (UNDONE.test(behind)) continue;
    const state = STATE.test(part.slice(0, index)) || /^(?:isn|aren|wasn|weren)/i.test(found);
    if (!NEW_CLAUSE.test(behind) && !(state && MEANS.test(behind.replace(USE, " ")))) return true;
  }
  for (const { 0: found, index } of part.matchAll(PROHIBITION)) {
    if (!NEW_CLAUSE.test(part.slice(index + found.length))) return true;
  }
  for (const { 0: found, index } of part.matchAll(AT_ONCE)) {
    const behind = part.slice(index + found.length).replace(USE, " ");
    if (UNDONE.test(behind)) continue;
    if (wordsIn(behind) <= MOST_WORDS && !MEANS.test(behind)) return true;
  }
  return false;
}

/** Whether what follows a part of a sentence is named in order to be shown. */
function namesItsEnd(part: string): boolean {
  for (const { 0: found, index } of part.matchAll(NAMES)) {
    const behind = part.slice(index + found.length);
    if (wordsIn(behind) <= SOON && !MEANS.test(behind)) return true;
  }
  return false;
}

/** Whether a part of a sentence denies what the next parts tell: an order not to, or a ban. */
function deniesOn(part: string): boolean {
  if (DENSE.test(part)) return true;
  if (part.search(PROHIBITION) >= 0) return true;
  for (const { 0: found, index } of part.matchAll(NEGATION)) {
    const behind = part.slice(index + found.length);
    if (UNDONE.test(behind)) continue;
    if (
      /^(?:no|kein\p{L}{0,2}|aucune?|ning\p{L}{2,4}|nessun[oa]?|cannot|can['’]t|\p{L}{1,8}(?<!do|must|should|shall|may)n['’]t)$/iu
        .test(found)
    ) continue;
    if (
      !STATE.test(part.slice(0, index)) ||
      /^\s(?:be\s)?(?:allowed|permitted|used|run)\b/i.test(behind)
    ) {
      return true;
    }
  }
  return false;
}

/** A sentence at its commas, colons, dashes and arrows; entries of a list of code, and what "avoid:" leads to, stay together. */
function partsOf(sentence: string): string[] {
  const split = sentence.replace(/`[^`]{0,300}`/g, "`code`").split(
    /(,\s|:\s|\s(?:[-–—→]|->|=>)\s|\s(?:but|aber|sondern|mais|pero|sino|instead(?! of)|then|dann)\s)/i,
  );
  const parts = [split[0] ?? ""];
  for (let at = 2; at < split.length; at += 2) {
    const part = split[at] ?? "";
    const between = split[at - 1] ?? "";
    const last = parts.at(-1) ?? "";
    const listed = between.startsWith(",") && last.includes("`") && wordsIn(part) <= 2 && !AFRESH.test(part);
    const led = between.startsWith(":") && wordsIn(last) <= 4 &&
      /^\s{0,3}(?:avoid|unsafe|dangerous|instead)/i.test(last);
    if (listed || led) parts[parts.length - 1] = `${last}${listed ? " " : between}${part}`;
    else parts.push(part);
  }
  return parts;
}

/** What of a text belongs to the sentence that its end is in; of a list, the line that leads to it too. */
function sentenceBefore(text: string): string {
  const lines = text.split("\n");
  let lead = "";
  const last = lines.pop() ?? "";
  if (/^\s{0,8}(?:[-*•]|\d{1,3}[.)])\s/.test(last)) {
    const above = lines.findLast((line) => !/^\s{0,8}(?:[-*•]|\d{1,3}[.)])\s|^\s*$/.test(line)) ?? "";
    if (/:\s*$/.test(above)) lead = `${lastSentence(above.trim())} `;
  }
  return lead + lastSentence(last.replace(/^\s{0,8}(?:[-*•]|\d{1,3}[.)])\s/, ""));
}

function lastSentence(text: string): string {
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/(?<!\b(?:e\.g|i\.e|etc|z\.B|vs|bzw|p\.ej))[.!?](?=\s)|[;。]/g)) {
    start = index + end.length;
  }
  return text.slice(start);
}

/** Words outside code. */
function wordsIn(text: string): number {
  return text.replace(/`[^`]{0,300}`/g, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
