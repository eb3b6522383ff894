/**
 * The idea that an interview is about: what was given, what was answered, and both as one brief.
 * @module
 */
import type { ProjectRequest } from "../../pipeline/request.ts";
import { isUndecided } from "../../plan/requirements/answer.ts";
import { withSettled } from "../../plan/requirements/settled.ts";
import { isFramework } from "../../planner/detection.ts";
import { excerpt } from "../../text.ts";
import { answerTo } from "./state.ts";
import type { Answer, Given } from "./types.ts";

/** The ids of the questions about the idea itself; all others go into the brief as they are. */
export const IDEA = ["name", "requirements", "languages", "uses"] as const;

/** The longest name of a language or a service, in words. */
const LONGEST_NAME = 4;
/** Words of sentences, which no name has. */
const SENTENCE =
  /(?:^|\s)(?:or|oder|for|with|in|i|we|you|my|our|is|are|must|should|maybe|not?|only)(?:\s|$)|\s(?:the|an?|at|it)(?:\s|$)/i;

/** The idea without the answers to open questions. */
export function ideaOf(given: Given, answers: readonly Answer[]): ProjectRequest {
  const said = (id: (typeof IDEA)[number]) => answerTo({ answers: [...answers] }, id) ?? "";
  const uses = namesIn(said("uses"));
  const name = given.name ?? said("name");
  const brief = briefOf(name, given, decided(given.requirements ?? said("requirements")));
  return {
    name,
    languages: given.languages.length > 0 ? given.languages : namesIn(said("languages")),
    frameworks: [...given.frameworks, ...uses.filter(isFramework)],
    apis: [...given.apis, ...uses.filter((use) => !isFramework(use))],
    ...(brief === "" ? {} : { brief }),
    ...(given.existing === undefined ? {} : { existing: given.existing }),
  };
}

/** The whole of it, as a plan is made from. */
export function requestOf(given: Given, answers: readonly Answer[]): ProjectRequest {
  const idea = ideaOf(given, answers);
  const settled = answers.filter(({ id, answer }) => answer !== "" && !(IDEA as readonly string[]).includes(id));
  if (settled.length === 0) return idea;
  // A name that is the whole brief is a demand beside the answers, too.
  return { ...idea, brief: withSettled(idea.brief ?? briefOf(idea.name, given, `Build ${idea.name}.`), settled) };
}

/** What somebody does not know is nothing to build. */
function decided(text: string): string {
  return text.split("\n").filter((line) => line.trim() === "" || !isUndecided(line)).join("\n");
}

/** Names as people list them: "Go, Rust and TypeScript". */
export function namesIn(answer: string): string[] {
  if (/^(?:none|any|no|nothing|nein|keine?s?|-)[.!]?$/i.test(answer.trim()) || isUndecided(answer)) return [];
  const names = answer.split(/[,;]|\s(?:and|und|et|y|&|\+)\s/i).map((name) => name.replace(/^and\s|\.$/gi, "").trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/** Why something can be no name of a language or a service; absent where it can. */
export function wrongName(name: string): string | undefined {
  return name.split(/\s+/).length > LONGEST_NAME || !/\p{L}/u.test(name) || SENTENCE.test(name)
    ? `expected names with commas between them, got "${excerpt(name)}"`
    : undefined;
}

/** The owner's own brief comes first and stays as it is. */
function briefOf(name: string, { brief }: Given, requirements: string): string {
  const said = requirements.trim();
  if (brief === undefined) return said === "" ? "" : `# ${name}\n\n${said}\n`;
  return said === "" ? brief : `${ended(brief)}\n## Requirements\n\n${said}\n`;
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
