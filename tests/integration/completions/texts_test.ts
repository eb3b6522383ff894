import assert from "node:assert/strict";
import { render, type Shell } from "../../../src/cli/completions/mod.ts";
import type { TypedCommand } from "../../../src/cli/completions/surface.ts";
import { filesIn, inFolder } from "../cli_harness.ts";
import { printed, testWith, typeInto } from "./shells.ts";

/** What a shell may take for something else than text. */
const TEXT = 'it\'s "so": $HOME, `touch one`, $(touch two); [x] {a,b} \\d \\\\ * ? ~ # %F{red} & | > three < !! é';

const OPTIONS = [
  { name: "--plan", help: TEXT, value: "FILE", takes: "file", many: false },
  { name: "--add", help: TEXT, value: TEXT, takes: ["one", "two"], many: true },
] as const;

const SURFACE: readonly TypedCommand[] = [
  { name: "make", summary: TEXT, options: OPTIONS },
  { name: "move", summary: TEXT, options: OPTIONS },
];

/** Runs a test in a folder that holds the script; the script may make no other file there. */
async function withScript(shell: Shell, test: (dir: string) => Promise<void>): Promise<void> {
  await inFolder(async (dir) => {
    await Deno.writeTextFile(`${dir}/script`, render(shell, SURFACE));
    await test(dir);
    assert.deepEqual(Object.keys(await filesIn(dir)), ["script"]);
  });
}

testWith(["bash"], "bash takes texts of declarations for nothing but text", () =>
  withScript("bash", async (dir) => {
    const call = ". ./script; COMP_WORDS=(devussy make --); COMP_CWORD=2; _devussy; echo ${COMPREPLY[*]}";
    const { stdout, stderr } = await printed("bash", ["--norc", "-c", call], { cwd: dir });
    assert.deepEqual([stdout, stderr], ["--plan --add\n", ""]);
  }));

testWith(["fish"], "fish shows texts of declarations as they are", () =>
  withScript("fish", async (dir) => {
    const call = "source script; complete -C 'devussy mak'; complete -C 'devussy make --pl'";
    const { stdout, stderr } = await printed("fish", ["--no-config", "-c", call], { cwd: dir, env: { HOME: dir } });
    assert.deepEqual([stdout, stderr], [`make\t${TEXT}\n--plan\t${TEXT}\n`, ""]);
  }));

testWith(["zsh", "script"], "zsh shows texts of declarations as they are", () =>
  withScript("zsh", async (dir) => {
    const setup = "autoload -Uz compinit; compinit -u -D; source ./script; PS1='> '; " +
      "answer() { print -n '<<<done>>>'; BUFFER=''; }; zle -N answer; bindkey '^Xe' answer; " +
      "ready() { zle -D zle-line-init; print -n '<<<ready>>>'; }; zle -N zle-line-init ready";
    // On a file of its own for zsh, as all that is typed comes back on the screen.
    const rc = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${rc}/.zshrc`, setup);
      const { screen } = await typeInto(["zsh", "-d", "-i"], ["devussy \t\t\x18e", "devussy make --\t\t\x18e"], {
        cwd: dir,
        env: { ZDOTDIR: rc, LANG: "C.UTF-8" },
      });
      // One line for those that have the same text: one for the commands, one for the options.
      assert.equal(screen.split(`  -- ${TEXT}`).length, 3, screen);
    } finally {
      await Deno.remove(rc, { recursive: true });
    }
  }));
