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
  const { commands: own, files, frameworks } = existing;
  const { build: _build, ...table } = all;
  const usual = table.test === "npx jest" && frameworks.includes("Vite")
    ? { ...table, test: "npx vitest run", testOne: "npx vitest run {test}" }
    : table;
  const { test = usual.test } = own;
  const runner = usual.testOne.split(" ").find((word) => !/^(?:npx|python3?|-m|bundle|exec|run)$/.test(word)) ?? "";
  const isItsWay = own.test === undefined || test.split(" ").includes(runner) && !TASK.test(usual.testOne);
  const testOne = own.testOne ?? (isItsWay ? usual.testOne : test);
  // Where no manifest lies at the root, nothing is installed from there.
  const noSetup = TASK.test(usual.setup) || usual.setup.startsWith("npm ") && !files.includes("package.json") ||
    existing.manifests.length > 0 && existing.manifests[0]?.includes("/") === true;
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
  return files.includes(entry) ? usual.replace(MODULE, `$1${moduleOf(entry)}`) : undefined;
}

const MODULE = /(\buvicorn (?:--\S+ )*|--app )[A-Za-z_][\w.]*/;

function moduleOf(entry: string): string {
  return entry.replace(/\.\w+$/, "").replaceAll("/", ".");
}
