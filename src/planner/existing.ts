/**
 * A project that is there already: its own layout, commands and files count before those of the tables.
 * @module
 */
import type { Existing } from "../plan/types.ts";
import { contentStems } from "../plan/words.ts";
import { fillTemplate, type Stack } from "./stack.ts";
import type { StackCommands } from "./types.ts";

/** A project in which somebody has begun to write code; a folder of notes is planned as a new one. */
export function begun(existing: Existing | undefined): Existing | undefined {
  return existing === undefined || existing.languages.length === 0 ? undefined : existing;
}

/** What was asked for, filled up with what the project shows. */
export function requestWith<Request extends { languages: readonly string[]; frameworks: readonly string[] }>(
  request: Request,
  existing: Existing | undefined,
): Request {
  if (existing === undefined) return request;
  return {
    ...request,
    languages: request.languages.length > 0 ? request.languages : existing.languages.slice(0, 1),
    frameworks: [...new Set([...request.frameworks, ...existing.frameworks])],
  };
}

/** A stack as this project uses it. */
export function stackIn(existing: Existing, stack: Stack): Stack {
  const { layout: own, manifests } = existing;
  const naming = own.naming ?? stack.profile.naming.unit;
  const { index, page, ...usual } = stack.layout;
  const unitTest = own.unitTest ?? usual.unitTest;
  const entry = entryOf(existing, usual.entry);
  return {
    ...stack,
    profile: { ...stack.profile, naming: { ...stack.profile.naming, unit: naming } },
    layout: {
      ...usual,
      manifest: manifests[0] ?? usual.manifest,
      entry,
      unit: own.unit ?? usual.unit,
      unitTest,
      smokeTest: own.unitTest === undefined ? usual.smokeTest : smokeTest(own.unitTest),
      ...(index !== undefined && existing.files.includes(index) ? { index } : {}),
      ...(page === undefined ? {} : { page: pageIn(existing, page) ?? own.unit ?? page }),
    },
    // What its first commit needed was settled long ago.
    scaffold: [],
    commands: commandsIn(
      existing,
      stack.commands,
      (command) => existing.files.includes(entry) ? command.replace(usual.entry, entry) : undefined,
    ),
    tools: stack.tools.filter(({ name }) => isUsed(name, existing)),
    assumed: false,
    passedOver: [],
  };
}

/** The file that starts it; one that is usual may be another's in this project. */
function entryOf({ files, layout }: Existing, usual: string): string {
  if (layout.entry !== undefined) return layout.entry;
  const ending = usual.slice(usual.lastIndexOf("."));
  return files.find((path) =>
    /(?:^|\/)(?:main|index|app|mod|lib|__init__)\.\w+$/.test(path) && path.endsWith(ending)
  ) ??
    usual;
}

function smokeTest(unitTest: string): string {
  return fillTemplate(unitTest, { app: "", name: "smoke" });
}

/** Where its pages lie: in the usual folder, or among its components. */
function pageIn({ files }: Existing, usual: string): string | undefined {
  const folder = usual.slice(0, usual.lastIndexOf("/") + 1);
  if (files.some((path) => path.startsWith(folder))) return usual;
  const ending = usual.slice(usual.lastIndexOf("."));
  const beside = files.find((path) =>
    /(?:^|\/)(?:pages|views|screens|components)\/[^/]+$/.test(path) && path.endsWith(ending)
  );
  return beside === undefined ? undefined : `${beside.slice(0, beside.lastIndexOf("/") + 1)}{name}${ending}`;
}

/** Its own commands; one test alone is run in the usual way only where that is its way. */
function commandsIn(
  { commands: own }: Existing,
  { build: _build, ...usual }: StackCommands,
  entered: (command: string) => string | undefined,
): StackCommands {
  const { test = usual.test } = own;
  const runner = usual.testOne.split(" ").find((word) => !/^(?:npx|python3?|-m|bundle|exec|run)$/.test(word)) ?? "";
  const testOne = own.testOne ?? (test.split(" ").includes(runner) ? usual.testOne : test);
  // Tools that it does not have check nothing; a library is started by its tests.
  return { ...usual, lint: test, run: entered(usual.run) ?? test, ...own, testOne };
}

function isUsed(tool: string, { commands, frameworks }: Existing): boolean {
  const name = tool.toLowerCase();
  return frameworks.some((other) => other.toLowerCase() === name) ||
    Object.values(commands).some((command) => command.toLowerCase().split(/[\s/]+/).includes(name));
}

/** Names that say nothing of what a file is about. */
const TELLS_NOTHING =
  /^(?:index|main|mod|app|lib|types?|util\w*|helpers?|common|core|config|constants?|setup|__init__)$/;
const IS_TEST = /(?:^|\/)(?:tests?|specs?|__tests__)\/|[._-](?:test|spec)s?\.|(?:^|\/)test_/i;
/** So many files are worth a look before a step. */
const MOST_RELATED = 3;

/**
 * The source files whose names speak of a text, the most telling first. `whole` are those of which each word stands in it:
 * a text about one of them alone is to change it.
 */
export function filesAbout(
  text: string,
  { files, layout }: Existing,
  unit: string,
): { whole: string[]; related: string[] } {
  const ending = unit.slice(unit.lastIndexOf("."));
  const spoken = new Set(contentStems(text));
  const found = files.flatMap((path) => {
    if (!path.endsWith(ending) || IS_TEST.test(path) || path === layout.entry) return [];
    const [name = "", folder = ""] = path.slice(0, -ending.length).split("/").reverse();
    if (TELLS_NOTHING.test(name)) return [];
    const words = stemsOfName(name);
    const named = words.filter((word) => spoken.has(word)).length;
    const placed = stemsOfName(folder).filter((word) => spoken.has(word) && !words.includes(word)).length;
    return named === 0 ? [] : [{ path, named, score: 2 * named + placed, whole: named === words.length }];
  }).sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  const most = Math.max(0, ...found.flatMap(({ whole, named }) => whole ? named : []));
  return {
    whole: found.filter(({ whole, named }) => whole && named === most).map(({ path }) => path),
    related: found.slice(0, MOST_RELATED).map(({ path }) => path),
  };
}

function stemsOfName(name: string): string[] {
  return contentStems(name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[-_.]/g, " "));
}

/** The template of units, in the folder of a file that a new one belongs beside. */
export function unitBeside(path: string | undefined, unit: string): string {
  if (path === undefined || !/^[^{}]*\{name\}\.\w+$/.test(unit)) return unit;
  return path.slice(0, path.lastIndexOf("/") + 1) + unit.slice(unit.lastIndexOf("/") + 1);
}
