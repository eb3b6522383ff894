/**
 * What SQLite complains about, in our words.
 * @module
 */
import { StoreError } from "../errors.ts";
import { asStoreError } from "./files.ts";

/** Primary result codes of SQLite. */
const PERM = 3, BUSY = 5, LOCKED = 6, READONLY = 8, IOERR = 10, CORRUPT = 11, FULL = 13, CANTOPEN = 14, NOTADB = 26;
/** The shared memory file could not grow. */
const IOERR_SHMSIZE = 4874;

const FREE = "Free some space, then run the same command again; what was stored before is safe.";

/** A code without its extension; undefined for what is not SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  const code = extendedCode(error);
  return code === undefined ? undefined : code & 0xff;
}

function extendedCode(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : undefined;
}

/** Whether the file is not what was written into it. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  // No number of ours is that large.
  return code === CORRUPT || code === NOTADB ||
    (error instanceof RangeError && "code" in error && error.code === "ERR_OUT_OF_RANGE");
}

/** Whether another process is at it, and waiting helps. */
export function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === BUSY || code === LOCKED;
}

/** Whether an error comes from the database and not from a mistake of ours. */
export function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
}

/** Turns an error of SQLite into one that names path, cause and remedy. */
export function asDatabaseError(error: unknown, path: string): StoreError {
  const [what, hint] = told(error) ?? [undefined, ""];
  if (what === undefined) return asStoreError(error, path, "use", "", "--state-dir");
  return new StoreError(`Cannot use "${path}": ${what}`, path, hint, { cause: error });
}

function told(error: unknown): readonly [what: string, hint: string] | undefined {
  switch (sqliteCode(error)) {
    case FULL:
      return ["no space is left on the disk", FREE];
    case BUSY:
    case LOCKED:
      return ["another process is writing to it", "Wait until it has ended, or use another --state-dir."];
    case READONLY:
    case PERM:
      return ["it is read-only", "Change its mode or owner, or choose another --state-dir."];
    case CANTOPEN:
      return ["the system does not open it", "Check its mode, owner and folder, or choose another --state-dir."];
    case IOERR:
      return extendedCode(error) === IOERR_SHMSIZE
        ? ["no space is left on the disk", FREE]
        : ["the disk reports an error", "Check the disk, or choose another --state-dir."];
    case undefined:
      return undefined;
    default:
      return [
        `SQLite says "${error instanceof Error ? error.message.replace(/\s+/g, " ") : ""}"`,
        "Move that file away, or choose another --state-dir.",
      ];
  }
}
