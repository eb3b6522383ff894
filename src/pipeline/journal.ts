import type { Completion, Message } from "../llm/types.ts";

/** A request as it is stored before it is sent. */
export interface JournalCall {
  /** Names the request: a hash of provider, model, messages and parameters. */
  key: string;
  /** The stage that asks. */
  stage: string;
  /** What the call is about: `phase 3`. */
  label: string;
  /** Who is asked. */
  provider: string;
  /** Which model. */
  model: string;
  /** What is said. */
  messages: readonly Message[];
  /** What else was set. */
  parameters: { temperature?: number; maxTokens?: number; schemaName?: string };
}

/**
 * Where a run stores what it asks and what it gets, so that nothing is paid for twice. All of it is synchronous: what
 * a method was given is on disk when it returns.
 */
export interface Journal {
  /** The stored answer to a request; undefined where there is none, or none that may be used. */
  find(key: string): Completion | undefined;
  /** Stores a request before it is sent. */
  asked(call: JournalCall): void;
  /** Stores an answer before it is used. `ms` is how long it took. */
  answered(key: string, completion: Completion, ms: number): void;
  /** Notes that a request got no answer, and why. */
  failed(key: string, reason: string): void;
  /** Notes that answers are of no use after all corrections: the next run asks again. They stay stored. */
  rejected(keys: readonly string[]): void;
}
