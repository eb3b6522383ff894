import type { StackProfile } from "../types.ts";
import { appWords } from "../names.ts";

/** File endings of languages that have no table of their own. */
export const ENDINGS: Readonly<Record<string, string>> = {
  abap: "abap",
  ada: "adb",
  ansible: "yml",
  apex: "cls",
  assembly: "asm",
  bash: "sh",
  c: "c",
  clojure: "clj",
  cobol: "cob",
  common_lisp: "lisp",
  crystal: "cr",
  d: "d",
  dart: "dart",
  delphi: "pas",
  elixir: "ex",
  elm: "elm",
  "emacs lisp": "el",
  erlang: "erl",
  "f#": "fs",
  fortran: "f90",
  gdscript: "gd",
  gleam: "gleam",
  groovy: "groovy",
  haskell: "hs",
  haxe: "hx",
  julia: "jl",
  latex: "tex",
  lua: "lua",
  matlab: "m",
  nextflow: "nf",
  nim: "nim",
  nix: "nix",
  "objective-c": "m",
  ocaml: "ml",
  odin: "odin",
  pascal: "pas",
  perl: "pl",
  powershell: "ps1",
  prolog: "pro",
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
  tcl: "tcl",
  terraform: "tf",
  v: "v",
  vala: "vala",
  vba: "bas",
  vimscript: "vim",
  vhdl: "vhd",
  verilog: "v",
  "visual basic": "vb",
  zig: "zig",
};

/**
 * A stack for a language without a table: the language is used by its name, and the commands go through a Makefile
 * that the first step writes, since its tools are not known here.
 */
export function unknownStack(name: string, frameworks: readonly string[] = []): StackProfile {
  const key = name.toLowerCase().replace(" ", "_");
  // C++ comes here only where its usual tools are ruled out.
  const ending = name === "C++"
    ? "cpp"
    : [name.toLowerCase(), key].flatMap((known) => Object.hasOwn(ENDINGS, known) ? ENDINGS[known] ?? [] : [])[0] ??
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
    frameworks: frameworks.map((name) => ({ name, why: "the brief names it" })),
  };
}
