/**
 * Scripts that complete what is typed behind `devussy`: static text, so that no TAB waits for devussy to start.
 * @module
 */
import { renderBash } from "./bash.ts";
import { renderFish } from "./fish.ts";
import { renderPowerShell } from "./powershell.ts";
import type { TypedCommand } from "./surface.ts";
import { renderZsh } from "./zsh.ts";

/** The shells that there are scripts for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** A shell that there is a script for. */
export type Shell = (typeof SHELLS)[number];

/** How its script is made. Adding a shell: one file, one line here, its name above. */
const RENDERERS: Readonly<Record<Shell, (commands: readonly TypedCommand[]) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
  powershell: renderPowerShell,
};

/** Whether a word names one of the shells. */
export function isShell(word: string): word is Shell {
  return SHELLS.some((shell) => shell === word);
}

/** The script for a shell. */
export function render(shell: Shell, commands: readonly TypedCommand[]): string {
  return RENDERERS[shell](commands);
}
