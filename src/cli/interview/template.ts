import { UsageError } from "../../errors.ts";
import { startPlan } from "../../pipeline/request.ts";
import { oneLine } from "../../text.ts";
import type { Io } from "../command.ts";
import { ideaOf } from "./idea.ts";
import { openPart } from "./questions.ts";
import { designOf } from "./design.ts";
import type { Given } from "./types.ts";

/**
 * Prints the questions as a file of answers to fill in.
 *
 * @throws {UsageError} If the idea cannot be planned, so that there is nothing to ask.
 */
export function printQuestions(given: Given, json: boolean, io: Io): void {
  const idea = ideaOf(given, []);
  startPlan(idea);
  const design = designOf(given, []);
  if (design === undefined) throw new UsageError("Cannot tell the questions: the idea is not complete", "Give --name.");
  const { questions } = openPart(design);
  const known = {
    name: idea.name,
    ...(given.briefPath === undefined ? {} : { brief: given.briefPath }),
    requirements: given.requirements ?? "",
    languages: idea.languages ?? [],
    frameworks: idea.frameworks ?? [],
    apis: idea.apis ?? [],
  };
  if (json) {
    const answers = Object.fromEntries(questions.map(({ text }) => [text, ""]));
    io.out(JSON.stringify({ ...known, answers }, null, 2));
    return;
  }
  io.out("# Fill in, then: devussy interactive --answers FILE");
  // Texts and lists of JSON are YAML, too.
  for (const [key, value] of Object.entries(known)) io.out(`${key}: ${JSON.stringify(value)}`);
  io.out("answers:");
  let told = "";
  for (const { text, why, otherwise } of questions) {
    const note = `  # ${oneLine(why)} Without an answer: ${otherwise}.`;
    if (note !== told) io.out(note);
    told = note;
    io.out(`  ${JSON.stringify(text)}: ""`);
  }
}
