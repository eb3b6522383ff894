/**
 * Which stacks and frameworks a text names.
 * @module
 */
import { wordsOf } from "../plan/words.ts";
import { findPhrases, indexPhrases } from "./match.ts";
import { stacks } from "./stacks/mod.ts";
import type { FrameworkProfile, StackProfile } from "./types.ts";

/** Words of a text in their own capitals: what an ambiguous name (Go, Express) must match. */
const asWritten = (text: string): Set<string> => new Set(wordsOf(text));

const profileIndex = indexPhrases(
  stacks.flatMap((profile) =>
    [...(profile.ambiguous === true ? [] : [profile.name]), ...profile.aliases].map((phrase) =>
      [phrase, profile] as const
    )
  ),
);
const frameworkIndex = indexPhrases(
  stacks.flatMap((profile) =>
    profile.frameworks.flatMap((framework) =>
      [...(framework.ambiguous === true ? [] : [framework.name]), ...(framework.aliases ?? [])]
        .map((phrase) => [phrase, { profile, framework }] as const)
    )
  ),
);
/** A page in the browser needs no server language; where another is named too, that one runs the program. */
export function serverSide(candidates: readonly StackProfile[], text: string): StackProfile | undefined {
  const others = candidates.filter((profile) => profile.id !== "browser");
  const js = others.find((profile) => profile.id === "node-javascript");
  const withPages = candidates.some((profile) => profile.id === "browser");
  // "HTML, CSS and JavaScript" is a page; with "Node.js" beside it, JavaScript is the server's language as well.
  if (!withPages || js === undefined) return others[0] ?? candidates[0];
  if (/\bnode(?:\.?js| \d\d| server| backend)\b/i.test(text)) return js;
  if (
    others.every((profile) => profile === js) && !frameworksFor(js, text, []).some(({ layout }) => layout !== undefined)
  ) return candidates.find((profile) => profile.id === "browser");
  return others[0] ?? candidates[0];
}

/** Whether a table has a framework of this name. */
export function isFramework(name: string): boolean {
  const wanted = name.toLowerCase();
  return stacks.some(({ frameworks }) =>
    frameworks.some((framework) =>
      framework.name.toLowerCase() === wanted || framework.aliases?.includes(wanted) === true
    )
  );
}

/** The profile that a name asks for: its own name first, then its other names. */
export function profileByName(name: string): StackProfile | undefined {
  const wanted = name.trim().toLowerCase();
  if (/^node(?:\.?js)?$/.test(wanted)) return stacks.find((profile) => profile.id === "node-javascript");
  if (/^(?:html5?|css3?)$/.test(wanted)) return stacks.find((profile) => profile.id === "browser");
  return stacks.find((profile) => profile.name.toLowerCase() === wanted) ??
    stacks.find((profile) => profile.aliases.some((alias) => alias.toLowerCase() === wanted));
}

/** Tools that serve the pages or tests of programs in any language. */
const TOOLING = /^(?:Vite|webpack|Babel|Playwright|Cypress|Selenium|Jest|Vitest|Gradle|CMake|Maven)$/;

