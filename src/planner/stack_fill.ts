/**
 * Fills a chosen stack in for one project.
 * @module
 */
import { ruledOut, withoutRefused } from "./asked_words.ts";
import { frameworksFor, profilesIn } from "./detection.ts";
import { findPhrases, indexPhrases } from "./match.ts";
import { appWords, inStyle } from "./names.ts";
import { stacks, technologies } from "./stacks/mod.ts";
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
  /** The tests of a project that is there. */
  tests?: readonly string[];
  commands: StackCommands;
  tools: { name: string; why: string }[];
  /** What was asked for by name and is in no table: used all the same. */
  unknown: { languages: string[]; frameworks: string[] };
  /** Languages or builds that the brief offers as alternatives to the one chosen. */
  passedOver: string[];
  /** Languages that the brief names though the request gives others. */
  setAside: string[];
  /** Stacks that the brief names besides the chosen one, such as a React front end to a Java server. */
  beside: StackProfile[];
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

const technologyIndex = indexPhrases(
  technologies.flatMap((technology) =>
    [technology.name, ...technology.aliases].map((phrase) => [phrase, technology] as const)
  ),
);

/** Puts the project's names into the tables' templates. */
export function fillTemplate(template: string, names: { app: string; name?: string; test?: string }): string {
  return template.replace(/\{(app|name|test)\}/g, (whole, key: "app" | "name" | "test") => names[key] ?? whole);
}

/** Puts a chosen language, its frameworks and the project's names together. */
export function fillStack(
  main: StackProfile,
  frameworks: readonly FrameworkProfile[],
  request: StackRequest,
  choice: {
    /** What of the text may name the stack. */
    words: string;
    setAside: string[];
    candidates: readonly StackProfile[];
    asked: readonly { name: string; profile: StackProfile | undefined }[];
    assumed: boolean;
  },
): Stack {
  // A package of the name of a framework would hide it: `python -m airflow`.
  const words = appWords(request.name);
  const hides = frameworks.some(({ name }) => name.toLowerCase().replace(/[^a-z\d]/g, "") === words.join(""));
  const app = inStyle(hides ? [...words, "app"] : words, main.naming.app);
  const put = (template: string) => fillTemplate(template, { app });
  const layout: Layout = { ...main.layout };
  const commands: StackCommands = { ...main.commands };
  for (const framework of frameworks) {
    Object.assign(layout, framework.layout);
    Object.assign(commands, framework.commands);
    for (const { name } of frameworks) Object.assign(commands, framework.commandsWith?.[name]);
  }
  const replaced = new Set(frameworks.flatMap((framework) => framework.replaces ?? []));
  const scaffold = [...main.scaffold, ...frameworks.flatMap((framework) => framework.scaffold ?? [])]
    .filter((path) => !replaced.has(path)).map(put);
  const asked = [...request.apis, ...request.frameworks].join("\n");
  const without = findPhrases(ruledOut(request.text), technologyIndex);
  const built = findPhrases(`${choice.words}\n${asked}`, technologyIndex);
  // What data comes from is spoken of, too; but a store that is only read or left is not set up.
  const found = [...findPhrases(`${withoutRefused(request.text)}\n${asked}`, technologyIndex).keys()].filter((entry) =>
    !without.has(entry) && (built.has(entry) || !["database", "cache", "queue", "search"].includes(entry.kind))
  );
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
  const passedOver = choice.asked.length > 0 ? [] : alternatives(choice.words, main, choice.candidates);
  const beside = choice.candidates.filter((profile, index, all) =>
    profile !== main && profile.id !== "browser" && all.indexOf(profile) === index &&
    !(profile.id.startsWith("node") && main.id.startsWith("node")) &&
    !namesOf(profile).some((name) => passedOver.includes(name))
  );
  const pages = choice.candidates.filter((profile) =>
    profile !== main && (profile.id === "browser" || profile.id.startsWith("node"))
  );
  // What the brief names of other stacks than those given is used all the same.
  const elsewhere = choice.asked.length === 0
    ? []
    : profilesIn(choice.words, []).filter((profile) => profile !== main && !choice.candidates.includes(profile));
  const besides = [...beside, ...pages, ...elsewhere].flatMap((profile) =>
    profile.id === "unknown" ? profile.frameworks : frameworksFor(profile, choice.words, request.frameworks)
  );
  if (choice.asked.length === 0 || main.id === "unknown") languages.push(...beside.map(({ name }) => name));
  return {
    profile: main,
    beside,
    languages: [...new Set(languages)],
    frameworks: distinctNames([...frameworks, ...foreign, ...besides]).filter(({ name }) => !languages.includes(name))
      .map(({ name, why }) => ({
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
    passedOver,
    setAside: choice.setAside,
    assumed: choice.assumed,
  };
}

/** "Python or Node.js": what the brief leaves to choose from, but for the one chosen, as it is named there. */
function alternatives(text: string, main: StackProfile, candidates: readonly StackProfile[]): string[] {
  if (!/\b(?:or|like|such as)\b/i.test(text)) return [];
  const besideOr = (name: string) =>
    new RegExp(`(?:\\bor ${escape(name)}(?![\\w])|(?<!\\w)${escape(name)} or\\b)`, "i").test(text);
  const offered = candidates.flatMap((profile) => {
    const other = profile !== main && profile.id !== "browser" && profile.name !== main.name &&
      !(profile.id.startsWith("node") && main.id.startsWith("node"));
    const names = other ? namesOf(profile).sort((a, b) => b.length - a.length) : [];
    return names.filter(besideOr).slice(0, 1);
  });
  // Where the program's own language is none of them, the first is used beside it.
  return offered.length < 2 || namesOf(main).some(besideOr) ? offered : offered.slice(1);
}

function namesOf(profile: StackProfile): string[] {
  return [profile.name, ...profile.aliases, ...profile.frameworks.map(({ name }) => name)];
}

function distinctNames<Named extends { name: string }>(list: readonly Named[]): Named[] {
  return list.filter(({ name }, index) => list.findIndex((other) => other.name === name) === index);
}

function escape(text: string): string {
  return text.replace(/[^\w\s]/g, "\\$&");
}

function mapValues<T extends object>(record: T, change: (value: string) => string): T {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(String(value))])) as T;
}
