import { oneLine, shorten } from "../text.ts";

/** The most characters of a provider's words that an error repeats. */
const MOST = 300;

/** Whether a text is a web page. */
export function isHtml(text: string): boolean {
  return /^\s*(?:<!--|<!doctype|<html|<head|<body|<\?xml|<[a-z])/i.test(text.slice(0, 1000));
}

/** The title of a web page, or its first words. */
export function pageTitle(html: string): string {
  const page = html.slice(0, 20_000);
  const from = page.search(/<title[^>]{0,200}>/i);
  const to = page.search(/<\/title>/i);
  if (from !== -1 && to > from) return words(page.slice(page.indexOf(">", from) + 1, to));
  return words(page.replace(/<(?:script|style)\b[^]*?(?:<\/(?:script|style)>|$)/gi, " ").replace(/<[^>]*>?/g, " "));
}

/** A provider's words on one line, cut. */
export function words(text: string): string {
  return shorten(oneLine(text.slice(0, 20 * MOST)), MOST);
}
