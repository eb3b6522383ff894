/**
 * Finds the languages without a table that a text asks for by name, or by a framework that only they have.
 * @module
 */
import { ENDINGS } from "./unknown.ts";

/** A language without a table, as a text asks for it. */
export interface UnknownName {
  language: string;
  /** Named beside it: "written in Elixir with Phoenix". */
  frameworks: string[];
  /** Others that are named as clearly. */
  others: string[];
  /** Whether the text says so outright: "written in Elixir", "an R script". */
  outright: boolean;
}

/** Names that are also common words or letters: they count only where a language stands. */
const AMBIGUOUS = new Set(
  "ada apex assembly bash c common_lisp crystal d dart delphi elm gleam groovy julia latex matlab nix odin pascal r racket roc scheme shell smalltalk sql v"
    .split(" "),
);
/** What a text may be written in that is no programming language. */
const NO_LANGUAGE =
  /^(?:a|an|the|and|i|markdown|asciidoc|html|css|xml|yaml|json|toml|csv|pdf|english|german|french|spanish|italian|portuguese|dutch|polish|chinese|japanese|korean|russian|arabic|plain|simple|clear|latin|microsoft|word|excel|notion|google|docker|kubernetes|aws|azure|api|apis|ui|sections?|steps?|phases?|[A-Z]?\d.*)$/i;

/** Frameworks and hosts that only one language serves. A language that has a table is not here: its frameworks are in its own file. */
const BROUGHT: readonly (readonly [name: string, pattern: RegExp, language: string])[] = [
  ["Flutter", /\bFlutter\b/, "Dart"],
  ["Phoenix", /\bPhoenix(?: LiveView\b| 1\.\d)|\b(?:with|using) Phoenix\b/, "Elixir"],
  ["Godot", /\bGodot\b/, "GDScript"],
  ["Shiny", /\bR Shiny\b/, "R"],
  ["LÖVE", /\bLÖVE\b|\bL[Oo][Vv][Ee]2[Dd]\b/, "Lua"],
  ["Roblox", /\bRoblox\b/, "Lua"],
  ["dbt", /\bdbt\b/, "SQL"],
  ["Terraform", /\bTerraform (?:code|modules?|project|configuration|for|that|to)\b/, "Terraform"],
  ["Ansible", /\bAnsible (?:playbooks?|roles?|collection)\b/, "Ansible"],
  ["Nextflow", /\bNextflow (?:pipelines?|workflows?)\b/, "Nextflow"],
  ["Hardhat", /\bHardhat\b|\bsmart contracts?\b/, "Solidity"],
  ["Spark", /\bSpark\b[^.\n]{0,40}\bScala\b/, "Scala"],
];

/** The frameworks that only languages without a table have, with their languages. */
export function broughtIn(text: string): { name: string; language: string }[] {
  return BROUGHT.filter(([, pattern]) => pattern.test(text)).map(([name, , language]) => ({ name, language }));
}

/** Things that are made of a language: "an R script". */
const THINGS =
  "scripts?|librar(?:y|ies)|programs?|code|project|package|plugin|module|extension|firmware|macros?|sketch|design|class|triggers?|playbooks?|compiler|exercise|application|app|tool|game|service|server|bot|reports?|contracts?|pipeline|kernel|port|implementation|firmware";
const PLACES =
  "(?:[Ii]n|[Uu]sing|[Ww]ith|[Pp]lain|[Pp]ure|[Mm]odern|[Ll]anguage:?|[Ss]tack:|[Ll]anguage is|built {1,3}(?:to|by|into)|mit|en|avec|con|com) ";

