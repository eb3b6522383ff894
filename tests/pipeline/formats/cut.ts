/**
 * Right answers that stop at the token limit, and go on when the model is asked to.
 * @module
 */
import { type Expected, type Format, json } from "./format.ts";
import { inMarkdown } from "../markdown_of.ts";
import type { Question } from "../scripted_model.ts";
import type { Reply } from "./reply.ts";
import { shapes } from "./shapes.ts";

/** Says a text in parts: the first, and what follows on what the request says that was said. */
export function inParts(text: string, parts: number, begun: string): Reply {
  // Whoever was told that the whole is wrong begins anew.
  const said = begun.length < text.length && text.startsWith(begun) ? begun.length : 0;
  const end = places(text, parts).find((place) => place > said);
  return end === undefined || end >= text.length
    ? { text: text.slice(said) }
    : { text: text.slice(said, end), finish: "length" };
}

/** Where the parts of a text end, each within a word: white space at an end may get lost on the way. */
function places(text: string, parts: number): number[] {
  return Array.from({ length: parts - 1 }, (_, at) => {
    const from = Math.floor(text.length * (at + 1) / parts);
    const next = text.slice(from).search(/\w\w/);
    return next === -1 ? text.length : from + next + 1;
  });
}

function cut(
  name: string,
  parts: number,
  write: (question: Question) => string,
  expected: Partial<Expected> = {},
): Format {
  return {
    name,
    answer: (question) => inParts(write(question), parts, question.begun),
    expected: { end: "plan", requests: parts, told: ["continue"], ...expected },
  };
}

/** Good answers that come in parts. */
export const cuts: readonly Format[] = [
  cut("JSON cut in two", 2, json, { snapshot: true }),
  cut("JSON cut in four", 4, json),
  cut("JSON in a fence, cut in two", 2, (question) => `\`\`\`json\n${json(question)}\n\`\`\`\n`),
  // Both when JSON was asked for, and when the model insists.
  cut("Markdown cut in two", 2, (question) => inMarkdown(shapes[0]!, question), {
    requests: 4,
    keeps: "files among others",
  }),
  {
    name: "JSON cut, and begun anew when asked to go on",
    answer: (question) => question.asked === 0 ? inParts(json(question), 2, "") : json(question),
    // To go on fails, and is then corrected.
    expected: { end: "plan", requests: 3 },
  },
];
