/**
 * The right answer, as JSON or nearly so, in the many ways in which models write it down.
 * @module
 */
import { type Format, json } from "./format.ts";
import type { Question } from "../scripted_model.ts";

/** Writes the right answer in a way of its own; nothing of it may be lost, and no second request be needed. */
function writing(name: string, write: (question: Question) => string, snapshot?: true): Format {
  return { name, answer: write, expected: { end: "plan", ...(snapshot === undefined ? {} : { snapshot }) } };
}

/** Good answers that are JSON, YAML or something between. */
export const written: readonly Format[] = [
  writing("bare JSON", ({ right }) => JSON.stringify(right), true),
  writing("JSON over many lines", json),
  writing("JSON in a fence", (question) => `\`\`\`json\n${json(question)}\n\`\`\``),
  writing("JSON in a fence without a language", (question) => `~~~\n${json(question)}\n~~~\n`),
  writing(
    "JSON within chatty prose",
    (question) =>
      `Certainly! I've thought about {scope} and [risks]. Here is what you asked for:\n\n\`\`\`json\n${
        json(question)
      }\n\`\`\`\n\nLet me know if you'd like {"more": "details"} or a shorter version!`,
  ),
  writing("JSON within prose, without a fence", (question) => `Here it is: ${json(question)} Good luck with it!`),
  writing(
    "JSON after <think>",
    (question) => `<think>\nThe user wants {"steps": [...]}. Let me think.\n</think>\n\n${json(question)}`,
  ),
  writing("JSON after <think> in prose", (question) => `Hm.\n<think>{"phases": []}</think>\n${json(question)}`),
  {
    name: "JSON after reasoning in its own field",
    answer: (question) => ({ text: json(question), reasoning: 'First I need {"phases": [1, 2]}; then I write it.' }),
    expected: { end: "plan" },
  },
  writing("trailing commas", (question) => json(question).replace(/(["\]}\d])\n(\s*[\]}])/g, "$1,\n$2")),
  writing("JSON5 with comments, single quotes and bare names", ({ right }) => `// as asked\n${loose(right)}\n`),
  writing("line breaks within strings", (question) => json(question).replace(/(\w) (\w+\.")/g, "$1\n$2")),
  writing("one level too deep", ({ right }) => JSON.stringify({ answer: right })),
  writing("a list alone", ({ right }) => {
    if ("phases" in right) return JSON.stringify(right.phases);
    return JSON.stringify("steps" in right ? right.steps : right);
  }),
  writing("one object in a list", ({ right }) => JSON.stringify([right])),
  writing("line ends as on Windows", (question) => json(question).replaceAll("\n", "\r\n")),
  writing("a byte order mark", (question) => `\uFEFF${json(question)}`),
  writing("all but ASCII escaped", ({ right }) => escaped(JSON.stringify(right))),
  {
    name: "YAML in a fence, and JSON when it is asked for again",
    answer: (question) =>
      question.added === "" ? `\`\`\`yaml\n${yaml(question.right).trimStart()}\n\`\`\`\n` : json(question),
    expected: { end: "plan", requests: 2 },
  },
];

/** JSON as people write it by hand. */
function loose(value: unknown): string {
  if (typeof value === "string") {
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }
  if (Array.isArray(value)) return `[${value.map((entry) => `${loose(entry)}, /* next */ `).join("")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const lines = Object.entries(value).map(([name, inner]) => `  ${name}: ${loose(inner)}, // ${name}\n`);
  return `{\n${lines.join("")}}`;
}

function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function yaml(value: unknown, indent = ""): string {
  if (Array.isArray(value)) {
    return value.length === 0
      ? " []"
      : value.map((entry) => `\n${indent}-${yaml(entry, `${indent}  `).replace(/^\n\s*/, " ")}`).join("");
  }
  if (typeof value !== "object" || value === null) return ` ${JSON.stringify(value)}`;
  return Object.entries(value).map(([name, inner]) => `\n${indent}${name}:${yaml(inner, `${indent}  `)}`).join("");
}