/** The ways in which one name says outright that it is the language; the name comes with its own writing. */
function outrightPattern(name: string): RegExp {
  const written = name.replace(/[+#.]/g, "\\$&").replace("_", "[ -]");
  return new RegExp(
    `(?<![\\w.+#°-])(?:${PLACES}${written}(?:\\d{2,4})?|(?:[Tt]o|[Oo]r|[Aa]nd) ${written}(?= with| using|[.,]?$)|${written}(?:/[A-Z]{2,5})? (?:or [A-Z]|\\d{4}\\b|(?:${THINGS})\\b))(?![\\w+#]|\\.\\w|'s)`,
    "m",
  );
}

/** A name as people write it in the middle of a sentence: `Elixir`, `COBOL`, `R`. */
const SPELT: Readonly<Record<string, string>> = {
  abap: "ABAP",
  assembly: "Assembly",
  cobol: "COBOL",
  common_lisp: "Common Lisp",
  "emacs lisp": "Emacs Lisp",
  "f#": "F#",
  gdscript: "GDScript",
  latex: "LaTeX",
  matlab: "MATLAB",
  "objective-c": "Objective-C",
  ocaml: "OCaml",
  powershell: "PowerShell",
  purescript: "PureScript",
  rescript: "ReScript",
  sql: "SQL",
  vba: "VBA",
  vhdl: "VHDL",
  vimscript: "Vimscript",
  "visual basic": "Visual Basic",
};

const NAMES: readonly { key: string; spelt: string; outright: RegExp; anywhere: RegExp | undefined }[] = Object.keys(
  ENDINGS,
).map((key) => {
  const spelt = SPELT[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
  const escaped = spelt.replace(/[+#.]/g, "\\$&");
  return {
    key,
    spelt,
    outright: outrightPattern(spelt),
    // A name that is no other word counts wherever it stands, behind "in" also in small letters.
    anywhere: AMBIGUOUS.has(key)
      ? undefined
      : new RegExp(`(?<![\\w./+#-])${escaped}(?![\\w+#]|\\.\\w)|\\b(?:in|using) ${key.replace(/[+#.]/g, "\\$&")}\\b`),
  };
});

/** Common words with their own signs of a language. */
const SPECIAL: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/\bbash scripts?\b|\bin bash\b/i, "Bash"],
  [/\bshell scripts?\b|\bPOSIX sh\b/i, "Shell"],
  [/\b(?:x86|x86-64|ARM|AVR|6502|Z80|MIPS|RISC-V)(?: \w+)? assembly\b|\bNASM\b|\bin assembly\b/i, "Assembly"],
  [/\bANSI C\b|\bC(?:89|99|11|17|23)\b|\bPOSIX C\b|\bC (?:and|with) assembly\b/, "C"],
  [/\bDAX\b|\bPower Query\b/, "DAX"],
  [/\bTcl\/Tk\b/, "Tcl"],
  [/\bfree pascal\b|\bturbo pascal\b/i, "Pascal"],
  [/\bLaTeX (?:class|package|template|thesis|document)\b/, "LaTeX"],
  [
    /\b(?:schema|quer(?:y|ies)|exercises?|procedures?|views)\b[^.\n]{0,60} in SQL\b|\bSQL (?:exercises?|course|assignment)\b/i,
    "SQL",
  ],
];

const WRITTEN_IN =
  /\b(?:written|implemented|developed|coded|programmed|rewritten) (?:entirely |purely |only )?in ([A-Z][\w+#-]{0,30}(?:\.\w{1,10})?)/;

/**
 * The language without a table that a text asks for by name, with the framework beside it. The text holds only what may
 * name the stack.
 *
 * @param isKnown Whether a table has a language, a framework or a tool of this name.
 */
export function unknownNameIn(text: string, isKnown: (name: string) => boolean): UnknownName | undefined {
  const written = WRITTEN_IN.exec(text)?.[1];
  // Most names do not stand there at all, and their patterns need not be compiled to see that.
  const lower = text.toLowerCase();
  const named = NAMES.filter(({ spelt }) => lower.includes(spelt.split(/[ _-]/)[0]?.toLowerCase() ?? ""));
  const outright = [
    ...new Set([
      ...SPECIAL.filter(([pattern]) => pattern.test(text)).map(([, language]) => language),
      ...named.map(({ key, spelt, outright }) => ({ spelt, at: key === "sql" ? -1 : text.search(outright) }))
        .filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at).map(({ spelt }) => spelt),
    ]),
  ];
  // Any other name behind "written in" is taken as it stands, unless it begins or hosts one of those.
  if (
    written !== undefined && !NO_LANGUAGE.test(written) && !isKnown(written) &&
    !outright.some((name) => name.startsWith(written)) && !BROUGHT.some(([name]) => name === written)
  ) outright.unshift(written);
  const brought = BROUGHT.find(([, pattern]) => pattern.test(text));
  const language = outright[0] ?? named.find(({ anywhere }) => anywhere?.test(text) === true)?.spelt ?? brought?.[2];
  if (language === undefined) return undefined;
  const at = text.indexOf(language);
  const after = at < 0 ? "" : text.slice(at + language.length);
  const beside = /^ (?:[\d.]{1,6} )?(?:with|and|using|on) ((?:the )?[A-Z][\w.+#-]{0,40})/.exec(after)?.[1]?.replace(
    /\.$/,
    "",
  );
  const frameworks = BROUGHT.filter(([name, pattern, home]) =>
    home === language && name !== language && pattern.test(text)
  )
    .map(([name]) => name);
  if (beside !== undefined && !isKnown(beside) && !NO_LANGUAGE.test(beside)) frameworks.push(beside);
  return { language, frameworks: [...new Set(frameworks)], others: outright.slice(1), outright: outright.length > 0 };
}
