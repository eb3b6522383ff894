/**
 * Answers that end as no answer should: each of them for ever.
 * @module
 */
import type { Question } from "../scripted_model.ts";
import { inMarkdown } from "../markdown_of.ts";
import { type Format, json } from "./format.ts";
import type { Reply } from "./reply.ts";
import { shapes } from "./shapes.ts";

/** A text that goes on for ever, each part of it cut at the token limit. */
function alwaysCut(text: string, { begun }: Question): Reply {
  const at = begun.length;
  const endless = text.repeat(Math.ceil((at + 3_000) / text.length));
  return { text: endless.slice(at, at + 3_000), finish: "length" };
}

/** Answers of which no plan can come. */
export const never: readonly Format[] = [
  {
    name: "always refused, by the protocol",
    answer: () => ({ text: "I can", finish: "refusal" }),
    expected: { end: "content_filter" },
  },
  {
    name: "refused by the protocol in the middle of a right answer",
    answer: (question) => ({ text: json(question), finish: "refusal" }),
    expected: { end: "content_filter" },
  },
  { name: "always without text", answer: () => "", expected: { end: "empty_response", requests: 2 } },
  { name: "always white space", answer: () => " \n\t\n ", expected: { end: "empty_response", requests: 2 } },
  {
    name: "always nothing but reasoning",
    answer: (question) => ({ text: "", reasoning: json(question) }),
    expected: { end: "empty_response", requests: 2 },
  },
  {
    name: "always cut, JSON",
    // Whole to the eye, and more than that was meant.
    answer: (question) =>
      question.begun === "" ? { text: json(question), finish: "length" } : alwaysCut(", 1", question),
    expected: { end: "StageError", requests: 6 },
  },
  {
    name: "always cut, Markdown",
    answer: (question) => alwaysCut(inMarkdown(shapes[0]!, question), question),
    expected: { end: "StageError", requests: 6 },
  },
];
