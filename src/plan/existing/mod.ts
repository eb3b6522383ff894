/**
 * What the files of an existing project tell about it: languages, frameworks, commands, layout. Pure. The files are
 * anybody's: only words of ours get into a command, and names that are checked.
 * @module
 */
import { anyOf } from "../checks/any_of.ts";
import type { Existing } from "../types.ts";
import { ciOf } from "./ci.ts";
import type { Commands, Ecosystem, Found, Manifest } from "./ecosystem.ts";
import { ecosystems } from "./ecosystems/mod.ts";
import { languagesIn } from "./languages.ts";
import { layoutOf } from "./layout.ts";

/** The files of a project, with the texts of those that declare something. */
export interface ScannedFiles {
  /** Paths from the root, sorted. */
  files: readonly string[];
  /** How many more there are. */
  omitted: number;
  /** Texts by paths. */
  manifests: Readonly<Record<string, string>>;
}

/** What an ecosystem has in a project. */
interface Use extends Found {
  ecosystem: Ecosystem;
  /** How many files are in its languages. */
  weight: number;
}

/** What tests, examples and tools bring along, which the project itself does not depend on. */
const MATERIAL =
  /(?:^|\/)(?:tests?|__tests__|spec|fixtures?|testdata|test-data|examples?|samples?|docs?|benchmarks?|bench|templates?|tools|scripts)\//i;
const MOST_FRAMEWORKS = 20;
const KINDS = ["setup", "test", "testOne", "lint", "run"] as const;
const MANIFEST = anyOf(ecosystems.map(({ manifest }) => manifest));

/** Whether a file declares dependencies or commands in one of the known ecosystems, by its last name. */
export function isManifest(name: string): boolean {
  return MANIFEST(name);
}

/**
 * Reads what a scan found, for {@linkcode startPlan}. What nothing tells is absent; a manifest that cannot be read tells
 * nothing. Whoever scans leaves out what is secret.
 *
 * @param found The files, with the texts of manifests such as `package.json` or `go.mod` among them.
 * @returns Languages and frameworks in the words of our stacks, and commands as they are run at the root.
 *
 * @example
 * ```ts
 * import { readExisting, startPlan } from "@devussy/devussy";
 * const existing = readExisting({
 *   files: ["package.json", "src/cart.js", "src/server.js"],
 *   omitted: 0,
 *   manifests: { "package.json": '{ "scripts": { "test": "node --test" } }' },
 * });
 * const plan = startPlan({ name: "Shop", requirements: "Add coupons to the cart.", existing });
 * if (plan.existing?.commands.test !== "npm test") throw new Error("expected the project's own command");
 * ```
 */
export function readExisting({ files, omitted, manifests }: ScannedFiles): Existing {
  const all = Object.entries(manifests).map(([path, text]) => ({
    path,
    name: path.slice(path.lastIndexOf("/") + 1),
    text,
  })).sort((one, other) => depthOf(one) - depthOf(other) || (one.path < other.path ? -1 : 1));
  const counts = languagesIn(files);
  const layout = layoutOf(files, [...counts.keys()][0] ?? "");
  const isDeno = usesDeno(files, counts);
  const uses = ecosystems.flatMap((ecosystem) => useOf(ecosystem, all, files, layout, counts) ?? [])
    // In a project of Node.js, settings for Deno are a guest.
    .map((use) => use.ecosystem.languages[0] === "Deno" && !isDeno ? { ...use, weight: 0 } : use)
    .sort((one, other) => other.weight - one.weight);
  const languages = languageNames([...counts.keys()], isDeno, files, all);
  const ci = ciOf(files);
  const main = uses.find(({ weight }) => weight > 0);
  return {
    files: [...files],
    ...(omitted > 0 ? { omitted } : {}),
    languages,
    // A language that the project has no file in brings no frameworks.
    frameworks: frameworksOf(uses.filter(({ weight }) => weight > 0)),
    manifests: all.map(({ path, name }) => ({ path, isMain: main?.ecosystem.manifest.test(name) ?? false }))
      .sort((one, other) => Number(other.isMain) - Number(one.isMain)).map(({ path }) => path),
    commands: commandsOf(uses),
    layout: layout.entry === undefined && main?.entry !== undefined ? { entry: main.entry, ...layout } : layout,
    ...(ci === undefined ? {} : { ci }),
  };
}

