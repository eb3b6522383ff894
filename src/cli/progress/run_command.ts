import { StoreError } from "../../errors.ts";
import { asStoreError } from "../../store/files.ts";

/** What became of a command. */
export interface Ran {
  /** Its exit status; 124 where its time was up, as `timeout` has it. */
  exitStatus: number;
  timedOut: boolean;
  /** The end of what it said, on both streams, as it came. */
  output: string;
}

/** More of an output is not kept: the end tells what went wrong. */
const MOST_BYTES = 1 << 20;

/**
 * Runs a command of a plan in a shell, with nothing to read and a limit of time. When that is over, or the user stops us, it
 * is ended with all that it has started.
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
    const heard: Uint8Array[] = [];
    let size = 0;
    const listen = async (stream: ReadableStream<Uint8Array>) => {
      for await (const piece of stream) {
        heard.push(piece);
        size += piece.length;
        while (size - (heard[0]?.length ?? 0) > MOST_BYTES) size -= heard.shift()?.length ?? 0;
      }
    };
    const listening = Promise.all([listen(child.stdout), listen(child.stderr)]);
    const { code } = await child.status;
    // What it has left running would hold its output open.
    await end();
    await listening;
    signal.throwIfAborted();
    const bytes = new Uint8Array(await new Blob(heard as BlobPart[]).arrayBuffer());
    return { exitStatus: timedOut ? 124 : code, timedOut, output: new TextDecoder().decode(bytes.slice(-MOST_BYTES)) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
