/**
 * The runs that are stored: begun, gone on with, listed, removed.
 * @module
 */
import { LockError, UsageError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { oneLine, shorten } from "../text.ts";
import type { Database } from "./database.ts";
import { removeAnswers } from "./kept_answer.ts";
import { openDatabase } from "./open_database.ts";
import { isRunId, newRunId } from "./run_id.ts";
import { CALLS, readCall, readRun, type RunDetails, type RunInfo, RUNS, textOf } from "./run_info.ts";
import { plain, StoredRun } from "./stored_run.ts";

/** What a run is about. */
export interface RunStart {
  /** A hash of the command, its inputs and the output folder: the same again goes on where the last one stopped. */
  identity: string;
  /** The project's name. */
  project: string;
  command: string;
  outputDir: string;
  /** Begins anew all the same; the earlier run stays. */
  fresh?: boolean;
  /** Is told of a stored answer that is damaged, and so is asked for again. */
  onDamage?: (text: string) => void;
}

/** Opens the runs of a state folder, which is made where it is missing. */
export function openRuns(stateDir: string, options: { create: true }): Promise<RunStore>;
/** Opens the runs of a state folder; without `create`, a missing one is undefined, and nothing is made. */
export function openRuns(stateDir: string, options: { create: boolean }): Promise<RunStore | undefined>;
/** Opens the runs of a state folder. */
export async function openRuns(stateDir: string, options: { create: boolean }): Promise<RunStore | undefined> {
  const [database, { createHash }] = await Promise.all([openDatabase(stateDir, options), import("node:crypto")]);
  if (database === undefined) return undefined;
  return new RunStore(stateDir, database, (text) => createHash("sha256").update(text).digest("hex"));
}

/** The stored runs. All methods throw a `StoreError` where the disk fails or the database is damaged. */
export class RunStore {
  readonly #stateDir: string;
  readonly #database: Database;
  readonly #sha256: (text: string) => string;

  /** Takes over an open database. */
  constructor(stateDir: string, database: Database, sha256: (text: string) => string) {
    this.#stateDir = stateDir;
    this.#database = database;
    this.#sha256 = sha256;
  }

  /** Goes on with the newest run of the same identity, however it ended; where there is none, or with `fresh`, begins one. */
  begin(start: RunStart): StoredRun {
    const { identity, fresh = false, onDamage = () => {} } = start;
    const id = this.#database.transaction(() => {
      const row = fresh
        ? undefined
        : this.#database.get("SELECT id FROM runs WHERE identity = ? ORDER BY seq DESC LIMIT 1", plain(identity));
      return isRunId(row?.id) ? this.#goOn(row.id, start) : this.#insert(start);
    });
    const answers = this.#database.all(
      `SELECT label, provider, model FROM calls WHERE run_id = ?1 AND state = 'answered'
      AND seq IN (SELECT MAX(seq) FROM calls WHERE run_id = ?1 GROUP BY key) ORDER BY seq`,
      id,
    );
    return new StoredRun(this.#database, {
      id,
      resumed: {
        answers: answers.length,
        labels: [...new Set(answers.map(({ label }) => textOf(label)))],
        models: [...new Set(answers.map(({ provider, model }) => `${textOf(provider)}/${textOf(model)}`))],
      },
      sha256: this.#sha256,
      onDamage,
    });
  }

  /** All runs, the newest first. */
  list(): RunInfo[] {
    return this.#database.all(RUNS).flatMap(readRun);
  }

  /** One run with its requests. */
  show(given: string): RunDetails {
    const run = this.#named(given);
    return { ...run, calls: this.#database.all(CALLS, run.id).map(readCall) };
  }

  /** Removes a run and its kept answers; returns it. */
  delete(given: string): RunInfo {
    const [run] = this.#remove(() => {
      const run = this.#named(given);
      if (run.status !== "running") return [run];
      throw new LockError(
        `Cannot delete "${run.id}": it is still running, in "${oneLine(run.outputDir)}"`,
        run.outputDir,
        "Wait until it has ended. If nothing runs there, let this command read that folder (--allow-read).",
      );
    });
    if (run === undefined) throw new Error("a run that was named must be there");
    return run;
  }

  /** Removes all but the newest runs, and none that is running. Returns those removed. */
  cleanup(keep: number): RunInfo[] {
    return this.#remove(() => this.list().slice(keep).filter(({ status }) => status !== "running"));
  }

  /** Ends the use. May be called twice. */
  close(): void {
    this.#database.close();
  }

  #goOn(id: string, { project, command, outputDir }: RunStart): string {
    this.#database.run(
      `UPDATE runs SET status = 'running', note = NULL, pid = ?, updated_at = ?, project = ?, command = ?, output_dir = ?
      WHERE id = ?`,
      Deno.pid,
      new Date().toISOString(),
      ...[project, command, absolute(outputDir)].map(plain),
      id,
    );
    return id;
  }

  #insert({ identity, project, command, outputDir }: RunStart): string {
    let id = newRunId();
    while (this.#database.get("SELECT 1 FROM runs WHERE id = ?", id) !== undefined) id = newRunId();
    const now = new Date().toISOString();
    this.#database.run(
      `INSERT INTO runs (id, identity, project, command, output_dir, status, started_at, updated_at, pid)
      VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?)`,
      id,
      ...[identity, project, command, absolute(outputDir)].map(plain),
      now,
      now,
      Deno.pid,
    );
    return id;
  }

  /** Chooses and removes in one go: no run is begun in between. */
  #remove(choose: () => RunInfo[]): RunInfo[] {
    const chosen = this.#database.transaction(() => {
      const runs = choose();
      for (const { id } of runs) this.#database.run("DELETE FROM runs WHERE id = ?", id);
      return runs;
    });
    for (const { id } of chosen) removeAnswers(this.#stateDir, id);
    return chosen;
  }

  /** The run that an id, or its beginning, names. */
  #named(given: string): RunInfo {
    const runs = this.list();
    const wanted = given.startsWith("run-") ? given : `run-${given}`;
    const found = given === "" ? [] : runs.filter(({ id }) => id.startsWith(wanted));
    const [run, ...others] = found;
    if (run !== undefined && others.length === 0) return run;
    const shown = shorten(oneLine(given), 60);
    if (run !== undefined) {
      throw new UsageError(
        `Cannot choose "${shown}": ${found.length} checkpoints begin so: ${
          found.slice(0, 5).map(({ id }) => id).join(", ")
        }`,
        "Give more of the id. See: devussy list-checkpoints",
      );
    }
    const near = nearest(wanted, runs.map(({ id }) => id));
    throw new UsageError(
      `Cannot find the checkpoint "${shown}": "${this.#stateDir}" holds none that begins so`,
      `${near === undefined ? "" : `Did you mean "${near}"? `}See: devussy list-checkpoints`,
    );
  }
}

/** The folder from the root on: the runs may be listed from another folder. */
function absolute(folder: string): string {
  try {
    return Deno.realPathSync(folder);
  } catch {
    // It may not be read, or is not there yet.
    return folder;
  }
}
