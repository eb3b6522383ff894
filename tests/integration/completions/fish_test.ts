import assert from "node:assert/strict";
import { done, inFolder } from "../cli_harness.ts";
import { CASES, plain, prepare } from "./cases.ts";
import { printed, testWith } from "./shells.ts";

/** Prints what is given for each line, the lines of one behind a mark. */
const CALL = `
source $argv[1]
alias dv=devussy
for line in $argv[2..-1]
    echo "> $line"
    complete -C $line
end
`;

/** What is given for each line, with the descriptions behind a tab. */
async function complete(dir: string, lines: readonly string[]): Promise<string[][]> {
  const script = `${dir}.fish`;
  await Deno.writeTextFile(script, (await done(dir, ["completions", "fish"])).stdout);
  try {
    const { stdout, stderr } = await printed("fish", ["--no-config", "-c", CALL, script, ...lines], {
      cwd: dir,
      env: { HOME: dir },
    });
    assert.equal(stderr, "");
    return stdout.split(/^> .*\n/m).slice(1).map((part) => part.split("\n"));
  } finally {
    await Deno.remove(script);
  }
}

testWith(["fish"], "fish completes commands, options, values and paths", () =>
  inFolder(async (dir) => {
    await prepare(dir);
    const given = await complete(dir, CASES.map(({ words }) => words.join(" ")));
    CASES.forEach(({ words, gives }, at) => {
      const names = given[at]?.map((line) => line.split("\t")[0] ?? "") ?? [];
      assert.deepEqual(plain(names), gives, words.join(" "));
    });
  }));

testWith(
  ["fish"],
  "fish says what a command and an option do, and completes --option=value",
  () =>
    inFolder(async (dir) => {
      const given = await complete(dir, ["devussy lin", "devussy lint --fi", "devussy lint --format=s"]);
      assert.deepEqual(given.map(([first]) => first), [
        "lint\tcheck plans: what is missing, dangling, vague, unsafe",
        "--fix\tmend what is mechanical: numbers, ids given twice, references to renamed steps",
        "--format=sarif\ttext (the default), json, sarif or github",
      ]);
    }),
);
