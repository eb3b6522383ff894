/** Endings of each language's files; names as our stacks and checks write them. */
const ENDINGS: Readonly<Record<string, string>> = {
  "TypeScript": "ts tsx mts cts",
  "JavaScript": "js jsx mjs cjs",
  "Python": "py pyw",
  "Go": "go",
  "Rust": "rs",
  "Java": "java",
  "Kotlin": "kt",
  "C#": "cs razor",
  "C++": "cpp cc cxx hpp hh hxx ino",
  "C": "c",
  "Ruby": "rb",
  "PHP": "php",
  "Swift": "swift",
  "Clojure": "clj cljs cljc",
  "Crystal": "cr",
  "Dart": "dart",
  "Elixir": "ex exs",
  "Elm": "elm",
  "Erlang": "erl",
  "F#": "fs",
  "Fortran": "f90 f95",
  "GDScript": "gd",
  "Gleam": "gleam",
  "Groovy": "groovy",
  "Haskell": "hs",
  "Julia": "jl",
  "Lua": "lua",
  "Nim": "nim",
  "OCaml": "ml mli",
  "Objective-C": "mm",
  "Perl": "pl pm",
  "R": "r R",
  "Scala": "scala",
  "Solidity": "sol",
  "Visual Basic": "vb",
  "Zig": "zig",
};
/** What stands beside code in every language: it counts only where there is nothing else. */
const BESIDE: Readonly<Record<string, string>> = {
  "HTML": "html htm css",
  "PowerShell": "ps1",
  "Shell": "sh bash",
  "SQL": "sql",
  "Terraform": "tf",
};
/** The names of all languages that files tell. */
export const languagesOfFiles: readonly string[] = [...Object.keys(ENDINGS), ...Object.keys(BESIDE)];
const CODE = byEnding(ENDINGS);
const OTHER = byEnding(BESIDE);
/** Files of both C and C++, and pages of both TypeScript and JavaScript: they count for whichever is there. */
const HEADER = "h";
const PAGES: ReadonlySet<string> = new Set(["vue", "svelte", "astro"]);
/** Settings that are written as code whatever the project is written in. */
const SETTINGS = /(?:^|\/)(?:\.[^/]{1,60}|[^/]{1,60}\.config)\.[cm]?[jt]s$/;
/** What tests and documents work on, in any language. */
const MATERIAL = /(?:^|\/)(?:fixtures?|testdata|test-data|examples?|samples?)\//i;
/** Fewer files than this share make no language of a project. */
const SHARE = 0.05;

/** The ending of a path without its dot; empty where it has none. */
export function endingOf(path: string): string {
  return /[^/]\.([^./]{1,20})$/.exec(path)?.[1] ?? "";
}

/** The language of a file; absent where it is no code. */
export function languageOf(path: string): string | undefined {
  return CODE.get(endingOf(path));
}

/** Whether code is the project's own: no settings, no material of tests, no declarations alone. */
export function isOwnCode(path: string): boolean {
  return !SETTINGS.test(path) && !MATERIAL.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

/** How many files each language has, the one with the most first. */
export function languagesIn(files: readonly string[]): Map<string, number> {
  const own = files.filter(isOwnCode);
  // A project of nothing but examples is one of examples.
  const counted = own.some((path) => CODE.has(endingOf(path))) ? own : files;
  const counts = new Map<string, number>();
  const add = (language: string, by = 1) => counts.set(language, (counts.get(language) ?? 0) + by);
  let headers = 0;
  let pages = 0;
  for (const path of counted) {
    const ending = endingOf(path);
    const language = CODE.get(ending);
    if (language !== undefined) add(language);
    else if (ending === HEADER) headers++;
    else if (PAGES.has(ending)) pages++;
  }
  const cpp = counts.has("C++") || !counts.has("C");
  if (headers > 0) add(cpp ? "C++" : "C", headers);
  if (pages > 0) add(counts.has("TypeScript") || !counts.has("JavaScript") ? "TypeScript" : "JavaScript", pages);
  if (counts.size === 0) {
    for (const path of files) {
      const language = OTHER.get(endingOf(path));
      if (language !== undefined) add(language);
    }
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map(
    [...counts].filter(([, count]) => count >= all * SHARE).sort((one, other) =>
      other[1] - one[1] || (one[0] < other[0] ? -1 : 1)
    ),
  );
}

function byEnding(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(table).flatMap(([language, endings]) =>
      endings.split(" ").map((ending) => [ending, language] as const)
    ),
  );
}
