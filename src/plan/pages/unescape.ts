/**
 * What stands in a page made plain again: the inverse of `inline` and `code` of `src/output/markdown.ts`, which also takes
 * what editors and people write instead.
 * @module
 */
import { oneLine } from "../../text.ts";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
const ENTITY = /&(amp|lt|gt|quot);/y;
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/** The text that a piece of running Markdown shows; code spans stay as they are written. */
export function plainOf(markdown: string): string {
  let plain = "";
  for (let at = 0; at < markdown.length;) {
    const sign = markdown.charAt(at);
    const next = markdown.charAt(at + 1);
    if (sign === "\\" && PUNCTUATION.test(next)) {
      plain += next;
      at += 2;
    } else if (sign === "`") {
      const end = markdown.indexOf("`", at + 1);
      const whole = end <= at + 1 ? sign : markdown.slice(at, end + 1);
      plain += whole;
      at += whole.length;
    } else {
      ENTITY.lastIndex = at;
      const entity = sign === "&" ? ENTITY.exec(markdown) : null;
      plain += ENTITIES[entity?.[1] ?? ""] ?? sign;
      at += entity?.[0].length ?? 1;
    }
  }
  return oneLine(plain);
}

/** The code that a piece of Markdown begins with, and what follows it; undefined where it begins with none. */
export function leadingCode(markdown: string): { code: string; rest: string } | undefined {
  const fence = /^`+/.exec(markdown)?.[0];
  if (fence === undefined) return undefined;
  for (let at = fence.length; at < markdown.length;) {
    const start = markdown.indexOf("`", at);
    if (start === -1) return undefined;
    let end = start;
    while (markdown.charAt(end) === "`") end++;
    if (end - start === fence.length) {
      const inner = markdown.slice(fence.length, start);
      // One space at both ends parts the code from a longer fence.
      const padded = inner.startsWith(" ") && inner.endsWith(" ") && inner.trim() !== "";
      const code = oneLine(padded ? inner.slice(1, -1) : inner);
      return code === "" ? undefined : { code, rest: markdown.slice(end) };
    }
    at = end;
  }
  return undefined;
}
