/**
 * A log that is on its way to disk when a line was written: nothing waits in the process.
 * @module
 */
import { isAbsolute } from "node:path";
import { StoreError } from "../errors.ts";
import { asStoreError } from "./files.ts";

/** A log to which lines are added. */
export interface LogFile {
  /** Adds a line. Throws a {@linkcode StoreError} if it cannot be written. */
  write(line: string): void;
  /** Ends it; again is no harm. */
  close(): void;
}

/**
 * Opens a log at its end; makes it, readable for its owner only, where there is none.
 *
 * @throws {StoreError} If it cannot be written.
 */
export function openLogFile(path: string): LogFile {
  let file: Deno.FsFile;
  try {
    refuseLink(path);
    refusePipe(path);
    file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
  } catch (error) {
    throw asStoreError(error, path, "write", "the log ", "--log-file");
  }
  let open = true;
  return {
    write(line) {
      try {
        let bytes = new TextEncoder().encode(`${line}\n`);
        while (bytes.length > 0) bytes = bytes.subarray(file.writeSync(bytes));
      } catch (error) {
        throw asStoreError(error, path, "write", "the log ", "--log-file");
      }
    },
    close() {
      if (open) file.close();
      open = false;
    },
  };
}

/**
 * A permission to write follows links: one that came with a project could lead the lines into any file of the user's. Who
 * writes out the whole path means what is there, such as `/dev/stderr`.
 */
function refuseLink(path: string): void {
  if (isAbsolute(path) || !isLink(path)) return;
  throw new StoreError(
    `Cannot write the log "${path}": it is a symbolic link, expected a plain file`,
    path,
    "Remove the link, or name the whole path of the file that it leads to.",
  );
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch {
    // Not there, or not to be looked at: opening it tells.
    return false;
  }
}

/** A pipe that nobody reads would stop the process when it is opened. */
function refusePipe(path: string): void {
  let info: Deno.FileInfo;
  try {
    info = Deno.statSync(path);
  } catch {
    // Not there, or not to be looked at: opening it tells.
    return;
  }
  if (info.isFifo !== true && info.isSocket !== true) return;
  throw new StoreError(`Cannot write the log "${path}": it is a pipe, expected a file`, path, "Choose a file.");
}
