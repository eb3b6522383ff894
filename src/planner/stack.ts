/**
 * Chooses the stack of a project: what was asked for, what the brief names, else a stated assumption.
 * @module
 */
import { wordsOf } from "../plan/words.ts";
import { findPhrases, indexPhrases } from "./match.ts";
import { appWords, inStyle } from "./names.ts";
import { stacks, technologies } from "./stacks/mod.ts";
import { unknownNamesIn, unknownStack } from "./stacks/unknown.ts";
import type { FrameworkProfile, Layout, StackCommands, StackProfile, Technology } from "./types.ts";

/** A stack made ready for one project: names filled in, frameworks merged. */
export interface Stack {
  profile: StackProfile;
  /** Languages to report, as people write them. */
  languages: string[];
  frameworks: { name: string; why: string }[];
  technologies: Technology[];
  layout: Layout;
  scaffold: string[];
  commands: StackCommands;
  tools: { name: string; why: string }[];
  /** What was asked for by name and is in no table: used all the same. */
  unknown: { languages: string[]; frameworks: string[] };
  /** Languages or builds that the brief offers as alternatives to the one chosen. */
  passedOver: string[];
  /** True where nobody named a language. */
  assumed: boolean;
}

/** What a stack is chosen from. */
export interface StackRequest {
  name: string;
  languages: readonly string[];
  frameworks: readonly string[];
  apis: readonly string[];
  /** The brief, or what stands for it. */
  text: string;
  /** The stack to assume where nobody names one, by id. */
  fallback: string;
}

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
const technologyIndex = indexPhrases(
  technologies.flatMap((technology) =>
    [technology.name, ...technology.aliases].map((phrase) => [phrase, technology] as const)
  ),
);

/** Chooses and fills in the stack. Pure: the same request gives the same stack. */
export function chooseStack(given: StackRequest): Stack {
  const request = withUnknownNames(given);
  const asked = request.languages.map((name) => ({ name, profile: profileByName(name) }));
  const named = asked.length > 0 ? [] : profilesIn(request.text, request.frameworks);
  const known = asked.flatMap(({ profile }) => profile === undefined ? [] : [profile]);
  const first = asked[0];
  const candidates = asked.length > 0 ? known : named;
  const main = first !== undefined && first.profile === undefined
    ? unknownStack(first.name)
    : serverSide(candidates, [request.text, ...request.frameworks, ...request.languages].join("\n")) ??
      stacks.find((profile) => profile.id === request.fallback) ??
      unknownStack("the chosen language");
  const frameworks = frameworksFor(main, request);
  return fill(main, frameworks, request, {
    candidates,
    asked,
    assumed: asked.length === 0 && candidates.length === 0,
  });
}

/** A language that only the brief names counts as asked for, also if no table knows it: it is never replaced. */
function withUnknownNames(request: StackRequest): StackRequest {
  if (request.languages.length > 0 || profilesIn(request.text, request.frameworks).length > 0) return request;
  const unknown = unknownNamesIn(request.text);
  if (unknown === undefined) return request;
  return { ...request, languages: [unknown.language], frameworks: [...request.frameworks, ...unknown.frameworks] };
}

/** A page in the browser needs no server language; where another is named too, that one runs the program. */
function serverSide(candidates: readonly StackProfile[], text: string): StackProfile | undefined {
  const others = candidates.filter((profile) => profile.id !== "browser");
  const js = others.find((profile) => profile.id === "node-javascript");
  const withPages = candidates.some((profile) => profile.id === "browser");
  // "HTML, CSS and JavaScript" is a page; with "Node.js" beside it, JavaScript is the server's language as well.
  if (!withPages || js === undefined) return others[0] ?? candidates[0];
  if (/\bnode(?:\.?js)?\b/i.test(text)) return js;
  if (others.every((profile) => profile === js)) return candidates.find((profile) => profile.id === "browser");
  return others[0] ?? candidates[0];
}

function profileByName(name: string): StackProfile | undefined {
  const wanted = name.trim().toLowerCase();
  if (/^node(?:\.?js)?$/.test(wanted)) return stacks.find((profile) => profile.id === "node-javascript");
  if (/^(?:html5?|css3?)$/.test(wanted)) return stacks.find((profile) => profile.id === "browser");
  return stacks.find((profile) => profile.name.toLowerCase() === wanted) ??
    stacks.find((profile) => profile.aliases.some((alias) => alias.toLowerCase() === wanted));
}

