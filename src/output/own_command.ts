import { shellWord } from "../text.ts";

/** A command line of ours, to be read by people and run by agents: `devussy done 2.3 --run --yes`. */
export function ownCommand(words: string, planFile?: string): string {
  return `devussy ${words}${planFile === undefined ? "" : ` --plan ${shellWord(planFile)}`}`;
}
