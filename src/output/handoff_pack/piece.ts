/**
 * What a handoff pack is put together from.
 * @module
 */

/**
 * The kinds of pieces with what they are called when they are left out, the most important first: what stands further
 * down goes first. `core` is never left out.
 */
export const KINDS = {
  core: "",
  instructions: "instructions of steps",
  requirements: "requirements",
  commands: "commands",
  report: "how to report",
  before: "steps that it builds on",
  constraints: "constraints of the project",
  project: "the project in a line",
  acceptance: "acceptance criteria",
  done: "the plan's definition of done",
  parts: "purposes of files",
  notes: "notes on finished steps",
  why: "reasons of steps",
  decisions: "decisions",
  questions: "open questions",
  assumptions: "assumptions",
  risks: "risks",
} as const;

/** What a piece is about. */
export type Kind = keyof typeof KINDS;

/** Some lines that are in a pack whole or not at all. */
export interface Piece {
  kind: Kind;
  text: string;
}

/** Pieces under one heading, in the order of reading. Without a piece it is not there. */
export interface Section {
  heading: string;
  /** What stands between two pieces. */
  gap: "\n" | "\n\n";
  pieces: readonly Piece[];
}

/** A section whose pieces are entries of one list. */
export function listSection(heading: string, pieces: readonly Piece[]): Section {
  return { heading, gap: "\n", pieces };
}

/** Pieces of one kind. */
export function pieces(kind: Kind, texts: readonly string[]): Piece[] {
  return texts.map((text) => ({ kind, text }));
}
