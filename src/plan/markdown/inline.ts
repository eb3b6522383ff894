import { plainText } from "../requirements/inline.ts";
import { shorten } from "../../text.ts";

/** The longest title and the longest other text, in characters. */
const LONGEST_TITLE = 200;
const LONGEST_TEXT = 1_000;

/** What stands for a title and is none. */
const PLACEHOLDER =
  /^(?:\[[^[\]]*\]|<[^<>]*>|\{[^{}]*\}|\.{2,}|…|(?:phase |step )?(?:title|name)(?: here)?|tbd|todo|n\/a|-+)$/i;

/** A text without inline marks, of a length that a plan can hold. */
export function textOf(markdown: string): string {
  return shorten(plainText(markdown.slice(0, 2 * LONGEST_TEXT)), LONGEST_TEXT);
}

/** A title: without marks, and without signs and colons at its ends. Empty where it only stands for one. */
export function titleOf(markdown: string): string {
  const plain = plainText(markdown.slice(0, 1000)).replace(/^(?:[:：\-–—|)*\s]|\.\s)+/, "");
  // A time before the colon belongs behind the title: "(Week 1): Setup".
  const timed = /^(\([^()]{1,40}\)) ?[:：–—-] ?(?=\S)/.exec(plain);
  const title = trimmed(timed === null ? plain : `${plain.slice(timed[0].length)} ${timed[1] ?? ""}`);
  return PLACEHOLDER.test(title) || !/[\p{L}\p{N}\p{So}]/u.test(title) ? "" : shorten(title, LONGEST_TITLE);
}

/** Without colons, dashes and stray stars at the end. A loop, since a pattern would try each run of them. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s:：*–—|-]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** A text that begins bold, in two: what is bold, and what follows. */
export function splitBold(text: string): { bold: string; rest: string } | undefined {
  const sign = text.startsWith("**") ? "**" : text.startsWith("__") ? "__" : undefined;
  if (sign === undefined) return undefined;
  const start = text.charAt(2) === sign.charAt(0) ? 3 : 2;
  const end = text.indexOf(sign, start);
  if (end === -1) return undefined;
  const past = text.charAt(end + 2) === sign.charAt(0) && start === 3 ? end + 3 : end + 2;
  const bold = text.slice(start, end).trim();
  return bold === "" ? undefined : { bold, rest: text.slice(past).trim() };
}

/** Without what sets a rest off from what it follows: `: text`, `- text`. */
export function withoutLead(text: string): string {
  return text.replace(/^[\s:：–—-]{1,9}/, "");
}

/** The ids of requirements that a text names, in order, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(/(?<![\p{L}\p{N}_])R\d{1,5}(?![\p{L}\p{N}_])/gu))];
}
