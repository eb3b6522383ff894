/**
 * Chooses the stack of a project: what was asked for, what the brief names, else a stated assumption.
 * @module
 */
import { ruledOut, stackWords } from "./asked_words.ts";
import {
  frameworksFor,
  isFramework,
  languagesIn,
  profileByCommands,
  profileByName,
  profilesIn,
  serverSide,
} from "./detection.ts";
import { stacks, technologies } from "./stacks/mod.ts";
import { fillStack, type Stack, type StackRequest } from "./stack_fill.ts";
import { unknownStack } from "./stacks/unknown.ts";
import { broughtIn, unknownNameIn } from "./stacks/unknown_names.ts";
import type { StackProfile } from "./types.ts";

export { fillTemplate } from "./stack_fill.ts";
export type { Stack, StackRequest } from "./stack_fill.ts";

/** Chooses and fills in the stack. Pure: the same request gives the same stack. */
export function chooseStack(given: StackRequest): Stack {
  const words = stackWords(given.text);
  const { request, also } = withUnknownName(given, words);
  const asked = request.languages.map((name) => ({ name, profile: profileByName(name) }));
  const named = asked.length > 0 ? [] : profilesIn(words, request.frameworks);
  const known = asked.flatMap(({ profile }) => profile === undefined ? [] : [profile]);
  const first = asked[0];
  const shown = asked.length === 0 && named.length === 0 ? profileByCommands(given.text) : undefined;
  const candidates = asked.length > 0 ? known : shown === undefined ? named : [shown];
  const chosen = first !== undefined && first.profile === undefined
    ? unknownStack(first.name)
    : serverSide(candidates, [words, ...request.frameworks, ...request.languages].join("\n")) ??
      stacks.find((profile) => profile.id === request.fallback) ??
      unknownStack("the chosen language");
  const main = asked.length > 0 ? chosen : adjusted(chosen, given.text, words);
  const frameworks = frameworksFor(main, words, request.frameworks);
  return fillStack(main, frameworks, request, {
    words,
    setAside: given.languages.length === 0 ? [] : setAside(given.languages, words),
    candidates: [...candidates.map((profile) => profile === chosen ? main : profile), ...also],
    asked,
    assumed: asked.length === 0 && candidates.length === 0,
  });
}

function hasTable(name: string): boolean {
  const wanted = name.toLowerCase();
  return profileByName(name) !== undefined || isFramework(name) ||
    technologies.some((entry) => entry.name.toLowerCase() === wanted || entry.aliases.includes(wanted));
}

/** Languages that a text asks for outright and the request does not give. */
function setAside(given: readonly string[], words: string): string[] {
  const unknown = unknownNameIn(words, hasTable);
  const own = new Set(given.flatMap((name) => [name.toLowerCase(), profileByName(name)?.name.toLowerCase() ?? ""]));
  return [
    ...languagesIn(words).filter(({ id }) => id !== "browser").map(({ name }) => name),
    ...(unknown === undefined ? [] : [unknown.language, ...unknown.others]),
    ...broughtIn(words).map(({ language }) => language),
  ].filter((name, at, all) => all.indexOf(name) === at && !own.has(name.toLowerCase()));
}

/** The same program as the words about it want it: in JavaScript ("no TypeScript"), or with a Makefile ("no CMake"). */
function adjusted(profile: StackProfile, text: string, words: string): StackProfile {
  if (profile.id === "cpp" && /\bcmake\b/i.test(ruledOut(text))) return unknownStack(profile.name);
  const typed = stacks.find(({ id }) => id === "node-typescript");
  if (profile.id === "node-javascript" && typed !== undefined && languagesIn(words).includes(typed)) return typed;
  return profile.id === "node-typescript" &&
      /\b(?:no|not|without|kein|ohne|sans|sin) TypeScript\b|\b(?:plain|vanilla|pure) JavaScript\b/i.test(text)
    ? stacks.find(({ id }) => id === "node-javascript") ?? profile
    : profile;
}

/**
 * A language that only the brief names counts as asked for, also if no table knows it: it is never replaced. Beside one
 * that a table knows it is a part of the project of its own.
 */
function withUnknownName(given: StackRequest, words: string): { request: StackRequest; also: StackProfile[] } {
  const brought = broughtIn(words).filter(({ name, language }) => name !== language);
  if (given.languages.length > 0) {
    const frameworks = [...new Set([...given.frameworks, ...brought.map(({ name }) => name)])];
    return { request: { ...given, frameworks }, also: [] };
  }
  const unknown = unknownNameIn(words, hasTable);
  if (unknown === undefined) return { request: given, also: [] };
  const partIn = (language: string) =>
    unknownStack(language, brought.filter((one) => one.language === language).map(({ name }) => name));
  // A language named by itself is told from one that only a framework would bring.
  const byName = languagesIn(words).filter(({ id }) => id !== "browser").length > 0;
  const known = profilesIn(words, given.frameworks).filter(({ id }) => id !== "browser");
  const named = [...(unknown.outright ? [unknown.language] : []), ...unknown.others];
  const parts = [...new Set([...named, ...brought.map(({ language }) => language)])];
  if (byName || (known.length > 0 && !unknown.outright)) return { request: given, also: parts.map(partIn) };
  const frameworks = [...given.frameworks, ...unknown.frameworks];
  const others = parts.filter((language) => language !== unknown.language).map(partIn);
  return { request: { ...given, languages: [unknown.language], frameworks }, also: others };
}

/** The languages, frameworks and technologies that a text may name when it speaks of the stack. */
export function namedBy(text: string, stack: Stack): string[] {
  const lower = text.toLowerCase();
  return [...stack.languages, ...[...stack.frameworks, ...stack.technologies].map(({ name }) => name)]
    .filter((name) => lower.includes(name.toLowerCase()));
}
