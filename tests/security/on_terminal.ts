/**
 * The command on a real terminal, as `script` of util-linux makes one.
 * @module
 */
import { CLI, send } from "../integration/cli_harness.ts";

/** Whether there is such a `script`. */
export function canScript(): boolean {
  try {
    const { stdout } = new Deno.Command("script", { args: ["--version"], stderr: "null" }).outputSync();
    return new TextDecoder().decode(stdout).includes("util-linux");
  } catch {
    return false;
  }
}

/** Runs the command to its end on a terminal of 100 columns without colour; what is typed is `typed`. */
export async function onTerminal(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  typed = "",
): Promise<{ code: number; raw: string }> {
  const flags = ["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net=127.0.0.1"];
  const command = [Deno.execPath(), "run", "--no-prompt", ...flags, CLI, ...args].map(quote).join(" ");
  const child = new Deno.Command("script", {
    args: ["-qec", `stty cols 100 rows 40; exec ${command}`, "/dev/null"],
    cwd,
    env: { TERM: "xterm", NO_COLOR: "1", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const guard = setTimeout(() => send(child, "SIGKILL"), 60_000);
  const keyboard = child.stdin.getWriter();
  await keyboard.write(new TextEncoder().encode(typed));
  const { code, stdout } = await child.output();
  clearTimeout(guard);
  await keyboard.close().catch(() => {});
  return { code, raw: new TextDecoder().decode(stdout) };
}

/** A word as a shell takes it. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
