/**
 * Where the code of a project goes, told from where most of it lies.
 * @module
 */
import { isTestPath } from "../test_paths.ts";
import type { Existing } from "../types.ts";
import { entryOf } from "./entries.ts";
import { endingOf, isOwnCode, languageOf } from "./languages.ts";
import { namingOf } from "./naming.ts";

type Layout = Existing["layout"];

/** A path taken apart. */
interface Place {
  path: string;
  folders: readonly string[];
  /** The name without its ending. */
  stem: string;
  ending: string;
}

/** A folder that most files lie in or below. */
interface Base {
  folders: readonly string[];
  /** Whether it is only the fullest of several alike: nothing lies in the one above it. */
  oneOfSome: boolean;
}

/** What is in every folder and no unit of its own. */
const NO_UNIT =
  /^(?:index|mod|main|lib|__\w+__|conftest|setup|package-info|doc|Program|Main|Application|AssemblyInfo|Package|manage|types|build|mix|noxfile|page|layout|route|loading|error|not-found|globals)$/;
/** How tests are called; what is not one of these is called as what it tests. */
const TEST_NAMES: readonly (readonly [before: string, behind: string])[] = [
  ["", ".test"],
  ["", ".spec"],
  ["", "_test"],
  ["", "_spec"],
  ["", "-test"],
  ["", "-spec"],
  ["test_", ""],
  ["", "Tests"],
  ["", "Test"],
  ["", "Spec"],
];
const MAIN_SOURCES = /(?:^|\/)src\/main\//;

/** Where code of a language goes; each part absent where nothing tells it. */
export function layoutOf(files: readonly string[], language: string): Layout {
  const code = files.filter((path) => languageOf(path) === language && isOwnCode(path));
  // Cargo runs no other files as tests; what stands in sources is part of them.
  const tests = code.filter(language === "Rust" ? (path) => /^tests\/[^/]+\.rs$/.test(path) : isTestPath).map(placeOf);
  const sources = code.filter((path) => !isTestPath(path)).map(placeOf);
  const named = sources.filter(({ stem }) => !NO_UNIT.test(stem) && /^[\w-]+$/.test(stem));
  const free = withoutRoles(named);
  const units = free.length > 0 ? free : named;
  const base = baseOf(units);
  const unit = base === undefined ? undefined : unitOf(units, base);
  const unitTest = unitTestOf(tests, sources, unit, base);
  const entry = entryOf(files, language);
  // Components in files of their own kind are named in their own way.
  const ending = unit?.slice(unit.lastIndexOf(".") + 1);
  const naming = namingOf(units.filter((place) => place.ending === ending).map(({ stem }) => stem));
  return {
    ...(entry === undefined ? {} : { entry }),
    ...(unit === undefined ? {} : { unit }),
    ...(unitTest === undefined ? {} : { unitTest }),
    ...(naming === undefined ? {} : { naming }),
  };
}

