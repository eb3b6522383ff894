/** Numbers as people write them: digits, Roman, in words. Only to recognise: code numbers anew. */

const WORDS: readonly string[] = [
  "zero null zéro cero nul ноль 零 〇 صفر",
  "one first eins eine erste erster erstes un une premier première uno una primero primera primer primo prima um uma primeiro primeira een eerste один одна первый первая первое 一 الأولى الاولى واحد الأول 1st",
  "two second zwei zweite zweiter zweites deux deuxième second seconde dos segundo segunda due secondo seconda dois duas twee tweede два две второй вторая второе 二 两 الثانية اثنان الثاني 2nd",
  "three third drei dritte dritter drittes trois troisième tres tercero tercera tercer tre terzo terza três terceiro terceira drie derde три третий третья третье 三 الثالثة ثلاثة الثالث 3rd",
  "four fourth vier vierte vierter viertes quatre quatrième cuatro cuarto cuarta quattro quarto quarta vierde четыре четвертый четвёртый четвертая четвёртая 四 الرابعة أربعة الرابع 4th",
  "five fifth fünf fünfte fünfter fünftes cinq cinquième cinco quinto quinta cinque vijf vijfde пять пятый пятая 五 الخامسة خمسة الخامس 5th",
  "six sixth sechs sechste sechster sixième seis sexto sexta sei sesto sesta zes zesde шесть шестой шестая 六 السادسة ستة السادس 6th",
  "seven seventh sieben siebte siebter sept septième siete séptimo séptima sette settimo settima sete sétimo sétima zeven zevende семь седьмой седьмая 七 السابعة سبعة السابع 7th",
  "eight eighth acht achte achter huit huitième ocho octavo octava otto ottavo ottava oito oitavo oitava achtste восемь восьмой восьмая 八 الثامنة ثمانية الثامن 8th",
  "nine ninth neun neunte neunter neuf neuvième nueve noveno novena nove nono nona negen negende девять девятый девятая 九 التاسعة تسعة التاسع 9th",
  "ten tenth zehn zehnte zehnter dix dixième diez décimo décima dieci decimo decima dez tien tiende десять десятый десятая 十 العاشرة عشرة العاشر 10th",
  "eleven eleventh elf elfte onze once undici 十一",
  "twelve twelfth zwölf zwölfte douze doce dodici doze twaalf 十二",
];

const VALUES: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap((words, value) => words.split(" ").map((word) => [word, value] as const)),
);

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** What number a word is; undefined if none. A single letter counts as its place in the alphabet. */
export function numberOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  if (/^\d{1,4}$/.test(lower)) return Number(lower);
  const known = VALUES.get(lower);
  if (known !== undefined) return known;
  if (/^[ivxlc]{1,9}$/.test(lower)) return romanOf(lower);
  if (/^[A-H]$/.test(word)) return word.charCodeAt(0) - 64;
  const tens = /^([二三四五六七八九])?十([一二三四五六七八九])?$/.exec(word);
  if (tens !== null) return (VALUES.get(tens[1] ?? "一") ?? 1) * 10 + (VALUES.get(tens[2] ?? "零") ?? 0);
  return undefined;
}

function romanOf(word: string): number {
  let sum = 0;
  for (let at = 0; at < word.length; at++) {
    const value = ROMAN[word.charAt(at)] ?? 0;
    sum += value < (ROMAN[word.charAt(at + 1)] ?? 0) ? -value : value;
  }
  return sum;
}
