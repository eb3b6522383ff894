/**
 * The commands of a project that is there, and the usual ones where it has none: none that it must have named itself.
 * @module
 */
import { isPlainWord } from "../plan/existing/ecosystem.ts";
import type { Existing } from "../plan/types.ts";
import type { StackCommands } from "./types.ts";

/** Commands that run what a project must have given a name. */
const TASK = /^(?:make|just|composer run|npm (?:run|test|start))\b/;
/** Where a file of such a name is the entry, the project is a library. */
const LIBRARY = /(?:^|\/)(?:index|mod|lib|__init__)\.(?:[cm]?[jt]s|py|rs)$/;
/** A script that Node.js can be given; what else `main` names is for others to import. */
const SCRIPT = /(?:^|\/)(?:main|server|app|cli|start|bot)\.[cm]?[jt]s$/;

/** Its own commands; one test alone is run in the usual way only where that is its way. */
export function commandsIn(existing: Existing, all: StackCommands, usualEntry: string, entry: string): StackCommands {
  const { commands: own, frameworks } = existing;
  const { build: _build, ...table } = all;
  const usual = table.test === "npx jest" && frameworks.includes("Vite")
    ? { ...table, test: "npx vitest run", testOne: "npx vitest run {test}" }
    : table;
  const { test = usual.test } = own;
  const runner = usual.testOne.split(" ").find((word) => !/^(?:npx|python3?|-m|bundle|exec|run)$/.test(word)) ?? "";
  const isItsWay = own.test === undefined || test.split(" ").includes(runner) && !TASK.test(usual.testOne);
  const testOne = own.testOne ?? (isItsWay ? usual.testOne : test);
  const part = partOf(existing);
  if (part !== undefined && own.test === undefined) {
    // Its tools are declared in that folder, and found from there alone.
    const tests = `cd ${part} && ${usual.test}`;
    return { ...usual, setup: tests, lint: tests, run: tests, ...own, test: tests, testOne: tests };
  }
  // Where no manifest lies at the root, nothing is declared there.
  const noSetup = TASK.test(usual.setup) || existing.manifests[0]?.includes("/") !== false;
  return {
    ...usual,
    setup: noSetup ? test : usual.setup,
    // Tools that it does not have check nothing; a library is started by its tests.
    lint: test,
    run: runIn(existing, usual.run, usualEntry, entry) ?? test,
    ...own,
    test,
    testOne,
  };
}

/** The folder of the main manifest, where that is not the root and its name is nothing to a shell. */
function partOf({ manifests: [main = ""] }: Existing): string | undefined {
  const folder = main.slice(0, Math.max(0, main.lastIndexOf("/")));
  return folder !== "" && isPlainWord(folder) ? folder : undefined;
}

/** The usual way to start it; absent where it cannot be started so, such as a library. */
function runIn({ files, manifests }: Existing, usual: string, usualEntry: string, entry: string): string | undefined {
  // A shell would make something else of its name.
  if (files.includes(entry) && !isPlainWord(entry)) return undefined;
  const module = /^python3? -m ([\w.]+)$/.exec(usual)?.[1];
  if (module !== undefined) {
    const main = `${module.replaceAll(".", "/")}/__main__.py`;
    if (files.includes(main) || files.includes(`src/${main}`)) return usual;
    return files.includes(entry) && !LIBRARY.test(entry) ? `python ${entry}` : undefined;
  }
  if (usual.includes(usualEntry)) {
    const isProgram = usual.startsWith("node ") ? SCRIPT.test(entry) : !LIBRARY.test(entry);
    return files.includes(entry) && isProgram ? usual.replace(usualEntry, entry) : undefined;
  }
  // The manifests would have told of a program that these start.
  if (TASK.test(usual) || manifests.length > 0 && /^(?:cargo run|go run|\.\/gradlew run|.*exec:java)\b/.test(usual)) {
    return undefined;
  }
  // `uvicorn shop.main:app` names the module after a project that is new.
  if (!files.includes(entry) || LIBRARY.test(entry)) return undefined;
  // A package that says itself how it is started.
  return MODULE.test(usual) && /\/__main__\.py$/.test(entry)
    ? `python -m ${moduleOf(entry, files).replace(/\.__main__$/, "")}`
    : usual.replace(MODULE, `$1${moduleOf(entry, files)}`);
}

const MODULE = /(\buvicorn (?:--\S+ )*|--app )[A-Za-z_][\w.]*/;

/** The name that a file is imported by: what lies in a package below `src/` is called by the package. */
function moduleOf(entry: string, files: readonly string[]): string {
  const [first, name = ""] = entry.split("/");
  const path = first === "src" && files.includes(`src/${name}/__init__.py`) ? entry.slice("src/".length) : entry;
  return path.replace(/\.\w+$/, "").replaceAll("/", ".");
}
