/** Finds what somebody would still have to fill in before a command can run. */

const BRACKETS = /<([A-Za-z][\w.@/-]{0,40}(?: [\w.@/-]{1,40}){0,5})>/g;
/** Elements of pages: in quotes they are what a command looks for. */
const ELEMENT =
  /^\/|^(?:html|head|body|title|meta|link|script|style|main|nav|header|footer|section|article|aside|div|span|p|a|b|i|u|em|strong|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|form|input|button|label|select|option|textarea|img|svg|path|video|audio|canvas|iframe|br|hr|h[1-6]|code|pre|blockquote|figure|dialog|details|summary|template|slot|rss|item|channel|feed|entry|url|urlset|xml|string|int|number|bool|boolean|float|any|void|unknown|T|K|V|u?int\d{1,2}|[iu]\d{1,3}|f\d{2})$/i;
/** Names of what is filled in, though they stand directly behind a word. */
const FILLED_IN = /[-_ ]|^(?:id|name|version|tag|env|number|port|host|user)$/;
/** Words that somebody is to replace. */
const OTHERS =
  /\bYOUR_[A-Z][A-Z_]{1,40}\b|\byour[-_](?:api[-_])?(?:key|token|secret|password|project|app|domain|user(?:name)?|bucket|name|repo|server|host)\b|\bpath\/to\/[\w.]{1,40}|\bREPLACE_?ME\b/;

/** The placeholders of a command; redirections, generics and elements of pages are none. */
export function placeholdersIn(command: string): string[] {
  const line = command.slice(0, 8000);
  const found = line.includes("<") ? inBrackets(line) : [];
  const other = OTHERS.exec(line)?.[0];
  if (other !== undefined) found.push(other);
  return [...new Set(found)];
}

function inBrackets(line: string): string[] {
  const quoted = quotedParts(line);
  const found: string[] = [];
  for (const match of line.matchAll(BRACKETS)) {
    const [whole, name = ""] = match;
    const before = line.slice(Math.max(0, match.index - 2), match.index);
    const after = line[match.index + whole.length] ?? " ";
    // "sort <in.txt>out.txt", "bash <<EOF>log".
    const redirection = before.endsWith("<") || (/\s$/.test(before) && name.includes(".") && /[\w&./]/.test(after));
    // "List<String>", "parse::<u8>"; but "test_<name>".
    const generic = before === "::" || (/\w$/.test(before) && !FILLED_IN.test(name));
    const element = quoted[match.index] === 1 && ELEMENT.test(name.split(" ")[0] ?? "");
    if (!redirection && !generic && !element) found.push(whole);
  }
  return found;
}

/** 1 for each character that stands in quotes. */
function quotedParts(line: string): Uint8Array {
  const found = new Uint8Array(line.length);
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    if (quote === "" && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = "";
    else if (quote !== "") found[at] = 1;
  }
  return found;
}
