/**
 * One run at a time in a folder. The lock is the kernel's: it ends with the process, however that ends.
 * @module
 */
import { LockError } from "../errors.ts";
import { oneLine, shorten } from "../text.ts";
import { asStoreError, makeFolders, refuseAllBut, temporary } from "./files.ts";

const NAME = ".devussy.lock";

/** How often a held lock is tried: whoever only looks at it (`holderOf`) holds it for a moment, too. */
const TRIES = 10;
const PAUSE_MS = 20;

/** Who holds a folder, as far as that is known. */
export interface LockHolder {
  /** The process. */
  pid?: number;
  /** Since when, as ISO 8601. */
  startedAt?: string;
  /** What it does. */
  command?: string;
}

/** A folder that is held. */
export interface FolderLock {
  /** Lets go, and takes away what holding the folder has made. May be called twice. */
  release(): void;
}

/**
 * Holds a folder against other runs; makes it where it is missing.
 *
 * @param about `command` is what others are told; `waitMs` how long to wait for one that holds it, in milliseconds: whoever
 * changes a plan is done in a moment; `option` names the folder, `--output-dir` by default.
 * @throws {LockError} If another run holds it.
 * @throws {StoreError} If the folder cannot be written.
 */
export async function lockFolder(
  folder: string,
  about: { command: string; waitMs?: number; option?: string },
): Promise<FolderLock> {
  const { option = "--output-dir" } = about;
  const path = `${folder}/${NAME}`;
  const most = Math.max(TRIES, Math.ceil((about.waitMs ?? 0) / PAUSE_MS));
  const made = new Set<string>();
  try {
    for (let tries = 1;; tries++) {
      const file = openLock(folder, path, made, tries < most);
      try {
        if (file?.tryLockSync(true) && isAt(file, path)) return hold(file, path, made, about.command);
        // Held by another, or by one that has ended since and has taken its file away.
        if (file !== undefined && tries >= most) throw lockError(folder, readHolder(file), option);
      } catch (error) {
        file?.close();
        throw error;
      }
      file?.close();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } catch (error) {
    removeEmpty(made);
    throw error instanceof LockError ? error : asStoreError(error, folder, "use", "folder ", option);
  }
}

/** Who holds a folder now; absent if nobody does. Where that cannot be seen, somebody may. */
export function holderOf(folder: string): LockHolder | undefined {
  const path = `${folder}/${NAME}`;
  // Looking at what may not be read would open a prompt on a terminal.
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return {};
  try {
    if (!Deno.lstatSync(path).isFile) return undefined;
    using file = Deno.openSync(path);
    return file.tryLockSync(false) ? undefined : readHolder(file);
  } catch (error) {
    return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ? undefined : {};
  }
}

/**
 * Opens the lock file, made where it is missing. A link could lead the writing elsewhere. Undefined where `again` is
 * allowed and the folder has gone in that moment: a run that ended has made it.
 */
function openLock(folder: string, path: string, made: Set<string>, again: boolean): Deno.FsFile | undefined {
  for (const missing of makeFolders(folder)) made.add(missing);
  refuseAllBut("file", path);
  try {
    return Deno.openSync(path, { read: true, write: true, create: true });
  } catch (error) {
    if (again && error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Whether an open file is still the one at its path. Where files have no numbers, nobody can remove an open one. */
function isAt(file: Deno.FsFile, path: string): boolean {
  const open = file.statSync();
  const info = lstatIfAny(path);
  return open.ino === null || (info !== undefined && info.ino === open.ino && info.dev === open.dev);
}

function hold(file: Deno.FsFile, path: string, made: ReadonlySet<string>, command: string): FolderLock {
  const remove = temporary(path);
  let held = true;
  const release = () => {
    if (!held) return;
    held = false;
    remove();
    file.close();
    // Windows removes no open file; elsewhere the one that may stand there now is another run's.
    if (Deno.build.os === "windows") remove();
    removeEmpty(made);
  };
  try {
    file.truncateSync(0);
    file.writeSync(
      new TextEncoder().encode(
        `${JSON.stringify({ pid: Deno.pid, startedAt: new Date().toISOString(), command })}\n`,
      ),
    );
  } catch (error) {
    remove();
    throw error;
  }
  return { release };
}

function lstatIfAny(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Takes away folders that nobody has put anything into, the innermost first. */
function removeEmpty(folders: ReadonlySet<string>): void {
  try {
    for (const folder of [...folders].reverse()) Deno.removeSync(folder);
  } catch {
    // It holds something: then it stays.
  }
}

/** What the holder wrote about itself. It may not have come to that yet, and it may be anybody's text. */
function readHolder(file: Deno.FsFile): LockHolder {
  try {
    const bytes = new Uint8Array(2048);
    const read = file.readSync(bytes) ?? 0;
    const data: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, read)));
    if (typeof data !== "object" || data === null) return {};
    const { pid, startedAt, command }: { pid?: unknown; startedAt?: unknown; command?: unknown } = data;
    return {
      ...(Number.isSafeInteger(pid) ? { pid: Number(pid) } : {}),
      ...(typeof startedAt === "string" && !Number.isNaN(Date.parse(startedAt)) ? { startedAt } : {}),
      ...(typeof command === "string" ? { command: shorten(oneLine(command), 60) } : {}),
    };
  } catch {
    return {};
  }
}

function lockError(folder: string, { pid, startedAt, command }: LockHolder, option: string): LockError {
  const facts = [
    ...(pid === undefined ? [] : [`process ${pid}`]),
    ...(startedAt === undefined ? [] : [`since ${timeOfDay(new Date(startedAt))}`]),
    ...(command === undefined ? [] : [command]),
  ];
  return new LockError(
    `Cannot use "${folder}": another run holds it${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`,
    folder,
    `Wait until it has ended, or use another ${option}.`,
  );
}

/** The clock on the wall; with the day, where that is another one. */
function timeOfDay(time: Date): string {
  const clock = time.toTimeString().slice(0, 8);
  return time.toDateString() === new Date().toDateString() ? clock : `${time.toDateString()} ${clock}`;
}
