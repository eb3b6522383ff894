/**
 * A command on a terminal of its own, which Deno cannot make: script(1) of util-linux does.
 * @module
 */
import { quote } from "../src/text.ts";
import { inFolder, send, TIMEOUT } from "./integration/cli_harness.ts";

/** Long enough for any machine: after that a command is ended, which only turns a hang into a failure. */
const HANG = 60_000;

/** Why no terminal can be made here; empty where one can. */
export const noTerminal: string = canScript() ? "" : "this machine has no script(1) of util-linux";

/** How a command's terminal differs from the usual one. */
export interface Screen {
  cwd: string;
  /** Variables besides those of this process; without `NO_COLOR` here the command has none. */
  env?: Readonly<Record<string, string>>;
  /** Default: 80. */
  columns?: number;
  /** Default: 24. */
  rows?: number;
}

/** A command that runs on a terminal. */
export interface Talk {
  /** Waits until this comes up behind what was waited for last; the match. Fails where the command ends before. */
  until(what: string | RegExp): Promise<RegExpExecArray>;
  /** Types keys: `\r` is Enter, `\x03` Ctrl-C, `\x04` Ctrl-D. */
  type(keys: string): Promise<void>;
  /** Types now and then until this comes up: Deno throws away what is typed before its own questions. */
  insist(keys: string, what: string | RegExp): Promise<void>;
  /** Ends the command with SIGKILL, as a crash would. */
  kill(): void;
  /** Waits for its end: the exit code and all that the terminal showed. */
  end(): Promise<{ code: number; screen: string }>;
}

/** Declares a test in a folder of its own; its name says so where it is skipped. */
export function testOnTerminal(name: string, fn: (dir: string) => Promise<void>): void {
  const why = noTerminal === "" ? "" : ` (skipped: ${noTerminal})`;
  Deno.test({ name: name + why, ignore: noTerminal !== "", timeout: TIMEOUT, fn: () => inFolder(fn) });
}

/** Starts a command on a terminal. */
export function onTerminal(
  command: readonly string[],
  { cwd, env = {}, columns = 80, rows = 24 }: Screen,
): Talk {
  const colour = "NO_COLOR" in env ? "" : "unset NO_COLOR; ";
  // The shell's process becomes the command's, so that its number is known.
  const line = `stty cols ${columns} rows ${rows}; ${colour}echo $$; exec ${command.map(quote).join(" ")}`;
  const child = new Deno.Command("script", {
    args: ["-qec", line, "/dev/null"],
    cwd,
    env: { TERM: "xterm", SHELL: "/bin/sh", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const guard = setTimeout(() => send(child, "SIGKILL"), HANG);
  const writer = child.stdin.getWriter();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let raw = "";
  let seen = 0;
  const screen = () => raw.slice(raw.indexOf("\n") + 1);
  const more = async () => {
    const { done, value } = await reader.read();
    raw += value ?? "";
    return !done;
  };
  const until = async (what: string | RegExp) => {
    const pattern = typeof what === "string" ? new RegExp(RegExp.escape(what)) : what;
    for (;;) {
      const found = raw.includes("\n") ? pattern.exec(screen().slice(seen)) : null;
      if (found !== null) {
        seen += found.index + found[0].length;
        return found;
      }
      if (!await more()) throw new Error(`${pattern} did not come up in:\n${screen()}`);
    }
  };
  const type = (keys: string) => writer.write(new TextEncoder().encode(keys));
  return {
    until,
    type,
    async insist(keys, what) {
      const typing = setInterval(() => void type(keys).catch(() => {}), 300);
      await until(what).finally(() => clearInterval(typing));
    },
    kill: () => Deno.kill(parseInt(raw), "SIGKILL"),
    async end() {
      while (await more());
      const { code } = await child.status;
      clearTimeout(guard);
      await writer.close().catch(() => {});
      return { code, screen: screen() };
    },
  };
}

function canScript(): boolean {
  try {
    const { stdout } = new Deno.Command("script", { args: ["--version"], stderr: "null" }).outputSync();
    return new TextDecoder().decode(stdout).includes("util-linux");
  } catch {
    return false;
  }
}
