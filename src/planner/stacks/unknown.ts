import type { StackProfile } from "../types.ts";
import { appWords } from "../names.ts";

/** File endings of languages that have no table of their own. */
const ENDINGS: Readonly<Record<string, string>> = {
  ada: "adb",
  assembly: "asm",
  bash: "sh",
  c: "c",
  clojure: "clj",
  cobol: "cob",
  common_lisp: "lisp",
  crystal: "cr",
  d: "d",
  dart: "dart",
  elixir: "ex",
  elm: "elm",
  erlang: "erl",
  "f#": "fs",
  fortran: "f90",
  gleam: "gleam",
  groovy: "groovy",
  haskell: "hs",
  haxe: "hx",
  julia: "jl",
  lua: "lua",
  matlab: "m",
  nim: "nim",
  "objective-c": "m",
  ocaml: "ml",
  odin: "odin",
  pascal: "pas",
  perl: "pl",
  powershell: "ps1",
  prolog: "pl",
  purescript: "purs",
  r: "R",
  racket: "rkt",
  rescript: "res",
  roc: "roc",
  scala: "scala",
  scheme: "scm",
  shell: "sh",
  smalltalk: "st",
  solidity: "sol",
  sql: "sql",
  v: "v",
  vala: "vala",
  vhdl: "vhd",
  verilog: "v",
  "visual basic": "vb",
  zig: "zig",
};

/** Names that are also common words or letters: they count only after "written in" and the like. */
const AMBIGUOUS =
  /^(?:c|d|v|r|sql|shell|bash|assembly|pascal|scheme|roc|racket|matlab|odin|elm|crystal|julia|dart|groovy|gleam|verilog|vhdl|smalltalk)$/;
const WRITTEN_IN =
  /\b(?:written|implemented|developed|coded|programmed|built|made|done|rewritten) (?:entirely |purely |only )?in ([A-Z][\w+#-]*)/;

/**
 * A language without a table that a text asks for by name, with the framework beside it: "written in Elixir with Phoenix".
 * Call it only where the text names none that has a table.
 */
export function unknownNamesIn(text: string): { language: string; frameworks: string[] } | undefined {
  const written = WRITTEN_IN.exec(text)?.[1];
  const listed = (text.match(/\b[A-Z][\w+#-]*/g) ?? []).find((word) =>
    Object.hasOwn(ENDINGS, word.toLowerCase()) && !AMBIGUOUS.test(word.toLowerCase())
  );
  const placed = /\b(?:in|using) ([A-Z][\w+#-]*)(?=[\s,.;]|$)/.exec(text)?.[1];
  const language = written ?? listed ??
    (placed !== undefined && Object.hasOwn(ENDINGS, placed.toLowerCase()) ? placed : undefined);
  if (language === undefined) return undefined;
  const after = text.slice(text.indexOf(language) + language.length);
  const beside = /^ (?:with|and|using|on) ((?:the )?[A-Z][\w.+#-]*)/.exec(after)?.[1]?.replace(/\.$/, "");
  return { language, frameworks: beside === undefined ? [] : [beside] };
}

/**
 * A stack for a language without a table: the language is used by its name, and the commands go through a Makefile
 * that the first step writes, since its tools are not known here.
 */
export function unknownStack(name: string): StackProfile {
  const ending = (Object.hasOwn(ENDINGS, name.toLowerCase()) ? ENDINGS[name.toLowerCase()] : undefined) ??
    appWords(name).join("");
  return {
    id: "unknown",
    name,
    aliases: [],
    naming: { app: "snake", unit: "snake" },
    layout: {
      manifest: "Makefile",
      entry: `src/main.${ending}`,
      unit: `src/{name}.${ending}`,
      unitTest: `tests/{name}_test.${ending}`,
      smokeTest: `tests/smoke_test.${ending}`,
    },
    scaffold: [".gitignore"],
    commands: {
      setup: "make setup",
      test: "make test",
      testOne: "make test TEST={test}",
      lint: "make lint",
      run: "make run",
    },
    tools: [{ name: "make", why: `it gives the tools of ${name} the same four commands for people and CI` }],
    release: `Package the program in the way usual for ${name} and attach it to a tagged release.`,
    frameworks: [],
  };
}
