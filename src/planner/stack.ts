/**
 * Chooses the stack of a project: what was asked for, what the brief names, else a stated assumption.
 * @module
 */
import { frameworksFor, profileByName, profilesIn, serverSide } from "./detection.ts";
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
  const frameworks = frameworksFor(main, request.text, request.frameworks);
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

/** The languages, frameworks and technologies that a text may name when it speaks of the stack. */
export function namedBy(text: string, stack: Stack): string[] {
  const lower = text.toLowerCase();
  return [...stack.languages, ...[...stack.frameworks, ...stack.technologies].map(({ name }) => name)]
    .filter((name) => lower.includes(name.toLowerCase()));
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
  const passedOver = choice.asked.length > 0 ? [] : alternatives(request.text, main, choice.candidates);
  const beside = passedOver.length > 0
    ? []
    : choice.candidates.filter((profile, index, all) =>
      profile !== main && profile.id !== "browser" && all.indexOf(profile) === index &&
      !(profile.id.startsWith("node") && main.id.startsWith("node"))
    );
  const besides = beside.flatMap((profile) => frameworksFor(profile, request.text, request.frameworks));
  if (choice.asked.length === 0) languages.push(...beside.map(({ name }) => name));
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
    assumed: choice.assumed,
  };
}

/** "Python or Node.js": what the brief leaves to choose from, but for the one chosen, as it is named there. */
function alternatives(text: string, main: StackProfile, candidates: readonly StackProfile[]): string[] {
  if (!/\b(?:or|like|such as)\b/i.test(text)) return [];
  return candidates.flatMap((profile) => {
    const other = profile !== main && profile.id !== "browser" && profile.name !== main.name &&
      !(profile.id.startsWith("node") && main.id.startsWith("node"));
    const names = other
      ? [profile.name, ...profile.aliases, ...profile.frameworks.map(({ name }) => name)].sort((a, b) =>
        b.length - a.length
      )
      : [];
    return names.filter((name) =>
      new RegExp(`(?:\\bor ${escape(name)}(?![\\w])|(?<!\\w)${escape(name)} or\\b)`, "i").test(text)
    ).slice(0, 1);
  });
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
