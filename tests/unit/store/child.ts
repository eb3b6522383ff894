/**
 * Other processes that use the store.
 * @module
 */
import { fileURLToPath } from "node:url";

/** Starts a script of this folder that may read and write in one folder. */
export function startChild(script: string, dir: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      `--allow-read=${dir}`,
      `--allow-write=${dir}`,
      fileURLToPath(new URL(script, import.meta.url)),
      ...args,
    ],
    cwd: dir,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** What a process has said by its end. */
export async function endOf(child: Deno.ChildProcess): Promise<{ code: number; lines: string[]; stderr: string }> {
  const { code, stdout, stderr } = await child.output();
  const text = new TextDecoder().decode(stdout);
  // A line that a kill has cut was not said.
  return { code, lines: text.split("\n").slice(0, -1), stderr: new TextDecoder().decode(stderr) };
}
