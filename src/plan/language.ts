/** The language of a text, as far as that is clear: by its script, and among those in Latin letters by small words. */

/** More of a text is not looked at. */
const LOOKED_AT = 40_000;
/** So many words must be there, so many of them small words of one language, and so much more than of any other. */
const LEAST_WORDS = 40;
const LEAST_SHARE = 0.12;
const CLEARLY = 2;

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  // One of these letters stands for about as much as three of ours.
  ["Japanese", /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ["Chinese", /\p{sc=Han}/gu],
  ["Korean", /\p{sc=Hangul}/gu],
  ["Cyrillic letters", /\p{sc=Cyrillic}/gu],
  ["Arabic letters", /\p{sc=Arabic}/gu],
  ["Greek letters", /\p{sc=Greek}/gu],
  ["Hebrew letters", /\p{sc=Hebrew}/gu],
  ["Devanagari letters", /\p{sc=Devanagari}/gu],
  ["Thai letters", /\p{sc=Thai}/gu],
];
const DENSE = new Set(["Japanese", "Chinese", "Korean"]);

/** Small words that one language has and the others have not, or rarely. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  English:
    "the of and to is for with that this are from by be it on as can will when which not have each into must should their its",
  German:
    "der die das und ist nicht mit für auf von zu den dem ein eine einen werden wird sich auch aus bei nach wenn oder als sind kann soll dass",
  French:
    "le les des et est une dans pour que qui avec sur par pas sont au aux ce cette ou peut être doit ses leur lors chaque du",
  Spanish:
    "el los las y es una para que con por se del al como más pero sus puede cada debe cuando este esta son sin desde hasta su",
  Italian:
    "il gli che di è una per con del della dei delle nel nella sono ogni può deve quando questo questa alla dal si dalla e lo",
  Portuguese:
    "o os as e é uma para que com por se do da dos das não mais como cada pode deve quando este esta são sem até ao em um",
  Dutch:
    "de het een en van is met voor op niet dat zijn wordt worden bij aan ook naar als of uit kan moet elke deze die door te",
};
const LANGUAGES: ReadonlyMap<string, readonly string[]> = languagesByWord();

/** What a text is written in. */
export interface Written {
  /** The share of each script but the Latin one among the letters. */
  scripts: ReadonlyMap<string, number>;
  /** How many letters it has, those of dense scripts counted threefold. */
  letters: number;
  /** The language, if it is in Latin letters and clearly in one language. */
  language?: string;
}

/** Looks at how a text is written; code, paths and addresses do not count. */
export function writtenIn(text: string): Written {
  const words = text.slice(0, LOOKED_AT).replace(/`[^`\n]{0,200}`|\S{0,80}[/\\_@]\S{0,80}/g, " ");
  const counts = new Map<string, number>();
  let letters = words.match(/\p{sc=Latin}/gu)?.length ?? 0;
  for (const [name, pattern] of SCRIPTS) {
    const count = (words.match(pattern)?.length ?? 0) * (DENSE.has(name) ? 3 : 1);
    if (count > 0) counts.set(name, count);
    letters += count;
  }
  // Japanese is written with Han letters too.
  const kana = counts.get("Japanese") ?? 0;
  const han = counts.get("Chinese") ?? 0;
  if (kana * 10 > han && kana > 0) {
    counts.set("Japanese", kana + han);
    counts.delete("Chinese");
  }
  const language = languageOf(words);
  return {
    scripts: new Map([...counts].map(([name, count]) => [name, count / Math.max(1, letters)])),
    letters,
    ...(language === undefined ? {} : { language }),
  };
}

function languageOf(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < LEAST_WORDS) return undefined;
  const counts = new Map<string, number>();
  for (const word of words) {
    for (const language of LANGUAGES.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < words.length * LEAST_SHARE) return undefined;
  return first[1] >= CLEARLY * (second?.[1] ?? 0) ? first[0] : undefined;
}

function languagesByWord(): Map<string, string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(SMALL_WORDS)) {
    for (const word of words.split(" ")) languages.set(word, [...(languages.get(word) ?? []), language]);
  }
  return languages;
}
