/**
 * The command on a real terminal, with what a test can allow.
 * @module
 */
import { CLI } from "../integration/cli_harness.ts";
import { onTerminal } from "../terminal.ts";

/** Runs the command to its end on a terminal of 100 columns without colour; what is typed is `typed`. */
export async function runOnTerminal(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  typed = "",
): Promise<{ code: number; screen: string }> {
  const flags = ["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net=127.0.0.1"];
  const command = [Deno.execPath(), "run", "--no-prompt", ...flags, CLI, ...args];
  const talk = onTerminal(command, { cwd, env: { NO_COLOR: "1", ...env }, columns: 100, rows: 40 });
  await talk.type(typed);
  return await talk.end();
}