/** The profiles that a text names, the most often named first; frameworks count for their language. */
function profilesIn(text: string, frameworks: readonly string[]): StackProfile[] {
  const counts = new Map<StackProfile, number>();
  const count = (profile: StackProfile, times: number) => counts.set(profile, (counts.get(profile) ?? 0) + times);
  for (const [profile, times] of findPhrases(text, profileIndex)) count(profile, times * 2);
  const inFrameworks = new Map<FrameworkProfile, StackProfile[]>();
  for (const { profile, framework } of findPhrases(`${text}\n${frameworks.join("\n")}`, frameworkIndex).keys()) {
    inFrameworks.set(framework, [...(inFrameworks.get(framework) ?? []), profile]);
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

/** "in Go", "using Rust", "Go service", "Go 1.24", "Python or Go": a language; "Go to the page": none. */
function inLanguagePlace(text: string, name: string): boolean {
  return new RegExp(
    `\\b(?:in|with|using|use|uses|plain|pure|modern|idiomatic|language:?) ${name}\\b|\\b${name} (?:\\d|service|backend|server|program|module|package|binary|cli|api|code|app|application|library|crate)|(?:,|/| or| and) ?${name}\\b(?=[\\s,.)]|$)|\\b${name} (?:or|and) [A-Z]`,
  ).test(text);
}

/** The frameworks asked for or named: the stack's own in the order of its table, later ones winning over earlier. */
function frameworksFor(main: StackProfile, request: StackRequest): FrameworkProfile[] {
  const asked = request.frameworks.map((name) => name.toLowerCase());
  const capitals = asWritten(request.text);
  const found = new Set(
    [...findPhrases(request.text, frameworkIndex).keys()].filter(({ profile }) => profile === main).map((
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

/** Puts the project's names into the tables' templates. */
export function fillTemplate(template: string, names: { app: string; name?: string; test?: string }): string {
  return template.replace(/\{(app|name|test)\}/g, (whole, key: "app" | "name" | "test") => names[key] ?? whole);
}

function fill(
  main: StackProfile,
  frameworks: readonly FrameworkProfile[],
  request: StackRequest,
  choice: {
    candidates: readonly StackProfile[];
    asked: readonly { name: string; profile: StackProfile | undefined }[];
    assumed: boolean;
  },
): Stack {
  const app = inStyle(appWords(request.name), main.naming.app);
  const put = (template: string) => fillTemplate(template, { app });
  const layout: Layout = { ...main.layout };
  const commands: StackCommands = { ...main.commands };
  for (const framework of frameworks) {
    Object.assign(layout, framework.layout);
    Object.assign(commands, framework.commands);
  }
  const replaced = new Set(frameworks.flatMap((framework) => framework.replaces ?? []));
  const scaffold = [...main.scaffold, ...frameworks.flatMap((framework) => framework.scaffold ?? [])]
    .filter((path) => !replaced.has(path)).map(put);
  const found = [
    ...findPhrases([request.text, ...request.apis, ...request.frameworks].join("\n"), technologyIndex).keys(),
  ];
  const knownNames = new Set(
    [...frameworks, ...stacks.flatMap((profile) => profile.frameworks), ...technologies].flatMap((entry) =>
      [entry.name, ...(entry.aliases ?? [])].map((name) => name.toLowerCase())
    ),
  );
  const foreign = stacks.flatMap((profile) => profile.frameworks).filter((framework, index, all) =>
    request.frameworks.some((name) =>
      [framework.name, ...(framework.aliases ?? [])].some((known) => known.toLowerCase() === name.toLowerCase())
    ) &&
    !main.frameworks.some((own) => own.name === framework.name) && all.findIndex((other) =>
        other.name === framework.name
      ) === index
  );
  const askedNames = choice.asked.map(({ name }) => name);
  // "An HTML report" asks for no pages; HTML beside CSS or JavaScript does.
  const web = main.id !== "browser" && layout.page === undefined &&
    (askedNames.some((name) => /^(?:html|css)/i.test(name)) ||
      (choice.candidates.some((profile) => profile.id === "browser") &&
        /\bcss\b|javascript|web ?page|website/i.test(request.text)));
  if (web) layout.page = "public/{name}.html";
  const languages = askedNames.length > 0
    ? askedNames
    : main.id === "browser"
    ? ["HTML", "CSS", "JavaScript"]
    : [main.name, ...(web ? ["HTML", "CSS"] : [])];
  return {
    profile: main,
    languages: [...new Set(languages)],
    frameworks: [...frameworks, ...foreign].filter(({ name }) => !languages.includes(name)).map(({ name, why }) => ({
      name,
      why,
    })),
    technologies: found.filter((technology) => !frameworks.some((framework) => framework.name === technology.name)),
    layout: mapValues(layout, put),
    scaffold: [...new Set(scaffold)],
    commands: mapValues(commands, put),
    tools: main.tools.filter((tool) => !replaced.has(tool.name)),
    unknown: {
      languages: choice.asked.filter(({ profile }) => profile === undefined).map(({ name }) => name),
      frameworks: request.frameworks.filter((name) => !knownNames.has(name.toLowerCase())),
    },
    passedOver: choice.asked.length > 0 ? [] : alternatives(request.text, main, choice.candidates),
    assumed: choice.assumed,
  };
}

/** "Python or Node.js": the languages that the brief leaves to choose from, but for the one chosen. */
function alternatives(text: string, main: StackProfile, candidates: readonly StackProfile[]): string[] {
  if (!/\b(?:or|like|such as)\b/i.test(text)) return [];
  return candidates.filter((profile) =>
    profile !== main && profile.id !== "browser" && profile.name !== main.name &&
    !(profile.id.startsWith("node") && main.id.startsWith("node")) &&
    [profile.name, ...profile.aliases].some((name) =>
      new RegExp(`(?:\\bor ${escape(name)}\\b|\\b${escape(name)} or\\b)`, "i").test(text)
    )
  ).map((profile) => profile.name);
}

function escape(text: string): string {
  return text.replace(/[^\w\s]/g, "\\$&");
}

function mapValues<T extends object>(record: T, change: (value: string) => string): T {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(String(value))])) as T;
}