/** Commands that only programs of one language are started or installed by. */
const COMMANDS: readonly (readonly [pattern: RegExp, stack: string])[] = [
  [/\bcargo (?:install|run|build|test|add|clippy)\b/, "rust"],
  [/\b(?:pip3?|pipx|uv) (?:install|add|run)\b|\bpython3? (?:-m )?[\w./-]{1,80}|\bpytest\b/, "python"],
  [/\bgo (?:install|run|build|get|test) [\w.\/]/, "go"],
  [/\bdotnet (?:run|build|test|add|new)\b/, "csharp"],
  [/\bdeno (?:run|task|install|test)\b/, "deno"],
  [/\bbundle (?:exec|install)\b|\bgem install\b|\brails (?:new|server)\b/, "ruby"],
  [/\bcomposer (?:require|install)\b/, "php"],
  [/\bmvn [\w-]|\bjava -jar\b/, "java"],
  [/\.\/gradlew\b/, "kotlin"],
  [/\bswift (?:run|build|test)\b/, "swift"],
  [/\bcmake -/, "cpp"],
  [/\bnpm (?:install|i|run|start|test)\b|\bnpx \w|\b(?:yarn|pnpm) (?:add|install|dev|run)\b/, "node-typescript"],
];
/** A file that the owner calls the program's own, not one that it works on. */
const OWN_FILE =
  /\b(?:extend|existing|our|hand in|submit|files?:|implement|write|create|code|lives?|is|are) (?:[\w`']{1,20} ){0,5}(?:in )?`?(?:[\w.-]{1,60}\/){0,8}[\w.-]{1,60}\.(py|go|rs|rb|php|java|kt|cs|cpp|swift|ts|js)\b/i;

/** The stack that a text's commands show, or the files that it calls its own; asked only where its words name none. */
export function profileByCommands(text: string): StackProfile | undefined {
  const id = COMMANDS.find(([pattern]) => pattern.test(text))?.[1];
  if (id !== undefined) return stacks.find((profile) => profile.id === id);
  const ending = OWN_FILE.exec(text)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  return stacks.find(({ id, layout }) => id !== "deno" && layout.unit.endsWith(`.${ending}`));
}

/** The profiles that a text names, the most often named first; frameworks count for their language. */
export function profilesIn(text: string, frameworks: readonly string[]): StackProfile[] {
  const counts = new Map<StackProfile, number>();
  const count = (profile: StackProfile, times: number) => counts.set(profile, (counts.get(profile) ?? 0) + times);
  for (const [profile, times] of findPhrases(text, profileIndex)) count(profile, times * 2);
  const inFrameworks = new Map<string, StackProfile[]>();
  const named = [...findPhrases(`${text}\n${frameworks.join("\n")}`, frameworkIndex).keys()];
  for (const { profile, framework } of [...named, ...ambiguousIn(text)]) {
    inFrameworks.set(framework.name, [...(inFrameworks.get(framework.name) ?? []), profile]);
  }
  const byTelling = [...inFrameworks].sort(([a], [b]) => Number(TOOLING.test(a)) - Number(TOOLING.test(b)));
  for (const [name, profiles] of byTelling) {
    // A framework that several languages have (Vue) decides nothing if one of them is named already.
    const already = profiles.filter((profile) => counts.has(profile));
    if (already.length === 0 && counts.size > 0 && TOOLING.test(name)) continue;
    for (const profile of already.length > 0 ? already : profiles.slice(0, 1)) count(profile, 1);
  }
  const capitals = asWritten(text);
  for (const profile of stacks) {
    if (profile.ambiguous === true && isNamed(text, profile.name, capitals)) count(profile, 2);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || stacks.indexOf(a) - stacks.indexOf(b)).map(([profile]) =>
    profile
  );
}

/** The profiles whose language a text names by itself, not only by a framework. */
export function languagesIn(text: string): StackProfile[] {
  const named = findPhrases(text, profileIndex);
  const capitals = asWritten(text);
  return stacks.filter((profile) =>
    named.has(profile) || (profile.ambiguous === true && isNamed(text, profile.name, capitals))
  );
}

/** Whether a common word stands as a language. */
function isNamed(text: string, name: string, capitals: ReadonlySet<string>): boolean {
  return (capitals.has(name) && inLanguagePlace(text, name)) ||
    new RegExp(`\\b(?:written|implemented|developed|coded|built|made) in ${name}\\b`, "i").test(text);
}

/** Frameworks whose names are common words, where they stand like a name: inside a sentence with a capital, or as an entry. */
function ambiguousIn(text: string): { profile: StackProfile; framework: FrameworkProfile }[] {
  const capitals = asWritten(text);
  return stacks.flatMap((profile) =>
    profile.frameworks.filter(({ ambiguous, name }) =>
      ambiguous === true && capitals.has(name) &&
      new RegExp(`(?:[a-z,(/:+&] |[(/]|\\b(?:A|An|The|Use|Using) |^\\s*[-*] )${name}\\b`, "m").test(text)
    ).map((framework) => ({ profile, framework }))
  );
}

/** Words of what is built, behind the name of its language. */
const BUILT =
  "service|microservice|backend|server|program|module|package|binary|cli|api|code|app|application|library|crate|tool|client|command.line|daemon|worker";

/** "in Go", "using Rust", "Go service", "Go 1.24", "Python or Go": a language; "Go to the page": none. */
function inLanguagePlace(text: string, name: string): boolean {
  return new RegExp(
    `\\b(?:in|with|using|use|uses|plain|pure|modern|idiomatic|language:?|mit|en|con|com|avec) ${name}\\b|` +
      `\\bbuilt {1,3}(?:to|by|with|into) (?:an? )?${name}\\b|\\b(?:[Pp]ort|[Rr]ewrite|[Mm]igrate|[Mm]ove|[Tt]ranslate)\\b[^.\\n]{0,80} to ${name}\\b|` +
      `\\b${name} (?:\\d|(?:${BUILT})s?\\b|\\+ )|(?:,|/|\\+| or| and) ?${name}\\b(?=[\\s,.)]|$)|\\b${name} (?:or|and) [A-Z]|\\b${name}(?:,| / ) ?[A-Z]|` +
      `(?:^|\\n)[^\\n:]{1,30}: ?${name}\\b(?=[ \\t]*(?:$|[,.;/+&(]|and |with |or |\\d))|` +
      `\\(${name}[,)]|[\\p{sc=Han}\\p{sc=Hiragana}] ?${name}\\b|\\b${name} ?(?:[\\p{sc=Han}\\p{sc=Hiragana}])`,
    "mu",
  ).test(text);
}

/**
 * The frameworks asked for or named: the stack's own in the order of its table, later ones winning over earlier. The
 * text holds only what may name the stack.
 */
export function frameworksFor(main: StackProfile, text: string, names: readonly string[]): FrameworkProfile[] {
  const asked = names.map((name) => name.toLowerCase());
  const capitals = asWritten(text);
  const found = new Set(
    [...findPhrases(text, frameworkIndex).keys()].filter(({ profile }) => profile === main).map((
      { framework },
    ) => framework),
  );
  const chosen = main.frameworks.filter((framework) =>
    asked.includes(framework.name.toLowerCase()) || (framework.aliases ?? []).some((alias) => asked.includes(alias)) ||
    found.has(framework) ||
    (framework.ambiguous === true && capitals.has(framework.name) && !framework.name.includes(" "))
  );
  const replaced = new Set(chosen.flatMap((framework) => framework.replaces ?? []));
  return chosen.filter((framework) => !replaced.has(framework.name));
}
