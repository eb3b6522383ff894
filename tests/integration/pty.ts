/**
 * The real command on a terminal: a pseudo terminal of the system, through python3, which Deno cannot make itself.
 * @module
 */
import { CLI, send, type Setup } from "./cli_harness.ts";

const SPAWN = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])) & 255)";

/** Whether there are terminals to be made. */
export const HAS_PTY: boolean = Deno.build.os !== "windows" &&
  await new Deno.Command("python3", { args: ["-c", "import pty"], stdout: "null", stderr: "null" }).output()
    .then(({ success }) => success, () => false);

/** A command that runs on a terminal. */
export interface Talk {
  /** Waits until something new says this; fails where the command ends before. */
  until(marker: string): Promise<void>;
  /** Types keys: `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D. */
  type(keys: string): Promise<void>;
  /** Ends the command with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Waits for its end: the exit code and all that the terminal showed. */
  end(): Promise<{ code: number; screen: string }>;
}

/** Starts the command on a terminal. */
export function onTerminal(dir: string, args: readonly string[], { env, flags }: Setup = {}): Talk {
  const allowed = flags ?? [`--allow-read=${dir}`, `--allow-write=${dir}`];
  const command = [Deno.execPath(), "run", "--no-prompt", "--no-check", ...allowed, CLI, ...args];
  const child = new Deno.Command("python3", {
    // The shell's process becomes the command's: its number is known then.
    args: ["-c", SPAWN, "sh", "-c", 'echo $$ > .pid; exec "$0" "$@"', ...command],
    cwd: dir,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    ...(env === undefined ? {} : { env }),
  }).spawn();
  const guard = setTimeout(() => send(child, "SIGKILL"), 60_000);
  const writer = child.stdin.getWriter();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let screen = "";
  let seen = 0;
  const more = async () => {
    const { done, value } = await reader.read();
    if (!done) screen += value;
    return !done;
  };
  return {
    async until(marker) {
      while (!screen.includes(marker, seen)) {
        if (!await more()) throw new Error(`"${marker}" did not come up in:\n${screen}`);
      }
      seen = screen.indexOf(marker, seen) + marker.length;
    },
    async type(keys) {
      await writer.write(new TextEncoder().encode(keys));
    },
    async kill() {
      Deno.kill(Number(Deno.readTextFileSync(`${dir}/.pid`)), "SIGKILL");
      await child.status;
    },
    async end() {
      while (await more());
      const { code } = await child.status;
      clearTimeout(guard);
      await writer.close().catch(() => {});
      return { code, screen };
    },
  };
}
