/**
 * One run's requests and answers. What a method was given is on disk when it returns.
 * @module
 */
import type { Completion, Message } from "../llm/types.ts";
import { formatCompletion, parseCompletion } from "./completion.ts";
import type { Database, Row } from "./database.ts";

/** A request as it is stored before it is sent. */
export interface StoredCall {
  /** Names the request: a hash of provider, model, messages and parameters. */
  key: string;
  stage: string;
  /** What the call is about: `phase 3`. */
  label: string;
  provider: string;
  model: string;
  messages: readonly Message[];
  parameters: { temperature?: number; maxTokens?: number; schemaName?: string };
}

/** What the answers of a run took. */
export interface Spent {
  inputTokens: number;
  outputTokens: number;
  /** US dollars; absent where no answer came with a price. */
  costUsd?: number;
}

/** What one answer took. */
export interface AnswerCost extends Spent {
  provider: string;
  model: string;
}

/** How a run ended. */
export type EndStatus = "done" | "stopped" | "failed";

/** What a run needs besides its database. */
export interface StoredRunInit {
  id: string;
  resumed: { answers: number; labels: string[]; models: string[] };
  /** SHA-256 in hexadecimal. */
  sha256(text: string): string;
  /** Is told of an answer that is damaged, and so is asked for again. */
  onDamage(text: string): void;
}

/** The newest row of a request; those before it are history. */
const NEWEST = "(SELECT seq FROM calls WHERE run_id = ? AND key = ? ORDER BY seq DESC LIMIT 1)";

/** A run that stores what it asks and what it gets. It has the shape of the pipeline's `Journal`. */
export class StoredRun {
  /** Names it: `run-` with eight letters and digits. */
  readonly id: string;
  /** What was there when it began: usable answers, what they are about, and who gave them (`provider/model`). */
  readonly resumed: {
    readonly answers: number;
    readonly labels: readonly string[];
    readonly models: readonly string[];
  };
  readonly #database: Database;
  readonly #context: StoredRunInit;

  /** Goes on with a run that has its row. */
  constructor(database: Database, context: StoredRunInit) {
    this.#database = database;
    this.#context = context;
    this.id = context.id;
    this.resumed = context.resumed;
  }

  /** The stored answer to a request; undefined where there is none, or none that may be used. */
  find(key: string): Completion | undefined {
    const row = this.#database.get(
      `SELECT label, state, sha256, completion FROM calls WHERE seq = ${NEWEST}`,
      this.id,
      plain(key),
    );
    if (row?.state !== "answered") return undefined;
    const completion = this.#read(key, row);
    if (completion === undefined) {
      this.#context.onDamage(
        `the stored answer for ${
          typeof row.label === "string" ? row.label : "a call"
        } is damaged: it is asked for again`,
      );
    }
    return completion;
  }

  /** Stores a request before it is sent. */
  asked({ key, stage, label, provider, model, messages, parameters }: StoredCall): void {
    const now = new Date().toISOString();
    this.#database.transaction(() => {
      this.#database.run(
        `INSERT INTO calls (run_id, key, stage, label, provider, model, state, asked_at, parameters, messages)
        VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, ?, ?)`,
        this.id,
        ...[key, stage, label, provider, model].map(plain),
        now,
        JSON.stringify(parameters),
        JSON.stringify(messages.map(({ role, content }) => ({ role, content: content.toWellFormed() }))),
      );
      this.#touch(now);
    });
  }

  /** Stores an answer before it is used. `ms` is how long it took. */
  answered(key: string, completion: Completion, ms: number): void {
    const json = formatCompletion(completion);
    const now = new Date().toISOString();
    this.#database.transaction(() => {
      const changed = this.#database.run(
        `UPDATE calls SET state = 'answered', answered_at = ?, ms = ?, input_tokens = ?, output_tokens = ?, cost_usd = ?,
        attempts = ?, sha256 = ?, completion = ? WHERE seq = ${NEWEST}`,
        now,
        whole(ms),
        whole(completion.usage?.inputTokens),
        whole(completion.usage?.outputTokens),
        completion.usage?.costUsd ?? null,
        whole(completion.attempts),
        this.#digest(key, json),
        json,
        this.id,
        plain(key),
      );
      if (changed === 0) throw new Error(`Cannot store an answer: nothing was asked as "${key}"`);
      this.#touch(now);
    });
  }

  /** Notes that a request got no answer, and why. */
  failed(key: string, reason: string): void {
    this.#database.run(
      `UPDATE calls SET state = 'failed', answered_at = ?, reason = ? WHERE seq = ${NEWEST} AND state = 'asked'`,
      new Date().toISOString(),
      plain(reason),
      this.id,
      plain(key),
    );
  }

  /** Notes that answers are of no use after all corrections: the next run asks again. They stay stored. */
  rejected(keys: readonly string[]): void {
    this.#database.transaction(() => {
      for (const key of keys) {
        this.#database.run(
          `UPDATE calls SET state = 'rejected' WHERE seq = ${NEWEST} AND state = 'answered'`,
          this.id,
          plain(key),
        );
      }
    });
  }

  /**
   * What each of its answers took, also those of earlier runs and those that were of no use. Where nobody counted, four
   * characters are a token.
   */
  answers(): AnswerCost[] {
    return this.#database.all(
      `SELECT provider, model, cost_usd AS cost,
        COALESCE(input_tokens, LENGTH(messages) / 4) AS input,
        COALESCE(output_tokens, LENGTH(completion) / 4) AS output
      FROM calls WHERE run_id = ? AND state IN ('answered', 'rejected')`,
      this.id,
    ).map(({ provider, model, input, output, cost }) => ({
      provider: String(provider),
      model: String(model),
      inputTokens: Number(input),
      outputTokens: Number(output),
      ...(typeof cost === "number" ? { costUsd: cost } : {}),
    }));
  }

  /** Notes how the run ended. It can be gone on with all the same. */
  end(status: EndStatus, note?: string): void {
    this.#database.run(
      "UPDATE runs SET status = ?, note = ?, updated_at = ? WHERE id = ?",
      status,
      note === undefined ? null : plain(note),
      new Date().toISOString(),
      this.id,
    );
  }

  #read(key: string, { completion, sha256 }: Row): Completion | undefined {
    return typeof completion === "string" && sha256 === this.#digest(key, completion)
      ? parseCompletion(completion)
      : undefined;
  }

  #digest(key: string, json: string): string {
    return this.#context.sha256(`${plain(key)}\n${json}`);
  }

  #touch(now: string): void {
    this.#database.run("UPDATE runs SET updated_at = ? WHERE id = ?", now, this.id);
  }
}

/** Reads the columns `input`, `output`, `cost` and `priced`. */
export function spentOf(row: Row | undefined): Spent {
  const count = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
  return {
    inputTokens: count(row?.input),
    outputTokens: count(row?.output),
    ...(count(row?.priced) > 0 ? { costUsd: count(row?.cost) } : {}),
  };
}

/** A text as SQLite keeps it: it ends at a NUL, and broken surrogates are not UTF-8. */
export function plain(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

function whole(number: number | undefined): number | null {
  return number === undefined || !Number.isFinite(number) ? null : Math.min(Math.max(0, Math.round(number)), 2 ** 52);
}
