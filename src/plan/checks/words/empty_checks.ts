/** Phrases that name no observation, in the languages in which they are met. */

/** Longer texts say more than that it works. */
const LONGEST = 120;

const LEAD = "(?:please )?(?:check|verify|make sure|ensure|confirm|test|see|validate)?(?: that| whether| if)?";
const WELL =
  "(?:as (?:expected|intended|required|desired|designed|specified|it should)|correctly|properly|fine|well|ok|okay|" +
  "successfully|without (?:any )?(?:errors?|issues?|problems?)|perfectly|smoothly|reliably)";
const ALL =
  "(?:it|this|that|all|everything|the (?:step|code|feature|task|change|app|application|program|system|project|implementation|result|functionality)|" +
  "step|task|feature|implementation|functionality)";

const EMPTY: readonly RegExp[] = [
  // "Check that everything is done", "It works as expected"
  new RegExp(
    `^${LEAD} ?${ALL}? ?(?:all )?(?:works?|working|runs?|is|are|functions?|behaves?|done|ok|okay|good|fine|correct|complete|completed|finished|implemented|tested|passes|succeeds?|success|successful)` +
      `(?: (?:done|ok|okay|good|fine|correct|working|complete|completed|finished|implemented|tested|successful|${WELL}))*$`,
  ),
  // "Login works correctly": a subject, but nothing that is seen of it
  new RegExp(
    `^${LEAD} ?(?:[\\p{L}\\p{N}'-]+ ){1,5}(?:works?|is working|are working|functions?|behaves?) ${WELL}$`,
    "u",
  ),
  // "Verify the functionality", "Manual testing"
  new RegExp(
    `^(?:manually )?(?:check|verify|test|validate|review|confirm|inspect) ${ALL}(?: manually)?$|` +
      "^(?:manual(?:ly)?|visual(?:ly)?|code)(?: (?:test(?:ed|ing)?|check(?:ed)?|verif(?:y|ied|ication)|inspect(?:ed|ion)?|review(?:ed)?))?$",
  ),
  /^(?:there (?:are|is) )?(?:no|without)(?: any)? (?:errors?|issues?|problems?|bugs?)(?: (?:occurs?|found|appears?))?$/,
  /^(?:as expected|expected (?:result|output|behaviou?r)|looks (?:good|fine|ok|right|correct)|see above|n\/a|na|none|nothing|[-–—.]+)$/,
  /^(?:(?:prüfen|testen|sicherstellen),? (?:ob|dass) )?(?:es|alles|das)? ?(?:funktioniert|läuft|klappt|geht)(?: (?:alles|wie erwartet|korrekt|richtig|einwandfrei|gut))?$/,
  /^(?:fertig|erledigt|keine fehler|alles (?:ok|gut|fertig|korrekt))$/,
  /^(?:(?:vérifier|s'assurer) que )?(?:tout|ça|cela)? ?(?:fonctionne|marche)(?: (?:comme prévu|correctement|bien))?$|^(?:terminé|fini|aucune erreur|sans erreur)$/,
  /^(?:(?:verificar|comprobar|asegurar(?:se)? de) que )?(?:todo|esto)? ?funciona(?: (?:correctamente|bien|como se espera|según lo esperado))?$|^(?:hecho|listo|sin errores)$/,
  /^(?:verificare che )?(?:tutto)? ?funziona(?: (?:correttamente|bene|come previsto))?$|^(?:fatto|nessun errore)$/,
  /^(?:verificar se )?(?:tudo)? ?funciona(?: (?:corretamente|bem|como esperado))?$|^(?:feito|pronto|sem erros)$/,
  /^(?:controleer of )?(?:het|alles)? ?werkt(?: (?:correct|goed|zoals verwacht|naar behoren))?$|^(?:klaar|gedaan|geen fouten)$/,
  /^(?:проверить,? что )?(?:вс[её])? ?работает(?: (?:корректно|правильно|как ожидается|как надо))?$|^(?:готово|без ошибок)$/,
  /^(?:确保|检查|验证)?(?:功能|一切|系统|程序|代码)?(?:都)?(?:可以|能够|能)?(?:正常|正确)(?:工作|运行|使用|执行)?$|^(?:完成|已完成|没有错误|无错误)$/,
  /^(?:正常に|正しく|問題なく)?(?:動く|動作する|動作すること|動作します|動きます)(?:ことを確認(?:する)?)?$|^(?:完了|完成|問題なし|エラーなし)$/,
  /^(?:정상(?:적으로)? ?)(?:작동|동작)(?:한다|합니다|함)?$|^(?:완료|오류 없음)$/,
];

/** Whether a text names nothing that can be seen. */
export function namesNothingToSee(text: string): boolean {
  if (text.length > 10 * LONGEST) return text.trim() === "";
  const plain = text.trim().toLowerCase().replace(/’/g, "'").replace(/\s+/g, " ").replace(/[.!。！…\s]+$/, "");
  return plain.length <= LONGEST && (plain === "" || EMPTY.some((pattern) => pattern.test(plain)));
}
