/**
 * Stored runs as they are shown. What a row holds may be anything: the file is not ours alone.
 * @module
 */
import type { Row } from "./database.ts";
import { holderOf } from "./lock.ts";
import { isRunId } from "./run_id.ts";
import { type Spent, spentOf } from "./stored_run.ts";

/** A stored run; `interrupted`: its process ended without a word. */
export interface RunInfo extends Spent {
  id: string;
  project: string;
  command: string;
  outputDir: string;
  status: "running" | "done" | "stopped" | "failed" | "interrupted";
  /** How many answers are stored that may be used. */
  answers: number;
  /** ISO 8601, as all times. */
  startedAt: string;
  updatedAt: string;
  /** Why it ended. */
  note?: string;
}

/** A request and what became of it. */
export interface CallInfo extends Spent {
  stage: string;
  label: string;
  provider: string;
  model: string;
  state: "asked" | "answered" | "failed" | "rejected";
  askedAt: string;
  answeredAt?: string;
  /** How long the answer took, in milliseconds. */
  ms?: number;
  /** How many requests it took. */
  attempts?: number;
  /** Why there is no answer. */
  reason?: string;
}

/** A stored run with its requests, in the order of asking. */
export interface RunDetails extends RunInfo {
  calls: CallInfo[];
}

/** All runs, the newest first. */
export const RUNS = `SELECT runs.*, COUNT(CASE WHEN calls.state = 'answered' THEN 1 END) AS answers,
  TOTAL(calls.input_tokens) AS input, TOTAL(calls.output_tokens) AS output,
  TOTAL(calls.cost_usd) AS cost, COUNT(calls.cost_usd) AS priced
  FROM runs LEFT JOIN calls ON calls.run_id = runs.id GROUP BY runs.seq ORDER BY runs.seq DESC`;

/** The requests of a run, in the order of asking. */
export const CALLS = `SELECT stage, label, provider, model, state, asked_at, answered_at, ms, attempts, reason,
  input_tokens AS input, output_tokens AS output, cost_usd AS cost, cost_usd IS NOT NULL AS priced
  FROM calls WHERE run_id = ? ORDER BY seq`;

/** A row as a run; one whose id is none of ours is not shown, since it leads to a folder. */
export function readRun(row: Row): RunInfo[] {
  if (!isRunId(row.id)) return [];
  const status = row.status;
  const outputDir = textOf(row.output_dir);
  return [{
    id: row.id,
    project: textOf(row.project),
    command: textOf(row.command),
    outputDir,
    status: status === "running"
      ? isAlive(outputDir, row.pid) ? "running" : "interrupted"
      : status === "done" || status === "failed"
      ? status
      : "stopped",
    answers: typeof row.answers === "number" ? row.answers : 0,
    ...spentOf(row),
    startedAt: textOf(row.started_at),
    updatedAt: textOf(row.updated_at),
    ...(typeof row.note === "string" ? { note: row.note } : {}),
  }];
}

/** A process that runs holds its output folder; the number alone may be another's by now. */
function isAlive(outputDir: string, pid: unknown): boolean {
  const holder = holderOf(outputDir);
  return holder !== undefined && (holder.pid === undefined || holder.pid === pid);
}

/** A row as a request. */
export function readCall(row: Row): CallInfo {
  const state = row.state;
  return {
    stage: textOf(row.stage),
    label: textOf(row.label),
    provider: textOf(row.provider),
    model: textOf(row.model),
    state: state === "answered" || state === "failed" || state === "rejected" ? state : "asked",
    ...spentOf(row),
    askedAt: textOf(row.asked_at),
    ...(typeof row.answered_at === "string" ? { answeredAt: row.answered_at } : {}),
    ...(typeof row.ms === "number" ? { ms: row.ms } : {}),
    ...(typeof row.attempts === "number" ? { attempts: row.attempts } : {}),
    ...(typeof row.reason === "string" ? { reason: row.reason } : {}),
  };
}

/** A column as text, whatever it holds. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
