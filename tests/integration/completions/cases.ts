/**
 * What TAB must give, the same in all shells.
 * @module
 */
import { write } from "../cli_harness.ts";

/** A line with the cursor at its end. */
export interface Case {
  /** Its words; the last is what is begun. */
  words: readonly string[];
  /** All that may stand there, without what a shell quotes or adds at the end of a folder's name. */
  gives: readonly string[];
}

/** Lines that are completed in a folder that {@linkcode prepare} made. */
export const CASES: readonly Case[] = [
  { words: ["devussy", "sta"], gives: ["start", "status"] },
  { words: ["devussy", "run-"], gives: ["run-full-pipeline"] },
  { words: ["devussy", "nothing-such"], gives: [] },
  { words: ["devussy", "nothing-such", "--fo"], gives: [] },
  { words: ["devussy", "lint", "--for"], gives: ["--format"] },
  { words: ["devussy", "lint", "--format", ""], gives: ["github", "json", "sarif", "text"] },
  { words: ["devussy", "lint", "--fix", "--format", "s"], gives: ["sarif"] },
  { words: ["devussy", "trace", "--format", "c"], gives: ["csv"] },
  { words: ["devussy", "export", "--format", "open"], gives: ["openspec"] },
  { words: ["devussy", "export", "--tru"], gives: ["--trust-project"] },
  { words: ["devussy", "status", "--no-c"], gives: ["--no-color"] },
  { words: ["devussy", "status", "--form"], gives: [] },
  { words: ["devussy", "run-full-pipeline", "--brief", ""], gives: ["my brief.md", "plain.md", "some folder"] },
  { words: ["devussy", "run-full-pipeline", "--brief", "my"], gives: ["my brief.md"] },
  { words: ["devussy", "run-full-pipeline", "--output-dir", ""], gives: ["some folder"] },
  { words: ["devussy", "run-full-pipeline", "--name", ""], gives: [] },
  { words: ["devussy", "run-full-pipeline", "--provider", "au"], gives: ["auto"] },
  { words: ["devussy", "run-full-pipeline", "--provider", "open"], gives: ["openai", "openrouter"] },
  { words: ["devussy", "run-full-pipeline", "--fallback", "off"], gives: ["offline"] },
  { words: ["devussy", "lint", "pl"], gives: ["plain.md"] },
  { words: ["devussy", "import", "so"], gives: ["some folder"] },
  { words: ["devussy", "import", "pl"], gives: [] },
  { words: ["devussy", "help", "ver"], gives: ["verify", "version"] },
  { words: ["devussy", "completions", "f"], gives: ["fish"] },
  { words: ["dv", "sta"], gives: ["start", "status"] },
];

/** Makes the files that the lines find. */
export async function prepare(dir: string): Promise<void> {
  await write(dir, { "my brief.md": "", "plain.md": "", "some folder/inside.md": "" });
}

/** What a shell gave, as the cases name it: sorted, once each, without quotes and the slash behind a folder. */
export function plain(given: readonly string[]): string[] {
  const names = given.filter((name) => name !== "").map((name) => name.replaceAll("\\", "").replace(/\/$/, ""));
  return [...new Set(names)].sort();
}
