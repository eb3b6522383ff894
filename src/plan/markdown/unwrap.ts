import { cleanText } from "../../text.ts";

/**
 * An answer without what is not part of it: thoughts, blocks of the prompt that were given back, HTML comments. Each
 * place of the text is looked at once.
 */
export function unwrap(answer: string): string {
  return withoutComments(withoutEcho(withoutThoughts(cleanText(answer))));
}

/** Without `<think>...</think>` at the head, or whatever stands before a lone `</think>`; an unclosed one is all there is. */
function withoutThoughts(text: string): string {
  const opened = /^\s*<think(?:ing)?>/i.test(text.slice(0, 1000));
  const close = /<\/think(?:ing)?>/i.exec(text);
  if (close === null) return opened ? "" : text;
  return text.slice(close.index + close[0].length);
}

/** Without blocks such as `<data-3f2a>...</data-3f2a>`: they are the prompt's, and describe what was asked. */
function withoutEcho(text: string): string {
  let out = "";
  let at = 0;
  const closings = new Set<string>();
  for (const found of text.matchAll(/<\/((?:data|brief)[\w-]{0,40})>/g)) closings.add(found[1] ?? "");
  if (closings.size === 0) return text;
  for (const found of text.matchAll(/<((?:data|brief)[\w-]{0,40})>/g)) {
    const name = found[1] ?? "";
    if (found.index < at || !closings.has(name)) continue;
    const end = text.indexOf(`</${name}>`, found.index);
    if (end === -1) {
      // None follows this one, so none follows a later one either.
      closings.delete(name);
      continue;
    }
    out += text.slice(at, found.index);
    at = end + name.length + 3;
  }
  return out + text.slice(at);
}

/** Without closed HTML comments; what is open is text. */
function withoutComments(text: string): string {
  let out = "";
  let at = 0;
  for (let start = text.indexOf("<!--"); start !== -1; start = text.indexOf("<!--", at)) {
    const end = text.indexOf("-->", start + 4);
    if (end === -1) break;
    out += text.slice(at, start);
    at = end + 3;
  }
  return out + text.slice(at);
}
