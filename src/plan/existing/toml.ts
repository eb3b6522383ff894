/**
 * The few things that are needed of a TOML file, line by line: tables with their keys, and lists over several lines.
 * No parser: each package for it weighs more than all else that reads a project, and a manifest that is wrong anywhere
 * should still tell the rest.
 * @module
 */

/** The tables of a file by their names, `""` for what stands before the first; values as they are written. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** `[table]` or `[[list of tables]]`. */
const HEADER = /^\s{0,100}\[\[?\s{0,100}([^\]\r\n]{1,200}?)\s{0,100}\]/;
const ENTRY = /^\s*("[^"\n]{1,200}"|'[^'\n]{1,200}'|[\w.-]{1,200})\s*=(.*)$/;
const LONG_TEXT = /^\s*("""|''')/;

/** Reads the tables. */
export function readToml(text: string): Tables {
  const tables = new Map<string, Map<string, string>>();
  let table = new Map<string, string>();
  tables.set("", table);
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) {
      const name = header.replace(/["']/g, "");
      table = tables.get(name) ?? new Map();
      tables.set(name, table);
      continue;
    }
    const [, key, start = ""] = ENTRY.exec(line) ?? [];
    if (key === undefined) continue;
    const quotes = LONG_TEXT.exec(start)?.[1];
    if (quotes !== undefined) {
      // What a text over several lines says is of no use here, but must not be taken for tables.
      let rest = start.slice(start.indexOf(quotes) + quotes.length);
      while (!rest.includes(quotes) && ++at < lines.length) rest = lines[at] ?? "";
      continue;
    }
    const value = [start];
    for (let open = partsOf(start).open; open > 0 && ++at < lines.length;) {
      const next = lines[at] ?? "";
      value.push(next);
      open += partsOf(next).open;
    }
    table.set(key.replace(/^["']|["']$/g, ""), value.join("\n"));
  }
  return tables;
}

/** The texts in a value: `["a", 'b']`. */
export function stringsIn(value: string | undefined): string[] {
  return partsOf(value ?? "").strings;
}

/** The texts in a value, and how many brackets stay open; one pass, whatever quotes it lacks. */
function partsOf(text: string): { strings: string[]; open: number } {
  const strings: string[] = [];
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "[" || char === "{") open++;
    else if (char === "]" || char === "}") open--;
    else if (char === "#") {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    } else if (char === '"' || char === "'") {
      const start = at;
      while (++at < text.length && text[at] !== char && text[at] !== "\n") if (char === '"' && text[at] === "\\") at++;
      strings.push(text.slice(start + 1, at));
    }
  }
  return { strings, open };
}
