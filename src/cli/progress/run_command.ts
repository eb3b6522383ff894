import { remote } from "../../config/environment.ts";
import { StoreError } from "../../errors.ts";
import { variableOf } from "../../llm/key.ts";
import { providers } from "../../providers.ts";
import { asStoreError } from "../../store/files.ts";
import { listen } from "./listen.ts";

/** What became of a command. */
export interface Ran {
  /** Its exit status; 124 where its time was up, as `timeout` has it. */
  exitStatus: number;
  timedOut: boolean;
  /** The end of what it said, on both streams, as it came. */
  output: string;
}

/** How long to wait for the output of what a command has left running. */
const PATIENCE_MS = 1000;

/** A model wrote the command: the user's keys are not for it. Empty, since which are set may be nothing that we can know. */
const NO_KEYS = Object.fromEntries(remote(providers).map((name) => [variableOf(name), ""]));

/**
 * Runs a command of a plan in a shell, without the keys of providers, with nothing to read and a limit of time. When that is
 * over, or the user stops us, its process group is ended; what has left that group is not waited for.
 *
 * @throws {StoreError} If the shell may not be run.
 */
export async function runCommand(
  command: string,
  { root, seconds, signal }: { root: string; seconds: number; signal: AbortSignal },
): Promise<Ran> {
  const windows = Deno.build.os === "windows";
  const [shell, ...args] = windows ? ["cmd", "/d", "/s", "/c", command] : ["sh", "-c", command];
  let child: Deno.ChildProcess;
  signal.throwIfAborted();
  try {
    // A group of its own, so that all of it can be ended.
    child = new Deno.Command(shell, {
      args,
      cwd: root,
      env: NO_KEYS,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: !windows,
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) {
      throw new StoreError(
        `Cannot run "${shell}": this process has no permission for it`,
        root,
        `Allow it with --allow-run=${shell}, before the script's name.`,
      );
    }
    throw asStoreError(error, root, "run a command in", "", "--root");
  }
  let timedOut = false;
  const end = async () => {
    try {
      if (windows) child.kill("SIGKILL");
      else await new Deno.Command("sh", { args: ["-c", `kill -s KILL -- -${child.pid}`], stderr: "null" }).output();
    } catch {
      // It has ended by itself in this moment.
    }
  };
  const timer = setTimeout(() => {
    timedOut = true;
    void end();
  }, seconds * 1000);
  const stop = () => void end();
  signal.addEventListener("abort", stop);
  try {
    const listening = listen(child.stdout, child.stderr);
    const { code } = await child.status;
    clearTimeout(timer);
    // What it has left running would hold its output open.
    await end();
    const output = await listening.text(PATIENCE_MS);
    signal.throwIfAborted();
    return { exitStatus: timedOut ? 124 : code, timedOut, output };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
