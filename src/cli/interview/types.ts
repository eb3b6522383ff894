/** What an interview is made of. */
import type { Existing } from "../../plan/types.ts";

/** A question to the owner. */
export interface Question {
  /** By what its answer is known: `name`, `requirements`, ..., or the question's own words. */
  id: string;
  text: string;
  /** Why it is asked, with an example, for `?`. */
  why: string;
  /** What holds without an answer. */
  otherwise: string;
  /** Whether the answer may have several lines. */
  long?: true;
  /** Says what is wrong with an answer, in a sentence; absent where nothing is. */
  wrong?(answer: string): string | undefined;
}

/** Questions that are asked one after the other. */
export interface Part {
  title: string;
  questions: Question[];
}

/** A question with what was answered; `""` keeps it open. */
export interface Answer {
  id: string;
  question: string;
  answer: string;
}

/** A model's question. */
export interface FollowUp {
  text: string;
  why: string;
  suggestion?: string;
}

/** An interview as it is kept. */
export interface Interview {
  schemaVersion: 1;
  /** `finished`: its plan was made, and the next interview is another. */
  state: "open" | "finished";
  /** What it is about, where the options named it: the project, and the file of its brief. */
  name?: string;
  brief?: string;
  answers: Answer[];
  /** The lines so far of an answer that is being given. */
  draft?: { id: string; lines: string[] };
  /** What a model asked, and who; absent as long as none was asked. */
  followUps?: { author: string; questions: FollowUp[] };
  /** What asking it took. */
  spent?: { usd: number; tokens: number };
}

/** What is known of the idea without asking. */
export interface Given {
  name?: string;
  requirements?: string;
  languages: string[];
  frameworks: string[];
  apis: string[];
  /** The brief's own text. */
  brief?: string;
  briefPath?: string;
  /** The project that it goes into. */
  existing?: Existing;
}
