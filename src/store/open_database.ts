/**
 * The way to the run database: every file that is not plainly ours is refused before SQLite sees it.
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../errors.ts";
import { Database, type FileId, isOpen, SUFFIXES } from "./database.ts";
import { asStoreError, refuseAllBut, syncFolder } from "./files.ts";
import { APPLICATION, CATALOGUE, FORMAT, OBJECTS } from "./schema.ts";
import { createNew, makeStateFolder } from "./state_folder.ts";
import { asDatabaseError, isBusy, isDamage, isSqliteError } from "./sqlite_fault.ts";

/** The largest database that a run goes on with. */
const MAX_BYTES = 1024 ** 3;

/** How long SQLite waits for another process. */
const BUSY_MS = 10_000;

/**
 * Opens `runs.db` in a folder.
 *
 * @param options `create`: makes it where it is missing, for a run. Otherwise a missing one is undefined.
 * @throws {StoreError} If it cannot be used: damaged (then it is put aside), of a newer format, not ours, too large.
 */
export async function openDatabase(
  folder: string,
  { create }: { create: boolean },
): Promise<Database | undefined> {
  const path = `${folder}/runs.db`;
  let db: DatabaseSync | undefined;
  let database: Database | undefined;
  try {
    const bytes = sizeOf(path);
    if (bytes === undefined) {
      if (!create) return undefined;
      createFile(folder, path);
    } else if (create && bytes > MAX_BYTES) throw tooLarge(path, bytes);
    const file = Deno.lstatSync(path);
    checkHeader(path, file);
    const { DatabaseSync } = await import("node:sqlite");
    db = new DatabaseSync(path, { timeout: BUSY_MS });
    database = new Database(db, path, file);
    await prepare(database, db);
    return database;
  } catch (error) {
    if (database !== undefined && isDamage(error)) throw database.damaged(String((error as Error).message), error);
    try {
      database?.close();
    } catch {
      // The first error says more.
    }
    throw isSqliteError(error) && error.name !== "NotCapable"
      ? asDatabaseError(error, path)
      : asStoreError(error, path, "use", "", "--state-dir");
  }
}

/** The size of all its files; undefined where there is none. */
function sizeOf(path: string): number | undefined {
  let bytes: number | undefined;
  for (const suffix of SUFFIXES) {
    const info = refuseAllBut("file", path + suffix, "use", "--state-dir");
    if (info === undefined) continue;
    if (suffix === "" || bytes !== undefined) bytes = (bytes ?? 0) + info.size;
  }
  return bytes;
}

function tooLarge(path: string, bytes: number): StoreError {
  return new StoreError(
    `Cannot use "${path}": it has ${(bytes / MAX_BYTES).toFixed(1)} GB, expected at most 1 GB`,
    path,
    "Remove old runs: devussy cleanup-checkpoints --keep 10",
  );
}

function createFile(folder: string, path: string): void {
  makeStateFolder(folder);
  createNew(path, "");
  syncFolder(folder);
}

/**
 * Looks at the mark and the format without SQLite, which would bring a database up to date that is not ours. They are
 * in the file from the first commit on.
 */
function checkHeader(path: string, id: FileId): void {
  if (isOpen(id)) return;
  const header = new Uint8Array(100);
  {
    using file = Deno.openSync(path);
    // Less than that is empty, or for SQLite to refuse.
    if ((file.readSync(header) ?? 0) < header.length) return;
  }
  if (!new TextDecoder("latin1").decode(header).startsWith("SQLite format 3\0")) return;
  const view = new DataView(header.buffer);
  // A single page holds no table: another process is making them just now, or has been ended before.
  if (view.getInt32(28) === 1 && view.getInt32(68) === 0) return;
  checkMark(path, view.getInt32(68), view.getInt32(60));
}

function checkMark(path: string, application: number, format: number): void {
  if (application !== APPLICATION) {
    throw new StoreError(
      `Cannot use "${path}": it is a database of another program`,
      path,
      "Move it away, or choose another --state-dir.",
    );
  }
  if (format <= FORMAT) return;
  throw new StoreError(
    `Cannot use "${path}": it has format ${format}, expected at most ${FORMAT}: a newer devussy made it`,
    path,
    "Use that devussy, or choose another --state-dir.",
  );
}

async function prepare(database: Database, db: DatabaseSync): Promise<void> {
  const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  db.prepare("PRAGMA synchronous=FULL").run();
  db.prepare("PRAGMA foreign_keys=ON").run();
  db.prepare("PRAGMA trusted_schema=OFF").run();
  db.prepare("PRAGMA cell_size_check=ON").run();
  await patiently(() => migrate(db, pragma));
  checkMark(database.path, Number(pragma("application_id")), Number(pragma("user_version")));
  if (pragma("journal_mode") !== "wal") await patiently(() => pragma("journal_mode=WAL"));
  const check = pragma("quick_check(1)");
  if (check !== "ok") throw database.damaged(String(check));
  const found = db.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").all();
  if (JSON.stringify(found.map(({ type, name, sql }) => [type, name, sql])) !== JSON.stringify(CATALOGUE)) {
    throw database.damaged("its tables are not those of devussy");
  }
}

/** Makes the tables in an empty database; of two processes one does it. */
function migrate(db: DatabaseSync, pragma: (name: string) => unknown): void {
  const isNew = () => pragma("application_id") === 0 && db.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
  if (!isNew()) return;
  // Only before the first table: then the space of deleted runs goes back to the system.
  db.prepare("PRAGMA auto_vacuum=FULL").run();
  db.prepare("BEGIN IMMEDIATE").run();
  try {
    if (isNew()) {
      for (const sql of OBJECTS) db.prepare(sql).run();
      pragma(`application_id=${APPLICATION}`);
      pragma(`user_version=${FORMAT}`);
    }
    db.prepare("COMMIT").run();
  } catch (error) {
    try {
      db.prepare("ROLLBACK").run();
    } catch {
      // It has ended already; the first error says more.
    }
    throw error;
  }
}

/** Tries again while another process is at it: SQLite itself does not wait where it sees that waiting may block both. */
async function patiently(work: () => void): Promise<void> {
  const end = performance.now() + BUSY_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 30));
    }
  }
}
