/**
 * The command line: `deno run cli.ts COMMAND`.
 *
 * @example
 * ```sh
 * deno run --allow-read=. --allow-write=docs cli.ts run-full-pipeline --name "URL shortener"
 * ```
 * @module
 */
import { Stopped } from "./src/cli/failure.ts";
import { main, type Terminal } from "./src/cli/main.ts";
import { closeViews } from "./src/cli/view/open.ts";
import { asStoreError, discardStaged } from "./src/store/files.ts";

/** Writes all of a text before it returns, so that nothing is lost at exit. */
function writeAll(target: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(target.writeSync(bytes));
}

/** Whether something is allowed. Doing what is not would open a prompt on a terminal. */
function allowed(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}

function mayRead(variable: string): boolean {
  return allowed({ name: "env", variable });
}

/** The size of the terminal behind stderr, if there is one that could be drawn on. */
function sizeOfTerminal(): { columns: number; rows: number } {
  try {
    return Deno.consoleSize();
  } catch {
    return { columns: 0, rows: 0 };
  }
}

/** Stops the work at the first signal and the process at the second. */
function listen(controller: AbortController): void {
  const codes: [Deno.Signal, number][] = Deno.build.os === "windows"
    ? [["SIGINT", 130]]
    : [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]];
  for (const [signal, code] of codes) {
    Deno.addSignalListener(signal, () => {
      if (controller.signal.aborted) {
        closeViews();
        discardStaged();
        Deno.exit(code);
      }
      controller.abort(new Stopped(code));
    });
  }
}

if (import.meta.main) {
  const controller = new AbortController();
  listen(controller);
  // What nobody catches ends the process without a word to the views: the cursor must come back all the same.
  addEventListener("unhandledrejection", closeViews);
  addEventListener("error", closeViews);
  const terminal: Terminal = {
    stdout(text) {
      try {
        writeAll(Deno.stdout, text);
      } catch (error) {
        throw error instanceof Deno.errors.BrokenPipe ? error : asStoreError(error, "standard output", "write to");
      }
    },
    stderr(text) {
      try {
        writeAll(Deno.stderr, text);
      } catch {
        // Nobody listens: the work goes on.
      }
    },
    stdin: () => Deno.stdin.readable,
    interactive: Deno.stdin.isTerminal(),
    seen: Deno.stdout.isTerminal(),
    colour: Deno.stderr.isTerminal() && !Deno.noColor,
    signal: controller.signal,
    env: (name) => mayRead(name) ? Deno.env.get(name) : undefined,
    mayRead,
    mayConnect: (host) => allowed({ name: "net", host }),
    mayReadPath: (path) => allowed({ name: "read", path }),
    mayWrite: (path) => allowed({ name: "write", path }),
    ...(Deno.stderr.isTerminal() && !(mayRead("TERM") && Deno.env.get("TERM") === "dumb")
      ? { size: sizeOfTerminal }
      : {}),
  };
  try {
    Deno.exit(await main(Deno.args, terminal));
  } catch (error) {
    // Whoever reads our output has had enough: that is no failure.
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(0);
    throw error;
  }
}
