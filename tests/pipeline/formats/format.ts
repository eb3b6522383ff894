/**
 * A form in which models answer, right or wrong, and what must come of it.
 * @module
 */
import type { Plan, StageName } from "../../../mod.ts";
import type { Answers, Question } from "../scripted_model.ts";
import type { Reply } from "./reply.ts";

/** What must come of a run with a model that answers in one form. */
export interface Expected {
  /** A plan that passes its checks, or the class of the error (for a failed call, its kind). All errors exit with 5. */
  end: "plan" | "StageError" | "content_filter" | "empty_response";
  /** Whether a StageError is as good: forms that nobody has to understand, as long as nothing is made up. */
  orFails?: true;
  /** The stages whose answers are odd. Default: all. */
  stages?: readonly StageName[];
  /** The most requests that a question of these stages may take, where it is not one; other questions take one. */
  requests?: number;
  /** What the plan keeps of the right one: titles, and the files of steps, with others or without. Default: just those files. */
  keeps?: "nothing" | "titles" | "files among others" | "files";
  /** How many phases the plan has, where that is another number than in the right one. */
  phases?: number;
  /** Events that must be told. */
  told?: readonly ("repair" | "continue" | "warning")[];
  /** What the request for a better answer must name. */
  named?: RegExp;
  /** The client must not hear the odd answers to their end. */
  leaves?: true;
  /** The rule that finds errors in what the model says, however often it is asked. */
  finds?: string;
  /** Compares the rendered plan with a stored one. */
  snapshot?: true;
  /** What else must hold. */
  check?(plan: Plan, right: Plan, files: Readonly<Record<string, string>>): void;
}

/** A form in which a model answers. */
export interface Format {
  name: string;
  /** What the model says to a question; a text alone is an answer that ends as it should. */
  answer(question: Question): Reply | string;
  expected: Expected;
}

/** All stages, in their order. */
export const STAGES: readonly StageName[] = ["project_design", "basic_devplan", "detailed_devplan", "handoff"];

/** The right answer as a model writes it: JSON. */
export function json({ right }: Question): string {
  return JSON.stringify(right, null, 2);
}

/** Changes the right answers of some stages; each gets a copy that it may write to. */
export type Changes = { [Stage in StageName]?: (answer: Answers[Stage], question: Question) => unknown };

/** The right answer of a question as data, changed as its stage says; what a change returns counts instead, if it does. */
export function changed(question: Question, changes: Changes): unknown {
  const answer = structuredClone(question.right);
  const change = changes[question.stage] as ((answer: unknown, question: Question) => unknown) | undefined;
  return change?.(answer, question) ?? answer;
}

/** A form that is JSON with changes. */
export function changing(name: string, changes: Changes, expected: Partial<Expected> = {}): Format {
  return {
    name,
    answer: (question) => JSON.stringify(changed(question, changes)),
    expected: { end: "plan", ...expected },
  };
}

/** Changes the texts of an answer that people read; names, ids, paths, commands and fixed values stay. */
export function rewritten(value: unknown, rewrite: (text: string) => string, key = ""): unknown {
  if (typeof value === "string") return FIXED.has(key) ? value : rewrite(value);
  if (Array.isArray(value)) return value.map((entry) => rewritten(entry, rewrite, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rewritten(inner, rewrite, name)]));
}

const FIXED = new Set([
  ...["requirements", "kind", "type", "size", "action", "path", "command", "complexity", "likelihood", "impact"],
  ...["setup", "test", "lint", "run", "languages", "frameworks", "apis", "name"],
]);
