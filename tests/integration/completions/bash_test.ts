import assert from "node:assert/strict";
import { done, inFolder } from "../cli_harness.ts";
import { CASES, plain, prepare } from "./cases.ts";
import { printed, testWith, typeInto } from "./shells.ts";

/** Reads lines of words and prints what is given for each; `<>` is a word that nothing is typed of yet. */
const CALL = `
source "$SCRIPT" || exit
complete -F _devussy dv
while IFS= read -r line; do
  IFS=$'\\x1f' read -r -a COMP_WORDS <<< "$line"
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  [[ \${COMP_WORDS[COMP_CWORD]} == '<>' ]] && COMP_WORDS[COMP_CWORD]=''
  _devussy
  (IFS=$'\\x1f'; printf '%s\\n' "\${COMPREPLY[*]}")
done <<< "$LINES_OF_WORDS"
`;

/** Calls the function for lines of words, each as bash itself would. */
async function complete(dir: string, lines: readonly (readonly string[])[], options: string[] = []) {
  const script = `${dir}.bash`;
  await Deno.writeTextFile(script, (await done(dir, ["completions", "bash"])).stdout);
  try {
    const env = {
      SCRIPT: script,
      LINES_OF_WORDS: lines.map((words) => words.map((word) => word || "<>").join("\x1f")).join("\n"),
    };
    const { stdout, stderr } = await printed("bash", ["--norc", "--noprofile", ...options, "-c", CALL], {
      cwd: dir,
      env,
    });
    assert.equal(stderr, "");
    return stdout.trimEnd().split("\n").map((line) => line.split("\x1f"));
  } finally {
    await Deno.remove(script);
  }
}

testWith(["bash"], "bash completes commands, options, values and paths", () =>
  inFolder(async (dir) => {
    await prepare(dir);
    // Some people's shells fail on what is not set.
    for (const strict of [[], ["-u"]]) {
      const given = await complete(dir, CASES.map(({ words }) => words), strict);
      CASES.forEach(({ words, gives }, at) => assert.deepEqual(plain(given[at] ?? []), gives, words.join(" ")));
    }
  }));

testWith(
  ["bash"],
  "bash completes --option=value when it takes that for three words, and for one",
  () =>
    inFolder(async (dir) => {
      await prepare(dir);
      const given = await complete(dir, [
        ["devussy", "lint", "--format", "="],
        ["devussy", "lint", "--format", "=", "s"],
        ["devussy", "lint", "--format=s"],
        ["devussy", "lint", "--plan=my"],
      ]);
      const sorted = given.map(plain);
      assert.deepEqual(sorted, [["github", "json", "sarif", "text"], ["sarif"], ["--format=sarif"], [
        "--plan=my brief.md",
      ]]);
    }),
);

testWith(
  ["bash", "script"],
  "bash on a terminal completes what is typed, quotes names with spaces, knows an alias",
  () =>
    inFolder(async (dir) => {
      await prepare(dir);
      const { stdout } = await done(dir, ["completions", "bash"]);
      await Deno.mkdir(`${dir}/.rc`);
      await Deno.writeTextFile(
        `${dir}/.rc/bash`,
        `${stdout}
alias dv=devussy
complete -F _devussy dv
bind 'set enable-bracketed-paste off'
bind 'set bell-style none'
answer() { printf '<<<%s>>>' "$READLINE_LINE"; READLINE_LINE=''; }
bind -x '"\\C-xe": answer'
PS1='<<<ready>>>'
`,
      );
      const lines: readonly [typed: string, becomes: string][] = [
        ["devussy stat\t", "devussy status "],
        ["dv stat\t", "dv status "],
        ["devussy lint --for\t", "devussy lint --format "],
        ["devussy lint --format=sa\t", "devussy lint --format=sarif "],
        ["devussy run-full-pipeline --brief my\t", "devussy run-full-pipeline --brief my\\ brief.md "],
        ["devussy run-full-pipeline --brief my\\ b\t", "devussy run-full-pipeline --brief my\\ brief.md "],
        ['devussy run-full-pipeline --brief "my b\t', 'devussy run-full-pipeline --brief "my brief.md" '],
        ["devussy run-full-pipeline --output-dir=so\t", "devussy run-full-pipeline --output-dir=some\\ folder/"],
        ["devussy status --plan some\\ folder/\t", "devussy status --plan some\\ folder/inside.md "],
      ];
      const { answers, screen } = await typeInto(
        ["bash", "--noprofile", "--rcfile", ".rc/bash", "-i"],
        lines.map(([typed]) => `${typed}\x18e`),
        { cwd: dir },
      );
      assert.deepEqual(answers, lines.map(([, becomes]) => becomes), screen);
    }),
);
