import { plainText } from "../requirements/inline.ts";
import { splitBold, titleOf, withoutLead } from "./inline.ts";
import { numberOf } from "./numbers.ts";

/** A line's own number as a part of a plan, its title, and what follows the title. */
export interface Mark {
  /** `2`, or `2` and `1` for 2.1; empty where only the word stands: `Phase: T`. */
  numbers: number[];
  title: string;
  /** What stands behind a bold title. */
  rest: string;
  /** Whether the mark is bold, or a sign such as a colon parts it from the title: no sentence begins so. */
  sure: boolean;
}

/** What a line may begin with that says nothing: emoji, bullets, brackets. */
const DECORATION = /^[^\p{L}\p{N}*_`<]{1,12}/u;

/** Signs between a number and a title. */
const SIGN = /^ ?(?:[:：)\]|、]|[.](?!\d)|[–—-](?=\D)) ?/;

/** Words that follow "Phase 2" where it is only spoken of: `Phase 2 deliverables`, `Phase 1 and 2`. */
const SPOKEN_OF =
  /^(?:tasks?|deliverables?|exit|goals?|objectives?|summary|overview|steps|checklist|criteria|acceptance|review|status|notes?|dependencies|details|results|and|or|to|is|are|was|will|must|should|has|can|of|ends?|begins?|starts?|complete|completion)\b/i;

/** A mark of numbers alone, of two or more levels: `1.1 T`, `**1.1** T`, `1.1: T`. */
export function readDotted(text: string): Mark | undefined {
  if (!/\d\.\d/.test(text.slice(0, 60))) return undefined;
  const body = text.slice(0, 1500).replace(DECORATION, "");
  const bold = splitBold(body);
  const plain = plainText(bold?.bold ?? body);
  const number = /^\d{1,4}(?:\.\d{1,4}){1,4}(?![\d%])/.exec(plain)?.[0];
  if (number === undefined) return undefined;
  const found = behind(plain.slice(number.length), number.split(".").map(Number));
  if (found === undefined) return undefined;
  const inner = titleOf(found.rest);
  return inner !== "" || bold === undefined
    ? {
      numbers: found.numbers,
      title: inner,
      rest: withoutLead(bold?.rest ?? ""),
      sure: found.sign || bold !== undefined,
    }
    : { numbers: found.numbers, title: titleOf(bold.rest), rest: "", sure: true };
}

/** Finds marks that begin with one of some words: `Phase 2: T`, `**Phase II** T`, `Second phase: T`, `第二阶段：T`. */
export function markReader(words: string): (text: string) => Mark | undefined {
  // Most lines are none: they are let go before anything is done with them.
  const anywhere = new RegExp(words, "iu");
  const before = new RegExp(`^(?:${words})(?![\\p{Ll}\\p{Lu}])`, "iu");
  const counted = new RegExp(`^第 ?(\\d{1,4}|[一二三四五六七八九十]{1,3}) ?(?:${words})`, "iu");
  const ordinal = new RegExp(
    `^(?:the |die |la |le |el |de )?([\\p{L}\\d]{2,20})[.ªº]? (?:${words})(?![\\p{L}\\p{N}])`,
    "iu",
  );
  return (text) => {
    if (!anywhere.test(text.slice(0, 120))) return undefined;
    const body = text.slice(0, 1500).replace(DECORATION, "");
    const bold = splitBold(body);
    const plain = plainText(bold?.bold ?? body).replace(DECORATION, "");
    const found = head(plain);
    if (found === undefined) return undefined;
    const rest = bold?.rest ?? "";
    const inner = titleOf(found.rest);
    const weak = !found.sign &&
      (SPOKEN_OF.test(found.rest) || (inner !== "" && bold === undefined && /^\p{Ll}/u.test(inner)));
    if (weak) return undefined;
    if (inner !== "" || bold === undefined) {
      return { numbers: found.numbers, title: inner, rest: withoutLead(rest), sure: found.sign || bold !== undefined };
    }
    // Only the mark is bold: "**Phase 2** T", "**Phase 2:** T".
    if (SPOKEN_OF.test(rest)) return undefined;
    return { numbers: found.numbers, title: titleOf(rest), rest: "", sure: true };
  };

  function head(plain: string): { numbers: number[]; rest: string; sign: boolean } | undefined {
    const first = counted.exec(plain) ?? ordinal.exec(plain);
    const ordinalNumber = first === null ? undefined : numberOf(first[1] ?? "");
    if (first !== null && ordinalNumber !== undefined) return behind(plain.slice(first[0].length), [ordinalNumber]);
    const word = before.exec(plain);
    if (word === null) return undefined;
    const past = plain.slice(word[0].length).replace(/^ ?[#№]? ?/, "");
    const dotted = /^\d{1,4}(?:\.\d{1,4}){0,4}/.exec(past)?.[0];
    const token = dotted ?? /^[一二三四五六七八九十]{1,3}/.exec(past)?.[0] ?? /^[\p{L}\p{N}]{1,20}/u.exec(past)?.[0];
    const numbers = dotted?.split(".").map(Number) ?? [numberOf(token ?? "")];
    if (token === undefined || numbers.some((number) => number === undefined)) {
      // Without a number, only a colon makes it a mark: "Phase: T".
      return /^[:：]/.test(past) ? { numbers: [], rest: past.slice(1), sign: true } : undefined;
    }
    return behind(past.slice(token.length), numbers as number[]);
  }
}

/** What stands behind a number: nothing, a sign, a bracket, or the title after a space. */
function behind(text: string, numbers: number[]): { numbers: number[]; rest: string; sign: boolean } | undefined {
  const past = text.replace(/^(?: ?\/ ?| of | von | de | di | van | из )\d{1,4}(?!\d)/, "");
  if (past.trim() === "") return { numbers, rest: "", sign: false };
  const sign = SIGN.exec(past);
  if (sign !== null) return { numbers, rest: past.slice(sign[0].length), sign: true };
  if (/^ ?[（(]/.test(past)) return { numbers, rest: past.trim(), sign: /[)）] ?[:：–—-]/.test(past.slice(0, 80)) };
  return past.startsWith(" ") ? { numbers, rest: past.slice(1), sign: false } : undefined;
}
