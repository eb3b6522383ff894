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

/** The profile that a name asks for: its own name first, then its other names. */
export function profileByName(name: string): StackProfile | undefined {
  const wanted = name.trim().toLowerCase();
  if (/^node(?:\.?js)?$/.test(wanted)) return stacks.find((profile) => profile.id === "node-javascript");
  if (/^(?:html5?|css3?)$/.test(wanted)) return stacks.find((profile) => profile.id === "browser");
  return stacks.find((profile) => profile.name.toLowerCase() === wanted) ??
    stacks.find((profile) => profile.aliases.some((alias) => alias.toLowerCase() === wanted));
}

/** The profiles that a text names, the most often named first; frameworks count for their language. */
export function profilesIn(given: string, frameworks: readonly string[]): StackProfile[] {
  const text = withoutOld(given);
  const counts = new Map<StackProfile, number>();
  const count = (profile: StackProfile, times: number) => counts.set(profile, (counts.get(profile) ?? 0) + times);
  for (const [profile, times] of findPhrases(text, profileIndex)) count(profile, times * 2);
  const inFrameworks = new Map<string, StackProfile[]>();
  const named = [...findPhrases(`${text}\n${frameworks.join("\n")}`, frameworkIndex).keys()];
  for (const { profile, framework } of [...named, ...ambiguousIn(text)]) {
    inFrameworks.set(framework.name, [...(inFrameworks.get(framework.name) ?? []), profile]);
  }
  for (const profiles of inFrameworks.values()) {
    // A framework that several languages have (Vue) decides nothing if one of them is named already.
    const already = profiles.filter((profile) => counts.has(profile));
    for (const profile of already.length > 0 ? already : profiles.slice(0, 1)) count(profile, 1);
  }
  const capitals = asWritten(text);
  for (const profile of stacks) {
    if (profile.ambiguous === true && capitals.has(profile.name) && inLanguagePlace(text, profile.name)) {
      count(profile, 2);
    }
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || stacks.indexOf(a) - stacks.indexOf(b)).map(([profile]) =>
    profile
  );
}

/** What is to be replaced names no stack: "our old PHP shop", "instead of Java". */
function withoutOld(text: string): string {
  return text.replace(
    /\b(?:old|legacy|former|previous) (?:\w+ )?[\w.+#-]+|\b(?:instead of|replac(?:e|es|ing)|(?:migrat|port|mov|rewrit)(?:e|ed|ing)? from|away from|don't use|do not use|not) (?:the |our )?[\w.+#-]+/gi,
    " ",
  );
}

/** Frameworks whose names are common words, where they stand like a name: inside a sentence with a capital, or as an entry. */
function ambiguousIn(text: string): { profile: StackProfile; framework: FrameworkProfile }[] {
  const capitals = asWritten(text);
  return stacks.flatMap((profile) =>
    profile.frameworks.filter(({ ambiguous, name }) =>
      ambiguous === true && capitals.has(name) &&
      new RegExp(`(?:[a-z,(/:+&] |\\b(?:A|An|The|Use|Using) |^\\s*[-*] )${name}\\b`, "m").test(text)
    ).map((framework) => ({ profile, framework }))
  );
}

/** "in Go", "using Rust", "Go service", "Go 1.24", "Python or Go": a language; "Go to the page": none. */
function inLanguagePlace(text: string, name: string): boolean {
  return new RegExp(
    `\\b(?:in|with|using|use|uses|plain|pure|modern|idiomatic|language:?) ${name}\\b|\\b${name} (?:\\d|service|backend|server|program|module|package|binary|cli|api|code|app|application|library|crate)|(?:,|/| or| and) ?${name}\\b(?=[\\s,.)]|$)|\\b${name} (?:or|and) [A-Z]`,
  ).test(text);
}

/** The frameworks asked for or named: the stack's own in the order of its table, later ones winning over earlier. */
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
