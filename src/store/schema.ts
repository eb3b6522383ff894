/**
 * The tables of the run database. Another format gets another number and a step that makes it of the one before.
 * @module
 */

/** Marks a SQLite file as ours: "dvsy". */
export const APPLICATION = 0x64767379;

/** The number of the format. */
export const FORMAT = 1;

/**
 * What is there, in order. Large columns stand last: lists never read them. `seq` orders, since a clock may go back.
 * An answer's `sha256` covers the request's key too, so that a damaged index can give no request another one's answer.
 */
export const OBJECTS: readonly string[] = [
  `CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  identity TEXT NOT NULL,
  project TEXT NOT NULL,
  command TEXT NOT NULL,
  output_dir TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'stopped', 'failed')),
  started_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  pid INTEGER NOT NULL,
  note TEXT
) STRICT`,
  `CREATE TABLE calls (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  stage TEXT NOT NULL,
  label TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'answered', 'failed', 'rejected')),
  asked_at TEXT NOT NULL,
  answered_at TEXT,
  ms INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cost_usd REAL,
  attempts INTEGER,
  reason TEXT,
  sha256 TEXT,
  parameters TEXT NOT NULL,
  messages TEXT NOT NULL,
  completion TEXT
) STRICT`,
  "CREATE INDEX calls_by_key ON calls (run_id, key, seq)",
];

/** All that such a database holds, as SQLite lists it: anything else, a trigger for one, is not ours. */
export const CATALOGUE: readonly (readonly [type: string, name: string, sql: string | null])[] = [
  ["index", "calls_by_key", OBJECTS[2] ?? ""],
  ["index", "sqlite_autoindex_runs_1", null],
  ["table", "calls", OBJECTS[1] ?? ""],
  ["table", "runs", OBJECTS[0] ?? ""],
  ["table", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"],
];
