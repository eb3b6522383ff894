/** What the owner's words name only as matter to work on: "students hand in solutions in C or Java", `src/a.py`. */

/** Names in a row: "C, Python or Java". */
const NAME = "[A-Z][\\w.+#-]{0,30}(?: \\([^)\\n]{1,40}\\))?";
const NAMES = `${NAME}(?:(?:, | or | and | & |, (?:or|and) )${NAME}){0,12}`;

const MATTER: readonly RegExp[] = [
  // The neighbour is there already.
  /\bfor (?:an? |the |our )?[\w.+# -]{1,30}(?:back ?end|server|api|service) (?:that|which) (?:already )?exists/gi,
  new RegExp(
    "\\b(?:highlighting|flavou?rs|syntax|solutions|submissions|snippets|grammars?) (?:for|of|in|from|such as|like) " +
      NAMES,
    "g",
  ),
  new RegExp(
    `\\blanguages?(?::? (?:such as |like )?| ?\\()${NAMES}(?=\\)|[^\\n]{0,20}\\b(?:files?|code)\\b)`,
    "g",
  ),
  new RegExp(`${NAMES} (?:XML )?(?:files?|dumps?|exports?|snippets|submissions|source files)\\b`, "g"),
];

/** The text without what is only worked on. */
export function withoutMatter(text: string): string {
  return MATTER.reduce((rest, pattern) => rest.replace(pattern, " "), text);
}

const PATH = /[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,12}\.[a-z]{1,8}(?![\w/])/gi;

/** The files that a text names: the owner's, whatever they are written in. */
export function filesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(PATH) ?? []);
}
