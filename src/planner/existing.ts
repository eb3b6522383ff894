/**
 * A project that is there already: its own layout, commands and files count before those of the tables.
 * @module
 */
import type { Existing } from "../plan/types.ts";
import { contentStems } from "../plan/words.ts";
import type { Slice } from "./slices.ts";
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
  return {
    ...stack,
    profile: { ...stack.profile, naming: { ...stack.profile.naming, unit: naming } },
    layout: {
      ...usual,
      manifest: manifests[0] ?? usual.manifest,
      entry: entryOf(existing, usual.entry),
      unit: own.unit ?? usual.unit,
      unitTest,
      smokeTest: own.unitTest === undefined ? usual.smokeTest : smokeTest(own.unitTest),
      ...(index !== undefined && existing.files.includes(index) ? { index } : {}),
      ...(page === undefined ? {} : { page: pageIn(existing, page) ?? own.unit ?? page }),
    },
    // What its first commit needed was settled long ago.
    scaffold: [],
    commands: commandsIn(existing, stack.commands),
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
function commandsIn({ commands: own }: Existing, { build: _build, ...usual }: StackCommands): StackCommands {
  const { test = usual.test } = own;
  const runner = usual.testOne.split(" ").find((word) => !/^(?:npx|python3?|-m|bundle|exec|run)$/.test(word)) ?? "";
  return { ...usual, ...own, testOne: own.testOne ?? (test.split(" ").includes(runner) ? usual.testOne : test) };
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

/**
 * The file that some requirements are about: the one whose name's words all stand in their texts, if just one is named
 * best. `ending` is that of the stack's source files.
 */
export function fileAbout(
  slice: Slice,
  { files }: Existing,
  ending: string,
  taken: ReadonlySet<string>,
): string | undefined {
  const spoken = new Set(contentStems([slice.title, ...slice.requirements.map(({ text }) => text)].join(" ")));
  let best: string[] = [];
  let most = 0;
  for (const path of files) {
    if (!path.endsWith(ending) || IS_TEST.test(path) || taken.has(path)) continue;
    const name = path.slice(path.lastIndexOf("/") + 1, -ending.length);
    if (TELLS_NOTHING.test(name)) continue;
    const words = contentStems(name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/[-_.]/g, " "));
    if (words.length === 0 || !words.every((word) => spoken.has(word))) continue;
    if (words.length > most) [best, most] = [[], words.length];
    if (words.length === most) best.push(path);
  }
  return best.length === 1 ? best[0] : undefined;
}
