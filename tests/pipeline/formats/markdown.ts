/**
 * Right answers in Markdown, by models that ignore the schema.
 * @module
 */
import assert from "node:assert/strict";
import type { Plan, StageName } from "../../../mod.ts";
import { inMarkdown, type Shape } from "../markdown_of.ts";
import { type Expected, type Format, json } from "./format.ts";
import { shapes } from "./shapes.ts";

/** The stages that make phases and steps. */
const LATER: readonly StageName[] = ["basic_devplan", "detailed_devplan"];

/** The model is asked for JSON once more; when it insists on Markdown, that is read. Texts may name files, too. */
const INSISTS: Partial<Expected> = {
  requests: 2,
  told: ["repair", "warning"],
  keeps: "files among others",
};

/** What is known of a shape beyond the usual: as many phases out as in, with titles and files. */
const odd: Readonly<Record<string, Partial<Expected>>> = {
  "## Phase 1: T": { check: tellsOnce },
  tables: { snapshot: true },
  "1. **Phase 1: T** with lists below": { snapshot: true },
  "every phase numbered 1": { snapshot: true },
  "Russian": { orFails: true, requests: 3 },
  "Chinese": { orFails: true, requests: 3 },
  "Japanese": { orFails: true, requests: 3 },
  "Arabic": { orFails: true, requests: 3 },
  "titles and instructions only": { keeps: "titles" },
};

function inShape(shape: Shape): Format {
  return {
    name: `Markdown, ${shape.name}`,
    answer: (question) => LATER.includes(question.stage) ? inMarkdown(shape, question) : json(question),
    expected: { end: "plan", stages: LATER, ...INSISTS, ...odd[shape.name] },
  };
}

/** What a run of spaces does to a careless pattern (RELIABILITY F18). */
const SPACES = " ".repeat(60_000);

/** Good answers in Markdown. */
export const markdown: readonly Format[] = [
  ...shapes.map(inShape),
  {
    name: "Markdown in every stage",
    answer: (question) => inMarkdown(shapes[0]!, question),
    expected: { end: "plan", ...INSISTS, check: keepsDesign },
  },
  {
    name: "Markdown with chatter around it",
    answer: (question) =>
      LATER.includes(question.stage)
        ? `Sure, here it is!\n\n${inMarkdown(shapes[0]!, question)}\n---\n\n## Next steps\n\nShall I go on?\n`
        : json(question),
    expected: { end: "plan", stages: LATER, orFails: true, requests: 3, keeps: "files among others" },
  },
  {
    name: "Markdown with Windows line ends",
    answer: (question) => inMarkdown(shapes[0]!, question).replaceAll("\n", "\r\n"),
    expected: { end: "plan", ...INSISTS },
  },
  {
    name: "Markdown with 60,000 spaces in a line",
    answer: (question) =>
      LATER.includes(question.stage)
        ? `**Phase 1: ${SPACES}x\n\n**Phase${SPACES}1${SPACES}\n\n${inMarkdown(shapes[0]!, question)}`
        : json(question),
    expected: { end: "plan", stages: LATER, orFails: true, requests: 3, keeps: "nothing" },
  },
];

/** A command that was read out of a check is not said again in what is then seen. */
function tellsOnce({ phases }: Plan): void {
  for (const { number, verify } of phases.flatMap(({ steps }) => steps)) {
    for (const { command, expect } of verify) {
      assert.ok(command === undefined || !expect.startsWith(`\`${command}\``), `step ${number}: "${expect}"`);
    }
  }
}

function keepsDesign(plan: Plan, right: Plan): void {
  assert.equal(plan.project.summary, right.project.summary);
  assert.deepEqual(plan.design?.objectives, right.design?.objectives);
  assert.deepEqual(plan.handoff?.instructions, right.handoff?.instructions);
}
