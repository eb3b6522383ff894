/**
 * A project that is there already: its own layout, commands and files count before those of the tables.
 * @module
 */
import { familyOf, isForeign } from "../plan/existing/foreign.ts";
import { isTestPath } from "../plan/test_paths.ts";
import type { Existing } from "../plan/types.ts";
import { commandsIn } from "./existing_commands.ts";
import { fillTemplate, type Stack } from "./stack.ts";

/**
 * A project in which somebody has begun to write code. A folder of notes is planned as a new one, and so is what is asked
 * for in languages that the project has no file in: its layout and commands are of no use for them.
 *
 * @param asked The languages that were asked for.
 */
export function begun(existing: Existing | undefined, asked: readonly string[]): Existing | undefined {
  if (existing === undefined || existing.languages.length === 0) return undefined;
  return isForeign(existing, asked) ? undefined : existing;
}

/** What was asked for, filled up with what the project shows. */
export function requestWith<Request extends { languages: readonly string[]; frameworks: readonly string[] }>(
  request: Request,
  existing: Existing | undefined,
): Request {
  if (existing === undefined) return request;
  return {
    ...request,
    languages: languagesWith(request.languages, existing.languages),
    frameworks: [...new Set([...request.frameworks, ...existing.frameworks])],
  };
}

/** "TypeScript" in a project for Deno is what the project is written in. */
function languagesWith(asked: readonly string[], own: readonly string[]): readonly string[] {
  const isOwn = (name: string) =>
    own.some((other) => other.toLowerCase() === name.toLowerCase()) && familyOf(name) === familyOf(own[0] ?? "");
  return asked.every(isOwn) ? own.slice(0, 1) : asked;
}

