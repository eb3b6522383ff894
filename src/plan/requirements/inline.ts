/**
 * Inline marks of Markdown, and the label that an entry often begins with.
 * @module
 */
import { oneLine } from "../../text.ts";

/** Removes emphasis, links' targets (web addresses are kept in brackets), images and HTML tags; code spans stay. */
export function plainText(markdown: string): string {
  return oneLine(
    markdown.split(/(`[^`]*`)/).map((part, index) => index % 2 === 1 ? part : plainProse(part)).join(""),
  );
}

function plainProse(text: string): string {
  return text
    .replace(/!\[[^\][]*\]\([^()]*\)/g, "").replace(/\[\s*\]\([^()]*\)/g, "").replace(/~~[^~]*~~/g, "")
    .replace(
      /\[([^\][]+)\]\(([^()\s]*)(?:\s"[^"]*")?\)(?=(\w?))/g,
      (_, label: string, target: string, next: string) =>
        (/^https?:/.test(target) && !label.includes("://") ? `${label} (${target})` : label) + (next === "" ? "" : " "),
    )
    .replace(
      /<\/?(?:a|b|br|code|dd|details|div|dl|dt|em|h[1-6]|hr|i|img|kbd|li|ol|p|pre|s|script|span|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>/gi,
      " ",
    )
    .replace(/\*{1,3}(?=[^\s.\/*])|(?<=[^\s*])\*{1,3}/g, "")
    .replace(/(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])/g, "")
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, "$1");
}

/** Numbers before a heading or entry: `2.1`, `IV.`, `1)`, `Section 3:`. */
const NUMBER = /^(?:(?:section|chapter|part)\s+)?(?:\d+(?:\.\d+)*[.):]?|[IVXLC]+[.)])\s+(?=\S)/i;

/** What templates put before and behind the topic: `Requirement: Login`, `User Story 2 - Search (Priority: P1)`. */
const TEMPLATE =
  /^(?:requirement|feature|epic|user story|story|use case)\s*#?[\d.]*\s*[:–—-]\s*(?=\S)|\s*\(priority: [^()]{1,20}\)\s*$/gi;

/** A heading's words without its number, emphasis, template words and final colon. */
export function headingText(markdown: string): string {
  return withoutColon(plainText(markdown.slice(0, 500)).replace(NUMBER, "").replace(TEMPLATE, ""));
}

const BOLD_LABEL = /^(?:\*\*|__)([^*\n]{1,80}?)(?:\*\*|__)[ \t]{0,20}(?::|：|–|—|-\s)?\s{0,20}/;
const PLAIN_LABEL = /^([\p{Lu}\p{Lo}][^:：.!?;]{0,60}?)\s*[:：]\s+(?=\S)/u;

/** Parts `**Label**: text` or `Label: text`; the label is absent where there is none. */
export function splitLabel(markdown: string): { label?: string; text: string } {
  const bold = BOLD_LABEL.exec(markdown);
  if (bold !== null) {
    const rest = markdown.slice(bold[0].length);
    const label = headingText(bold[1] ?? "");
    // Emphasis inside a running sentence is not a label: a label is set off, or is all there is.
    const setOff = /[:：–—]\s*(?:\*\*|__)?\s*$|-\s$/.test(bold[0]) || rest.trim() === "" ||
      /^[\p{Lu}\p{Lo}`]/u.test(rest);
    if (setOff && label !== "") return { label, text: plainText(rest) };
  }
  const plain = PLAIN_LABEL.exec(markdown);
  if (plain !== null && (plain[1] ?? "").split(/\s+/).length <= 6) {
    return { label: headingText(plain[1] ?? ""), text: plainText(markdown.slice(plain[0].length)) };
  }
  const text = plainText(markdown);
  if (/[:：]$/.test(text) && text.split(/\s+/).length <= 6) return { label: headingText(text), text: "" };
  return { text };
}

/** A text without colons and spaces at its end. A loop, since a pattern would try each run of colons in the text. */
export function withoutColon(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s:：]/.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}
