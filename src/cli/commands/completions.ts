import { UsageError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { oneLine, shorten } from "../../text.ts";
import type { Command } from "../command.ts";
import { isShell, render, SHELLS } from "../completions/mod.ts";
import { surfaceOf } from "../completions/surface.ts";
import { commands } from "./mod.ts";

/** `devussy completions SHELL` */
export const completions: Command = {
  usage: "SHELL [options]",
  options: {},
  examples: [
    "# bash, with its package bash-completion; without it, name the file in ~/.bashrc: source FILE",
    "mkdir -p ~/.local/share/bash-completion/completions",
    "devussy completions bash > ~/.local/share/bash-completion/completions/devussy",
    "# zsh; ~/.zshrc names the folder before compinit runs: fpath=(~/.zfunc $fpath)",
    "mkdir -p ~/.zfunc && devussy completions zsh > ~/.zfunc/_devussy",
    "# zsh, where devussy is an alias: in ~/.zshrc",
    "setopt complete_aliases",
    "# fish; a function named devussy is better than an alias, which also offers what deno takes",
    "devussy completions fish > ~/.config/fish/completions/devussy.fish",
    "# PowerShell; the profile (notepad $PROFILE) names the file: . $HOME/devussy.ps1",
    "devussy completions powershell > $HOME/devussy.ps1",
  ],
  words: 1,
  operands: SHELLS,
  async run(values, [given], io) {
    const shell = shellOf(given);
    const script = render(shell, await surfaceOf(commands));
    io.out(values.on("json") ? JSON.stringify({ schemaVersion: 1, shell, script }, null, 2) : script);
    return 0;
  },
};

function shellOf(given = ""): (typeof SHELLS)[number] {
  if (isShell(given)) return given;
  const all = SHELLS.join(", ");
  const near = nearest(given, SHELLS);
  throw new UsageError(
    given === ""
      ? `Cannot complete without a shell's name: expected one of ${all}, got nothing`
      : `Cannot complete for the shell "${shorten(oneLine(given), 40)}": expected one of ${all}`,
    near === undefined ? "Write, for example, devussy completions bash." : `Did you mean "${near}"?`,
  );
}