function depthOf({ path }: Manifest): number {
  return path.split("/").length;
}

/** What an ecosystem tells; absent where it has no manifest here. */
function useOf(
  ecosystem: Ecosystem,
  all: readonly Manifest[],
  files: readonly string[],
  layout: Existing["layout"],
  counts: ReadonlyMap<string, number>,
): Use | undefined {
  const fitting = all.filter((manifest) => ecosystem.manifest.test(manifest.name));
  const atRoot = fitting.filter((manifest) => depthOf(manifest) === 1);
  const parts = fitting.filter(({ path }) => depthOf({ path, name: "", text: "" }) > 1 && !MATERIAL.test(path));
  const [first] = parts;
  const uppermost = first === undefined ? [] : parts.filter((manifest) => depthOf(manifest) === depthOf(first));
  const manifests = ecosystem.inParts
    ? [...atRoot, ...fitting.filter((manifest) => depthOf(manifest) > 1)]
    : atRoot.length > 0
    ? atRoot
    : uppermost;
  if (manifests.length === 0) return undefined;
  const there = new Set(files);
  const found = ecosystem.read({
    manifests,
    files,
    layout,
    has: (path) => there.has(path),
    hasLike: (pattern) => files.some((path) => pattern.test(path)),
  });
  const weight = ecosystem.languages.reduce((sum, language) => sum + (counts.get(language) ?? 0), 0);
  // Below the root nothing says where its commands are run; tools of parts know their parts.
  const commands = atRoot.length > 0 || ecosystem.inParts ? {} : { own: {}, usual: {} };
  return { ecosystem, weight, ...found, ...commands };
}

/** Whether `deno.json` is the project's own manifest: beside that of Node.js only without a lock file of its tools. */
function usesDeno(files: readonly string[], counts: ReadonlyMap<string, number>): boolean {
  const [main] = counts.keys();
  const has = (...names: readonly string[]) => names.some((name) => files.includes(name));
  return (main === "TypeScript" || main === "JavaScript") && has("deno.json", "deno.jsonc") &&
    (!has("package.json") ||
      has("deno.lock") && !has("package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"));
}

/** Languages in the words of our stacks, where those mean more than a language. */
function languageNames(
  found: readonly string[],
  isDeno: boolean,
  files: readonly string[],
  manifests: readonly Manifest[],
): string[] {
  if (isDeno) return ["Deno", ...found];
  const scripted = manifests.some(({ name }) => /^(?:package\.json|deno\.jsonc?)$/.test(name));
  const isPage = found[0] === "HTML" || found[0] === "JavaScript" && !scripted && files.includes("index.html");
  return isPage ? ["HTML/CSS/JavaScript", ...found.slice(1)] : [...found];
}

function frameworksOf(uses: readonly Use[]): string[] {
  const names = uses.flatMap(({ ecosystem, dependencies }) => {
    const there = new Set(dependencies);
    return Object.entries(ecosystem.frameworks).flatMap(([dependency, name]) => there.has(dependency) ? name : []);
  });
  return [...new Set(names)].slice(0, MOST_FRAMEWORKS);
}

/** For each command the first that is told: by the main ecosystem's own tasks, by make or just, by its tools, by others. */
function commandsOf(uses: readonly Use[]): Commands {
  const runners = uses.filter(({ ecosystem }) => ecosystem.languages.length === 0);
  // Without a file in its language, none is the main one.
  const main = uses.find(({ weight }) => weight > 0);
  const rest = uses.filter((use) => use !== main && use.ecosystem.languages.length > 0);
  const told = [
    main?.own,
    ...runners.map((use) => use.own),
    main?.usual,
    // A build without tools that are known.
    ...runners.map((use) => use.usual),
    ...rest.map((use) => use.own),
    // Tools of a language that the project has no file in are no tools of the project.
    ...rest.filter(({ weight }) => weight > 0).map((use) => use.usual),
  ];
  const commands: Commands = {};
  for (const kind of KINDS) {
    const command = told.map((some) => some?.[kind]).find((command) => command !== undefined && isHarmless(command));
    if (command !== undefined) commands[kind] = command;
  }
  return commands;
}

/** The last look at a command: whatever made it, it is short and on one line. */
function isHarmless(command: string): boolean {
  return /^[ -~]{1,200}$/.test(command);
}
