/**
 * The command line in this process, on real files: for tests that run hundreds of commands.
 * @module
 */
import { main } from "../../src/cli/main.ts";
import type { Result } from "./cli_harness.ts";

/** Runs a command; `folder` is where it looks for configuration. */
export async function command(
  folder: string,
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<Omit<Result, "signal">> {
  const config = `${folder}/empty.yaml`;
  Deno.writeTextFileSync(config, "output_dir: ./docs\n");
  let [stdout, stderr] = ["", ""];
  const code = await main([...args, "--config", config], {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    stdin: () => new Blob([]).stream(),
    interactive: false,
    colour: false,
    signal,
    env: () => undefined,
    mayRead: () => false,
    mayConnect: () => false,
    mayReadPath: () => true,
    mayWrite: () => true,
  });
  return { code, stdout, stderr };
}
