import type { Step } from "./types.ts";

/** What the names of tests end in, as words in small letters. */
const TEST = /^(?:(?:unit|integration|functional|acceptance|smoke|android|ui|api|load|perf)?tests?|e2e)$/;
const FILE = /^specs?$/;
const FOLDER = /^(?:cypress|playwright)$/;
/** What all other tests have in their paths: most paths are told so, without a look at their words. */
const MAY_BE_TEST = /test|e2e|spec|cypress|playwright/i;
/** What stands beside tests and tests nothing, as the last word of a name. */
const SUPPORT: ReadonlySet<string> = new Set(
  "config data fixture fixtures helper helpers mock mocks resource resources results setup snapshots support util utils"
    .split(" "),
);
/** Texts for people: no test, wherever they lie. */
const PROSE = /\.(?:md|mdx|rst|adoc|org|pdf|docx?)$/i;
/** Data and settings: `test.yml` is a workflow, `api.spec.json` a description. */
const DATA = /\.(?:ya?ml|json5?|jsonc|toml|xml|ini|cfg|conf|lock|env|csv|tsv|txt|svg|png|jpe?g|gif|s?css|less)$/i;
/** What makes tests run and is none: project files, settings of tools, modules that hold no case. */
const BUILD =
  /^(?:package(?:-lock)?\.json|tsconfig[\w.-]{0,40}\.json|CMakeLists\.txt|Makefile|Dockerfile|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|pyproject\.toml|go\.(?:mod|sum)|__init__\.py|conftest\.py|\.\w[\w.-]*)$|\.(?:\wsproj|vbproj|sln|config\.[cm]?[jt]s)$/;
/** Names that nothing else has: Cypress, Maven's failsafe, Erlang's common test, and languages made for tests. */
const OWN =
  /\.(?:cy|it)\.[cm]?[jt]sx?$|[a-z0-9]TestCase\.\w{1,10}$|[a-z0-9]IT\.(?:java|kt|groovy|scala)$|_SUITE\.erl$|\.(?:bats|feature|robot|hurl|t)$/;

/**
 * Whether a path is a test by the customs of the usual languages: by its name (`auth_test.go`, `test_auth.py`,
 * `auth.spec.ts`, `AuthTests.cs`) or by its folder (`tests/`, `__tests__/`, `e2e/`, `spec/`, `src/test/`). Where a
 * name could be either, it counts: who is told that a test is missing should be able to rely on it.
 *
 * @param path A path in the project; a folder ends in `/`.
 */
export function isTestPath(path: string): boolean {
  if (!MAY_BE_TEST.test(path) && !OWN.test(path)) return false;
  const parts = path.replaceAll("\\", "/").split("/");
  // Empty for a folder, which ends in a slash.
  const name = parts.pop() ?? "";
  if (PROSE.test(name) || BUILD.test(name)) return false;
  const data = DATA.test(name);
  if (OWN.test(name) || !data && isTestName(name.replace(/\.[^.]{1,12}$/, ""), FILE)) return true;
  const folders = parts.filter((part) => part !== "");
  // A folder called "spec" may hold descriptions as well.
  const at = folders.findIndex((folder) => isTestName(folder, FOLDER) || !data && /^spec$/i.test(folder));
  return at !== -1 && !folders.slice(at + 1).some((folder) => SUPPORT.has(wordsOf(folder).at(-1) ?? ""));
}

/** Languages whose tests usually stand in the source file itself, with the command that runs them. */
const INLINE = [
  { source: /\.rs$/, command: /\bcargo (?:nextest|test)\b/ },
  { source: /\.zig$/, command: /\bzig (?:build )?test\b/ },
  { source: /\.d$/, command: /\bdub test\b/ },
];

/**
 * What tests the work of a step, as paths: the tests that it leaves behind, as {@linkcode isTestPath} knows them. Where
 * it leaves none: all files of a step of type `test`, or the step itself (`step 2.3`) if it names no file; else the
 * tests that its checks run by name; else its sources, in a language that keeps tests there, if a check runs them.
 */
export function testsOf({ number, type, deliverables, verify }: Step): string[] {
  const paths = deliverables.filter(({ action }) => action !== "delete").map(({ path }) => path);
  const tests = paths.filter(isTestPath);
  if (tests.length > 0) return tests;
  if (type === "test") return paths.length > 0 ? paths : [`step ${number}`];
  const commands = verify.map(({ command = "" }) => command.slice(0, 2000));
  const named = commands.flatMap((command) => command.split(/[\s"'=:]+/)).map((word) => word.replace(/^\.\//, ""))
    // A folder of all tests tells nothing about this step.
    .filter((word) => /\.\w{1,10}$/.test(word) && isTestPath(word));
  if (named.length > 0) return [...new Set(named)];
  return INLINE.filter(({ command }) => commands.some((text) => command.test(text)))
    .flatMap(({ source }) => paths.filter((path) => source.test(path)));
}

/** `UserTests` and `user_test` end in the word, `test_user` begins with it; `latest` and `testimonials` do neither. */
function isTestName(name: string, more: RegExp): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  return TEST.test(last) || more.test(last) || /^tests?$/.test(words[0] ?? "") && !SUPPORT.has(last);
}

function wordsOf(name: string): string[] {
  return name.replaceAll("E2E", "-e2e-").split(/[^\p{L}\p{N}]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/u)
    .filter((word) => word !== "").map((word) => word.toLowerCase());
}
