/**
 * A command line as data: parsing, checking and help all come from these declarations.
 * @module
 */

import type { Screen } from "./view/screen.ts";

/** One option of a command. */
export interface Option {
  /** What its value stands for in help, e.g. `FILE`; absent: a switch without a value. */
  value?: string;
  help: string;
  /** May be given more than once; values may also be separated by commas. */
  many?: boolean;
  /** All that its value may be, where that is known: shells complete it. */
  values?: readonly string[];
}

/** The values of a command's options, by name. */
export class Values {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }
  /** The last value given, if any. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }
  /** All values given, as they are. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
  /** All values given, split at commas. */
  list(name: string): string[] {
    return (this.#values.get(name) ?? []).flatMap((value) => value.split(",")).map((value) => value.trim()).filter((
      value,
    ) => value !== "");
  }
  /** Whether a switch is on. */
  on(name: string): boolean {
    return this.#values.has(name);
  }
}

/** What a command may touch of the world. */
export interface Io {
  /** Writes a line of the product. */
  out(line: string): void;
  /** Writes a line of the talk, unless `--quiet`. */
  say(line: string): void;
  /** Standard input. */
  stdin(): ReadableStream<Uint8Array>;
  /** Whether a person sits at the input. */
  interactive: boolean;
  /** Aborts when the process is asked to stop. */
  signal: AbortSignal;
  /** A variable of the environment; absent as well where it may not be read. */
  env(name: string): string | undefined;
  /** Whether a variable may be read. */
  mayRead(name: string): boolean;
  /** Whether a connection to `host:port` is allowed. None of these opens a prompt. */
  mayConnect(host: string): boolean;
  /** Whether a path may be read. */
  mayReadPath(path: string): boolean;
  /** Whether a path may be written. */
  mayWrite(path: string): boolean;
  /** The terminal to draw on, where there is one and somebody wants to see it. */
  screen?: Screen;
}

/** What the words behind a command's name may be. */
export type Operands = "file" | "dir" | readonly string[];

/** A command. What it is for, in a line, stands in the list of all: `commands/mod.ts`. */
export interface Command {
  /** The line behind its name in help. */
  usage: string;
  options: Readonly<Record<string, Option>>;
  examples: readonly string[];
  /** How many words may follow its name. Default: 0. */
  words?: number;
  /** What these words are, so that shells complete them: paths, or one of some names. Default: nobody knows. */
  operands?: Operands;
  /** Does the work; returns the exit code. */
  run(values: Values, words: readonly string[], io: Io): Promise<number> | number;
}

/** The switches that every command has. */
export const COMMON: Readonly<Record<string, Option>> = {
  json: { help: "print one JSON document, ask nothing" },
  quiet: { help: "no progress on stderr" },
  "no-color": { help: "no colour, as NO_COLOR does" },
  help: { help: "show this help" },
};
