/**
 * What a part of the bench is given and gives back.
 * @module
 */
import type { Peer } from "./npm_peers.ts";

/** A table of a page; the first column names, all others hold numbers. */
export interface Table {
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}

/** How to measure. */
export interface Setting {
  /** How often everybody has a turn that counts. */
  rounds: number;
  /** Small sizes, for trying the bench itself. */
  quick: boolean;
  /** Peers that are left out. */
  skip: readonly string[];
  /** A folder for this run, removed after it. */
  folder: string;
  /** The command-line tools from npm, installed when first asked for; none where all are left out. */
  peers(): readonly Peer[];
}

/** Measures one thing; its tables go to its place in the page. */
export type Part = (setting: Setting) => Promise<Table[]>;
