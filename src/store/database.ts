/**
 * The run database as a file: opened, checked, and put aside where it is damaged.
 * @module
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { StoreError } from "../errors.ts";
import { asStoreError } from "./files.ts";
import { asDatabaseError, isDamage, isSqliteError } from "./sqlite_fault.ts";

/** The files of a database: itself, and what SQLite keeps beside it. */
export const SUFFIXES = ["", "-journal", "-wal", "-shm"] as const;

/** A row as it comes: nothing of it may be trusted. */
export type Row = Readonly<Record<string, unknown>>;

/** Which file a path leads to. */
export interface FileId {
  dev: number;
  ino: number | null;
}

/** The databases that this process has open. */
const open = new Set<string>();

const nameOf = ({ dev, ino }: FileId) => `${dev}:${ino}`;

/** Whether this process has a file open as a database: then it must not be opened otherwise, which would end SQLite's locks on it. */
export function isOpen(file: FileId): boolean {
  return open.has(nameOf(file));
}

/** An open database whose errors are all ours. */
export class Database {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #file: FileId;
  readonly #statements = new Map<string, StatementSync>();
  #fault: StoreError | undefined;

  /** Takes over what was opened at a path. */
  constructor(db: DatabaseSync, path: string, file: FileId) {
    this.#db = db;
    this.path = path;
    this.#file = file;
    open.add(nameOf(file));
  }

  /** The first row, if any. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#guard(() => this.#prepare(sql).get(...values));
  }

  /** All rows. */
  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#guard(() => this.#prepare(sql).all(...values));
  }

  /** Runs a statement; returns how many rows it changed. What it did outside of a transaction is on disk. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values).changes));
  }

  /** Does all of it or nothing; it is on disk when this returns. */
  transaction<T>(work: () => T): T {
    this.run("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.run("COMMIT");
      return result;
    } catch (error) {
      try {
        if (this.#db.isOpen && this.#db.isTransaction) this.#db.prepare("ROLLBACK").run();
      } catch {
        // Without a commit nothing of it counts.
      }
      throw error;
    }
  }

  /** Ends the use. May be called twice. */
  close(): void {
    this.#statements.clear();
    if (!this.#db.isOpen) return;
    open.delete(nameOf(this.#file));
    try {
      this.#db.close();
    } catch (error) {
      throw asDatabaseError(error, this.path);
    }
  }

  /** Ends the use and puts the files aside, so that the next run begins with an empty database. */
  damaged(what: string, cause?: unknown): StoreError {
    this.#fault = setAside(this, this.#file, what, cause);
    return this.#fault;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<T>(work: () => T): T {
    if (this.#fault !== undefined) throw this.#fault;
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) throw this.damaged(error instanceof Error ? error.message : "", error);
      throw isSqliteError(error) ? asDatabaseError(error, this.path) : error;
    }
  }
}

function setAside(database: Database, file: FileId, what: string, cause: unknown): StoreError {
  const { path } = database;
  try {
    database.close();
  } catch {
    // What is damaged may not close either.
  }
  const reason = what.replace(/\s+/g, " ");
  try {
    const now = Deno.lstatSync(path);
    // Another process may have put it aside and begun anew.
    if (now.dev !== file.dev || now.ino !== file.ino) throw new Deno.errors.NotFound();
    const kept = freeName(path);
    for (const suffix of SUFFIXES) {
      if (exists(path + suffix)) Deno.renameSync(path + suffix, kept + suffix);
    }
    return new StoreError(
      `Cannot use "${path}": it is damaged (${reason}); it is kept as "${kept}"`,
      path,
      "Run the same command again: it begins with an empty one, and asks for all answers anew.",
      { cause },
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return new StoreError(`Cannot use "${path}": it was damaged (${reason})`, path, "Run the same command again.", {
        cause,
      });
    }
    return asStoreError(error, path, "put aside", "the damaged ", "--state-dir");
  }
}

/** A name beside a path that none of a database's files has. */
function freeName(path: string): string {
  for (let number = 1;; number++) {
    const name = `${path}.damaged-${number}`;
    if (!SUFFIXES.some((suffix) => exists(name + suffix))) return name;
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
