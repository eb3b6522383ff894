import assert from "node:assert/strict";
import { done, inFolder } from "../cli_harness.ts";
import { CASES, plain, prepare } from "./cases.ts";
import { testWith, typeInto } from "./shells.ts";

/** Remembers what is offered; answers with the line, and behind a bar with all that was offered for it. */
const ANSWER = `
LISTMAX=10000
PS1='> '
unset zle_bracketed_paste
offered=()
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a found
  builtin compadd -O found "$@"
  offered+=($found)
  builtin compadd "$@"
}
answer() { print -rn -- "<<<$BUFFER|\${(pj:\\t:)offered}>>>"; offered=() BUFFER=''; }
ready() { zle -D zle-line-init; print -n '<<<ready>>>'; }
zle -N answer
zle -N zle-line-init ready
bindkey '^Xe' answer
`;

/** The ways to install the script. */
const INSTALLED: Readonly<Record<string, string>> = {
  "sourced": "autoload -Uz compinit; compinit -u -D; source .rc/_devussy",
  "in a folder of fpath": "fpath=($PWD/.rc $fpath); autoload -Uz compinit; compinit -u -D",
};

/** Types lines, TAB behind each; gives what became of them and what was offered. */
async function complete(dir: string, setup: string, lines: readonly string[]) {
  await Deno.mkdir(`${dir}/.rc`);
  await Deno.writeTextFile(`${dir}/.rc/_devussy`, (await done(dir, ["completions", "zsh"])).stdout);
  await Deno.writeTextFile(`${dir}/.rc/.zshrc`, setup + ANSWER);
  const { answers, screen } = await typeInto(["zsh", "-d", "-i"], lines.map((line) => `${line}\t\x18e`), {
    cwd: dir,
    env: { ZDOTDIR: `${dir}/.rc` },
  });
  assert.equal(answers.length, lines.length, screen);
  return answers.map((answer) => {
    const at = answer.indexOf("|");
    return { line: answer.slice(0, at), offered: plain(answer.slice(at + 1).split("\t")) };
  });
}

for (const [how, setup] of Object.entries(INSTALLED)) {
  testWith(
    ["zsh", "script"],
    `zsh completes commands, options, values and paths when the script is ${how}`,
    () =>
      inFolder(async (dir) => {
        await prepare(dir);
        const given = await complete(dir, `${setup}\nalias dv=devussy`, CASES.map(({ words }) => words.join(" ")));
        CASES.forEach(({ words, gives }, at) => assert.deepEqual(given[at]?.offered, gives, words.join(" ")));
      }),
  );
}

testWith(
  ["zsh", "script"],
  "zsh writes what is meant, quotes names with spaces, knows an alias of a long command",
  () =>
    inFolder(async (dir) => {
      await prepare(dir);
      const setup = `${INSTALLED.sourced}
alias devussy='deno run --allow-read=. --allow-write=docs cli.ts'
setopt complete_aliases
`;
      const lines: readonly [typed: string, becomes: string][] = [
        ["devussy stat", "devussy status "],
        ["devussy lint --for", "devussy lint --format="],
        ["devussy lint --format=sa", "devussy lint --format=sarif "],
        ["devussy run-full-pipeline --brief my", "devussy run-full-pipeline --brief my\\ brief.md "],
        ['devussy run-full-pipeline --brief "my', 'devussy run-full-pipeline --brief "my brief.md" '],
        ["devussy run-full-pipeline --output-dir so", "devussy run-full-pipeline --output-dir some\\ folder/"],
        ["devussy status --plan some\\ folder/", "devussy status --plan some\\ folder/inside.md "],
      ];
      const given = await complete(dir, setup, lines.map(([typed]) => typed));
      assert.deepEqual(given.map(({ line }) => line), lines.map(([, becomes]) => becomes));
    }),
);