/** What is not of one kind with all its neighbours: in a folder of `*_controller.rb`, nothing else has a place. */
function withoutRoles(places: readonly Place[]): Place[] {
  const inFolder = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  const lastWord = (stem: string) => /(?:[A-Z][a-z\d]*|[a-z\d]+)$/.exec(stem)?.[0] ?? stem;
  for (const { folders, stem } of places) {
    const folder = folders.join("/");
    inFolder.set(folder, (inFolder.get(folder) ?? new Set()).add(lastWord(stem)));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return places.filter(({ folders }) => {
    const folder = folders.join("/");
    return inFolder.get(folder)?.size !== 1 || (counts.get(folder) ?? 0) < 3;
  });
}

function placeOf(path: string): Place {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  const ending = endingOf(path);
  return { path, folders, stem: name.slice(0, name.length - ending.length - 1), ending };
}

/** The folder that most of the files lie below. */
function baseOf(places: readonly Place[]): Base | undefined {
  if (places.length === 0) return undefined;
  let below = places;
  const folders: string[] = [];
  for (;;) {
    const [folder, count] = most(below.flatMap((place) => place.folders[folders.length] ?? []));
    if (folder === undefined || count * 2 <= places.length) break;
    below = below.filter((place) => place.folders[folders.length] === folder);
    folders.push(folder);
  }
  if (isPlaceholder(folders)) return undefined;
  // Where nothing lies in the folder itself, what is new goes where most of the rest is.
  const own = below.some((place) => place.folders.length === folders.length);
  const isOwnFolder = (place: Place) =>
    place.folders.length === folders.length + 1 && place.folders.at(-1) === place.stem;
  if (own || below.filter(isOwnFolder).length * 2 >= below.length) return { folders, oneOfSome: false };
  const [fullest] = most(below.map((place) => place.folders.join("/")));
  const chosen = fullest?.split("/") ?? folders;
  return isPlaceholder(chosen) ? undefined : { folders: chosen, oneOfSome: true };
}

/** What would be taken for a place to fill in. */
function isPlaceholder(folders: readonly string[]): boolean {
  return folders.some((folder) => /[{}]/.test(folder));
}

function unitOf(units: readonly Place[], { folders }: Base): string {
  const below = units.filter((place) => folders.every((folder, at) => place.folders[at] === folder));
  const [ending] = most(below.map((place) => place.ending));
  const inOwnFolder = below.filter((place) =>
    place.folders.length > folders.length && place.folders.at(-1) === place.stem
  );
  const own = inOwnFolder.length > 1 && inOwnFolder.length * 2 >= below.length;
  return [...folders, ...own ? ["{name}"] : [], `{name}.${ending ?? ""}`].join("/");
}

function unitTestOf(
  tests: readonly Place[],
  sources: readonly Place[],
  unit: string | undefined,
  base: Base | undefined,
): string | undefined {
  const named = tests.map((place) => ({ place, ...testNameOf(place) }));
  const some = named.some(({ plain }) => !plain) ? named.filter(({ plain }) => !plain) : named;
  const [name] = most(some.map(({ name }) => name));
  if (name === undefined) return undefined;
  const alike = some.filter((test) => test.name === name);
  const there = new Set(sources.map(({ folders, stem }) => [...folders, stem].join("/")));
  const [where] = most(
    alike.map(({ place, tested }) =>
      there.has([...place.folders, tested].join("/"))
        ? "beside"
        : place.folders.at(-1) === "__tests__"
        ? "below"
        : "apart"
    ),
  );
  const folder = unit?.replace(/[^/]*$/, "");
  if (folder !== undefined && where === "beside") return `${folder}${name}`;
  if (folder !== undefined && where === "below") return `${folder}__tests__/${name}`;
  const places = alike.map(({ place }) => place);
  if (
    folder !== undefined && MAIN_SOURCES.test(folder) && places.some(({ path }) => /(?:^|\/)src\/test\//.test(path))
  ) {
    return `${folder.replace(MAIN_SOURCES, (found) => found.replace("main", "test"))}${name}`;
  }
  const apart = baseOf(places);
  if (apart === undefined) return undefined;
  // Beside others of its kind: `spec/models` for `app/models`.
  const kind = base?.oneOfSome ? base.folders.at(-1) : undefined;
  const same = kind !== undefined
    ? places.find(({ folders }) => folders.at(-1) === kind && !isPlaceholder(folders))?.folders
    : undefined;
  return [...same ?? apart.folders, name].join("/");
}

/** How a test is called, as a template, and what it tests. */
function testNameOf({ stem, ending }: Place): { name: string; tested: string; plain: boolean } {
  for (const [before, behind] of TEST_NAMES) {
    if (stem.length > before.length + behind.length && stem.startsWith(before) && stem.endsWith(behind)) {
      const tested = stem.slice(before.length, stem.length - behind.length);
      return { name: `${before}{name}${behind}.${ending}`, tested, plain: false };
    }
  }
  // All tests of an application in one file.
  if (/^tests?$/.test(stem)) return { name: `${stem}.${ending}`, tested: stem, plain: true };
  return { name: `{name}.${ending}`, tested: stem, plain: true };
}

/** What occurs most often, and how often; of several the first. */
function most(values: readonly string[]): [value: string | undefined, count: number] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let found: [string | undefined, number] = [undefined, 0];
  for (const [value, count] of counts) if (count > found[1]) found = [value, count];
  return found;
}
