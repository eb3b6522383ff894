/**
 * Answers from a file, for where nobody can be asked.
 * @module
 */
import { type Problem, throwProblems } from "../../config/problem.ts";
import { placesIn, readYaml, type YamlNode } from "../../config/yaml.ts";
import { nearest } from "../../nearest.ts";
import { cleanText, excerpt } from "../../text.ts";
import { type InputKind, readInput, readInputStream } from "../../store/input.ts";
import type { Io } from "../command.ts";
import { isUndecided } from "../../plan/requirements/answer.ts";
import { idOf } from "./questions.ts";
import type { Answer } from "./types.ts";
import { isEmpty, listOf, shown, type Tell, textOf } from "./yaml_values.ts";

/** What such a file is. */
const ANSWERS: InputKind = {
  what: "answers",
  most: 1,
  remedy: "Give a YAML or JSON file, - for standard input; devussy interactive --name NAME --questions prints one.",
  shrink: "Put long texts into a brief.",
};

/** What a file of answers may say. */
export interface AnswersFile {
  name?: string;
  requirements?: string;
  /** The path of a brief. */
  brief?: string;
  languages: string[];
  frameworks: string[];
  apis: string[];
  answers: Answer[];
}

const TEXTS = ["name", "requirements", "brief"] as const;
const LISTS = ["languages", "frameworks", "apis"] as const;
const KEYS: readonly string[] = [...TEXTS, ...LISTS, "answers"];
/** So many answers at most, of so many characters each. */
const MOST_ANSWERS = 200;
const LONGEST = 4_000;

/**
 * Reads a file of answers.
 *
 * @throws {UsageError} If it cannot be read.
 * @throws {ConfigError} Its `problems` are all that is wrong in it, each with its place.
 */
export async function readAnswersFile(path: string, io: Io): Promise<AnswersFile> {
  const text = path === "-"
    ? await readInputStream(io.stdin(), "standard input", ANSWERS, io.signal)
    : await readInput(path, ANSWERS, io.signal);
  const { node, problems: wrong } = await readYaml(text);
  const place = placesIn(text);
  const problems: Problem[] = [];
  const tell = (at: number, said: string, hint = `Expected keys: ${KEYS.join(", ")}.`) => {
    const problem = `${path}:${place(at)} ${said}`;
    problems.push({ text: problem, alone: `Cannot use the answers: ${problem}`, hint });
  };
  for (const { at, text } of wrong) tell(at, text, "Write plain keys and texts; quote what has a colon in it.");
  const file = node === undefined ? emptyFile() : readFile(node, tell);
  throwProblems(problems);
  return file;
}

function emptyFile(): AnswersFile {
  return { languages: [], frameworks: [], apis: [], answers: [] };
}

function readFile(node: YamlNode, tell: Tell): AnswersFile {
  const file = emptyFile();
  if (node.kind !== "map") {
    if (node.kind !== "reference") tell(node.at, `expected keys with answers, got ${shown(node)}`);
    return file;
  }
  const seen = new Set<string>();
  for (const { key, at, value } of node.entries) {
    const text = TEXTS.find((name) => name === key);
    const list = LISTS.find((name) => name === key);
    if (seen.has(key)) tell(at, `${excerpt(key)}: expected once, got a second one`);
    else if (text !== undefined) {
      const said = textOf(value, key, tell);
      if (said !== "") file[text] = said;
    } else if (list !== undefined) file[list] = listOf(value, key, tell);
    else if (key === "answers") file.answers = answersOf(value, tell);
    else {
      const near = nearest(key, KEYS);
      tell(at, `unknown key "${excerpt(key)}"`, near === undefined ? undefined : `Did you mean "${near}"?`);
    }
    seen.add(key);
  }
  return file;
}

function answersOf(value: YamlNode, tell: Tell): Answer[] {
  if (isEmpty(value)) return [];
  if (value.kind !== "map") {
    tell(
      value.at,
      `answers: expected questions with their answers, got ${shown(value)}`,
      'For example "Who uses it?": ...',
    );
    return [];
  }
  if (value.entries.length > MOST_ANSWERS) {
    tell(
      value.at,
      `answers: expected at most ${MOST_ANSWERS}, got ${value.entries.length}`,
      "Put the rest into a brief.",
    );
    return [];
  }
  const seen = new Set<string>();
  return value.entries.flatMap(({ key, at, value: said }) => {
    const question = cleanText(key).trim();
    const id = idOf(question);
    if (seen.has(id)) {
      tell(at, `answers, "${excerpt(question)}": expected once, got a second one`, "Take one of them out.");
    }
    seen.add(id);
    if (!/\p{L}\s+\S*\p{L}/u.test(question)) {
      tell(
        at,
        `answers: expected a question as key, got "${excerpt(key)}"`,
        "devussy interactive --questions prints them.",
      );
      return [];
    }
    const answer = textOf(said, `answers, "${excerpt(question)}"`, tell);
    if (answer.length <= LONGEST) return [{ id, question, answer: isUndecided(answer, question) ? "" : answer }];
    tell(
      said.at,
      `answers: expected at most ${LONGEST} characters, got ${answer.length}`,
      "Put long texts into a brief.",
    );
    return [];
  });
}