/** A stack as this project uses it. */
export function stackIn(existing: Existing, stack: Stack): Stack {
  const { manifests, files } = existing;
  const [main, chosen] = [existing.languages[0] ?? "", stack.profile.name].map(familyOf);
  // Told from its first language: another one has its own endings and tools.
  const isMain = main === undefined || chosen === undefined || main === chosen;
  const own = isMain ? existing.layout : {};
  const naming = own.naming ?? stack.profile.naming.unit;
  const { index, page, pageTest, ...usual } = stack.layout;
  const unitTest = own.unitTest ?? usual.unitTest;
  const entry = entryOf({ ...existing, layout: own }, usual.entry);
  const inRoot = own.entry !== undefined && !files.some((path) => path.startsWith("src/"));
  // Go tests what lies beside the test.
  const beside = own.unitTest?.endsWith("_test.go") === true ? own.unitTest.replace(/_test\.go$/, ".go") : undefined;
  const unit = own.unit ?? beside ?? (inRoot ? usual.unit.replace(/^src\//, "") : usual.unit);
  return {
    ...stack,
    profile: { ...stack.profile, naming: { ...stack.profile.naming, unit: naming } },
    layout: {
      ...usual,
      manifest: manifests[0] ?? usual.manifest,
      entry,
      unit,
      unitTest,
      smokeTest: own.unitTest === undefined ? usual.smokeTest : smokeTest(own.unitTest),
      ...(index !== undefined && files.includes(index) ? { index } : {}),
      ...(page === undefined ? {} : { page: pageIn(existing, page) ?? own.unit ?? page }),
      // Its tests lie where they lie, whatever they test.
      ...(pageTest === undefined || own.unitTest !== undefined ? {} : { pageTest }),
    },
    // What its first commit needed was settled long ago.
    scaffold: [],
    tests: files.filter(isTestPath),
    commands: commandsIn(isMain ? existing : withoutTestOne(existing), stack.commands, usual.entry, entry),
    tools: stack.tools.filter(({ name }) => isUsed(name, existing)),
    assumed: false,
    passedOver: [],
  };
}

function withoutTestOne(existing: Existing): Existing {
  const { testOne: _one, ...commands } = existing.commands;
  return { ...existing, commands };
}

/** What tests and documents work on: a program in it is not the project's. */
const MATERIAL = /(?:^|\/)(?:fixtures?|testdata|test-data|examples?|samples?|docs?|bench(?:marks?)?|templates?)\//i;

/** The file that starts it: the uppermost of a usual name, where only one is. */
function entryOf({ files, layout }: Existing, usual: string): string {
  if (layout.entry !== undefined) return layout.entry;
  const ending = usual.slice(usual.lastIndexOf("."));
  // In a project of several, the one where the code goes.
  const near = folderOf(layout.unit ?? "");
  const found = files.filter((path) =>
    /(?:^|\/)(?:main|index|app|server|cli|mod|lib|__init__)\.\w+$/.test(path) && path.endsWith(ending) &&
    (near.startsWith(folderOf(path)) || path.startsWith(near)) && !isTestPath(path) && !MATERIAL.test(path)
  );
  const depth = (path: string) => path.split("/").length;
  const least = Math.min(...found.map(depth));
  const [first, ...others] = found.filter((path) => depth(path) === least);
  return first === undefined || others.length > 0 ? usual : first;
}

function smokeTest(unitTest: string): string {
  const name = /\{name\}(?:Tests?|Spec)\./.test(unitTest) ? "Smoke" : "smoke";
  return fillTemplate(unitTest, { app: "", name });
}

/** Where its pages lie: in the usual folder, with or without `src/`, or among its components. */
function pageIn({ files }: Existing, usual: string): string | undefined {
  for (const place of [usual, usual.replace(/^src\//, "")]) {
    const folder = place.slice(0, place.indexOf("{name}"));
    if (folder !== "" && files.some((path) => path.startsWith(folder))) return place;
  }
  const ending = usual.slice(usual.lastIndexOf("."));
  const beside = files.find((path) =>
    /(?:^|\/)(?:pages|views|screens|components)\/[^/]+$/.test(path) && path.endsWith(ending)
  );
  return beside === undefined ? undefined : `${beside.slice(0, beside.lastIndexOf("/") + 1)}{name}${ending}`;
}

function isUsed(tool: string, { commands, frameworks }: Existing): boolean {
  const name = tool.toLowerCase();
  return frameworks.some((other) => other.toLowerCase() === name) ||
    Object.values(commands).some((command) => command.toLowerCase().split(/[\s/]+/).includes(name));
}

/** Entries of frameworks that find the parts of a program by themselves. */
const FINDS_PARTS =
  /(?:^|\/)(?:manage\.py|__main__\.py|page\.[jt]sx?|\w*Application\.(?:java|kt))$|^config\/application\.rb$|(?:^|\/)pages\/index\.[jt]sx?$/;

/** Whether something in a file must be reached from the entry: what is there is reached already. */
export function mustBeReached(path: string | undefined, entry: string, existing: Existing | undefined): boolean {
  if (existing === undefined) return true;
  return path !== undefined && existing.files.includes(entry) && !existing.files.includes(path) &&
    !FINDS_PARTS.test(entry) && !/\.(?:mdx?|rst|adoc)$/i.test(path);
}

/** The one test that is called after a file in another language than the project's main one. */
export function testNamed(tests: readonly string[], base: string): string | undefined {
  const [only, ...others] = tests.filter((path) => {
    const file = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
    return file.startsWith(`${base.toLowerCase()}.`) || file.startsWith(`${base.toLowerCase()}_`) ||
      file.startsWith(`test_${base.toLowerCase()}.`);
  });
  return others.length === 0 ? only : undefined;
}

/** The test of a unit among the tests that are there, or where it would lie beside them. */
export function testAmong(
  tests: readonly string[],
  { unit, unitTest }: { unit: string; unitTest: string },
  path: string,
  name: string,
): { test: string; name: string } {
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  const base = name.slice(folder.length).replace(/^_+(?=.)/, "");
  const [dir, file] = [folderOf(unitTest), unitTest.slice(folderOf(unitTest).length)].map((part) =>
    fillTemplate(part, { app: "", name: base })
  ) as [string, string];
  const [same, ...others] = tests.filter((test) => test === file || test.endsWith(`/${file}`));
  if (same !== undefined && others.length === 0 && unitTest.includes("{name}")) return { test: same, name: base };
  const below = dir.startsWith(folderOf(unit)) ? dir.slice(folderOf(unit).length) : undefined;
  if (unitTest.includes("{name}") && !folderOf(unit).includes("{") && (below === "" || below === "__tests__/")) {
    return { test: `${folderOf(path)}${below}${file}`, name: base };
  }
  const isMirrored = /(?:^|\/)src\/main\//.test(unit) || tests.some((test) => test.startsWith(`${dir}${folder}`));
  return { test: `${dir}${isMirrored ? folder : ""}${file}`, name: base };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** What must name the files that are new to build them: a build of C or C++. */
export function buildFileFor(paths: readonly string[], { files, manifests }: Existing): string | undefined {
  const isNew = paths.some((path) => /\.(?:c|cc|cpp|cxx)$/.test(path) && !files.includes(path));
  return isNew ? manifests.find((path) => /^(?:CMakeLists\.txt|(?:GNUm|M|m)akefile)$/.test(path)) : undefined;
}
