import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../../../src/errors.ts";
import { parseConfig } from "../../../src/config/parse.ts";
import { throwProblems } from "../../../src/config/problem.ts";
import { parseEnvFile } from "../../../src/config/env_file.ts";
import { providers } from "../../../src/providers.ts";
import { settled } from "./given.ts";

const DEFAULTS = await Deno.readTextFile(new URL("../../../config/config.yaml", import.meta.url));
/** All keys in force, also those that are commented out. */
const ALL = DEFAULTS.replace(/^( *)# ( *[\w/.-]+:(?: \S.*)?)$/gm, "$1$2").replace(/^ *#.*\n/gm, "");
const RUNS = { numRuns: 300 };

/** Reads a text as a run does: settings, or the error that the user sees. */
async function outcome(text: string): Promise<ConfigError | undefined> {
  const { layer, problems } = await parseConfig({ path: "config/config.yaml", text, project: true }, providers);
  try {
    throwProblems(problems);
    settled(layer);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error;
  }
}

function assertTold(error: ConfigError): void {
  for (const line of [error.message, error.hint, ...error.problems]) {
    assert.doesNotMatch(line, /[\n\r\0]|undefined|\bat .*:\d+:\d+\)/, line);
  }
  assert.ok(error.problems.length > 0);
  for (const problem of error.problems) assert.match(problem, /^(?:config\/config\.yaml:\d+:\d+[: ]|and \d+ more$)/);
}

Deno.test("a configuration that is mutated anywhere is settings or one error with places", async () => {
  const piece = fc.constantFrom(
    "\t",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "|",
    ">",
    "&a ",
    "*a",
    "!!",
    "#",
    "\n",
    "\n---\n",
    "%",
    "@",
    "`",
    "? ",
    "\0",
    "\u2028",
    "\ud800",
    "${X}",
    "__proto__: 1\n",
    "<<: ",
    "1e999",
    "\ufeff",
    "  ",
    "~",
  ); // deno-fmt-ignore
  const edit = fc.record({ at: fc.nat(), remove: fc.nat(12), insert: fc.oneof(piece, fc.string({ maxLength: 6 })) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      let text = ALL;
      for (const { at, remove, insert } of edits) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + insert + text.slice(place + remove);
      }
      const error = await outcome(text);
      if (error !== undefined) assertTold(error);
    }),
    RUNS,
  );
});

/** A wrong line for each of some keys, in a place of its own. */
const FAULTS: readonly [line: string, problem: RegExp][] = [
  ["concurrency: many", / concurrency: expected a whole number from 1 to 64, got "many"/],
  ["output_dir: ../x", / output_dir: expected a folder inside/],
  ["default_provider: opnai", / default_provider: expected one of .*did you mean "openai"/],
  ["fallback: [skynet]", / fallback: expected provider/],
  ["templates:", / templates: expected a folder's path, got nothing/],
  ["state_dir: ${STATE}", / state_dir: .*\$\{STATE\}/],
  ["repair: {max_rounds: 99}", / repair\.max_rounds: .*from 0 to 10, got 99/],
  ["budget: {max_usd: free}", / budget\.max_usd: .*got "free"/],
  ["stages: {desing: {}}", / stages\.desing: unknown key; did you mean "design"/],
  ["llm_providers: {openai: {temperature: 3, timeout: -1}}", / llm_providers\.openai\.temperature: .*got 3/],
  ["prices: {a/b: {}}", / prices\."a\/b": unknown key/],
  ["max_tokens: 5", / max_tokens: unknown key/],
  ["lint: {min_score: 101, rules: {vage: {severity: error}}}", / lint\.rules\.vage: .*did you mean "vague"/],
];

Deno.test("all faults of a configuration are reported, each with its line", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...FAULTS], { minLength: 1 }), async (faults) => {
      const error = await outcome(faults.map(([line]) => `${line}\n`).join(""));
      assert.ok(error !== undefined);
      assertTold(error);
      for (const [at, [line, problem]] of faults.entries()) {
        const own = error.problems.filter((text) => text.startsWith(`config/config.yaml:${at + 1}:`));
        assert.ok(own.some((text) => problem.test(text)), `${line}\n${error.problems.join("\n")}`);
      }
      const more = faults.filter(([line]) => /timeout|min_score/.test(line)).length;
      assert.equal(error.problems.length, faults.length + more);
      assert.match(
        error.message,
        faults.length + more === 1 ? /^Cannot use the configuration: config/ : /\d+ problems, the first: /,
      );
    }),
    RUNS,
  );
});

Deno.test("the text of any file is settings or one error", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 400 }), async (text) => {
      const error = await outcome(text);
      if (error !== undefined) assertTold(error);
      parseEnvFile(text, ".env", providers);
    }),
    RUNS,
  );
});

Deno.test("a file of another kind has its first hundred problems listed", async () => {
  const error = await outcome(Array.from({ length: 3000 }, (_, at) => `key${at}: 1\n`).join(""));
  assert.equal(error?.problems.length, 101);
  assert.equal(error?.problems.at(-1), "and 2900 more");
});
