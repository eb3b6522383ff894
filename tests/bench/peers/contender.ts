/**
 * What every client in this bench looks like to it.
 * @module
 */

/** Asks once and reads the whole stream; gives the number of characters of its text. */
export type Run = (seen?: (text: string) => void) => Promise<number>;

/** One client. Each is used in the fastest way that it documents for reading text as it comes. */
export interface Contender {
  /** Makes the client, once for many runs, as a program would. */
  connect(baseUrl: string): Run;
}

/** What is asked; the server answers the same to all. */
export const QUESTION = "Tell me a story.";

/** What no client may send anywhere but to 127.0.0.1. */
export const KEY = "sk-bench-no-key-at-all";
