/**
 * A terminal for a command, from script(1) of util-linux: what the command does when somebody sits before it.
 * @module
 */
import assert from "node:assert/strict";

/** Why there is no such terminal here; empty where there is one. */
export const absence: string = Deno.build.os !== "linux"
  ? "script(1) of Linux is needed"
  : await works("script", ["-qec", "true", "/dev/null"])
  ? ""
  : "script(1) is not installed";

/** Long enough for any machine: after that a command is ended, which only turns a hang into a failure. */
const HANG_MS = 60_000;

/** Whether a program starts and succeeds. */
export async function works(program: string, args: readonly string[]): Promise<boolean> {
  try {
    const streams = { stdin: "null", stdout: "null", stderr: "null" } as const;
    return (await new Deno.Command(program, { args: [...args], ...streams }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A command on a terminal. */
export interface OnTerminal {
  /** Waits until all that was shown matches; the match. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  /** Types. */
  type(text: string): Promise<void>;
  /** Types now and then until all that was shown matches: Deno throws away what is typed before it listens. */
  insist(text: string, pattern: RegExp): Promise<void>;
  /** Waits for the end. */
  end(): Promise<{ code: number; shown: string }>;
}

/** Starts a command on a terminal. */
export function onTerminal(
  command: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): OnTerminal {
  const line = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  const child = new Deno.Command("script", {
    args: ["-qec", line, "/dev/null"],
    cwd,
    env: { TERM: "xterm", SHELL: "/bin/sh", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const guard = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const writer = child.stdin.getWriter();
  let shown = "";
  const more = async () => {
    const { done, value } = await reader.read();
    shown += value ?? "";
    return !done;
  };
  const until = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(shown);
      if (found !== null) return found;
      assert.ok(await more(), `it ended without ${pattern}: ${shown}`);
    }
  };
  const type = (text: string) => writer.write(new TextEncoder().encode(text));
  return {
    until,
    type,
    async insist(text, pattern) {
      const typing = setInterval(() => void type(text).catch(() => {}), 300);
      await until(pattern).finally(() => clearInterval(typing));
    },
    async end() {
      while (await more());
      const { code } = await child.status;
      clearTimeout(guard);
      await writer.close().catch(() => {});
      return { code, shown };
    },
  };
}
