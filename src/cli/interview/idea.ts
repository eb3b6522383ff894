/**
 * The idea that an interview is about: what was given, what was answered, and both as one brief.
 * @module
 */
import type { ProjectRequest } from "../../pipeline/request.ts";
import { type Settled, settledBy, writeSettled } from "../../plan/requirements/settled.ts";
import { isFramework } from "../../planner/detection.ts";
import { answerTo } from "./state.ts";
import type { Answer, Given } from "./types.ts";

/** The ids of the questions about the idea itself; all others go into the brief as they are. */
export const IDEA = ["name", "requirements", "languages", "uses"] as const;

/** The idea without the answers to open questions. */
export function ideaOf(given: Given, answers: readonly Answer[]): ProjectRequest {
  const said = (id: (typeof IDEA)[number]) => answerTo({ answers: [...answers] }, id) ?? "";
  const uses = namesIn(said("uses"));
  const name = given.name ?? said("name");
  const brief = briefOf(name, given, given.requirements ?? said("requirements"));
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

/** Names between commas. */
export function namesIn(answer: string): string[] {
  if (/^(?:none|any|no|nothing|whatever|don't (?:care|know)|-)$/i.test(answer.trim())) return [];
  return [...new Set(answer.split(/[,;]/).map((name) => name.trim()).filter((name) => name !== ""))];
}

/** The owner's own brief comes first and stays as it is. */
function briefOf(name: string, { brief }: Given, requirements: string): string {
  const said = requirements.trim();
  if (brief === undefined) return said === "" ? "" : `# ${name}\n\n${said}\n`;
  return said === "" ? brief : `${ended(brief)}\n## Requirements\n\n${said}\n`;
}

function withSettled(brief: string, settled: readonly Settled[]): string {
  const section = writeSettled(settled);
  const wanted = settledBy(brief).length + settled.length;
  // A brief may end inside a block of code: what stands there says nothing.
  const ways = ["", "```\n", "~~~\n"].map((end) => `${ended(brief)}${end}\n${section}`);
  return ways.find((way) => settledBy(way).length >= wanted) ?? `${ended(brief)}\n${section}`;
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
