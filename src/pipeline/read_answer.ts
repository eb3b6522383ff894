import { oneLine, shorten } from "../text.ts";
import { readJson } from "./read_json.ts";
import type { Ask } from "./stage.ts";

/** How many places of a wrong answer are named. */
const MOST_PROBLEMS = 12;

/** What came of reading an answer: it, or what is wrong with it, and what could still be made of it. */
export type Read<Answer> = { answer: Answer } | { problems: string[]; draft?: Answer };

/** What the project is about, to see whether an answer is about it too. */
export interface About {
  name: string;
  texts: string[];
}

/**
 * Reads an answer by its schema and by what its stage demands. Nothing is made up: what is cut or missing is a problem.
 *
 * @param about Absent: the answer is not doubted once it fits the schema.
 * @param floor Supplies the embedded planner's answer, where the answer is a plan in Markdown; absent: none may.
 */
export async function readAnswer<Answer>(
  ask: Ask<Answer>,
  text: string,
  about: About | undefined,
  floor: (() => Promise<Answer>) | undefined,
): Promise<Read<Answer>> {
  const data = await readJson(text, (value) => ask.schema.safeParse(value).success);
  const result = data === undefined ? undefined : ask.schema.safeParse(data);
  const doubts = about === undefined ? () => undefined : await doubtsAbout(about);
  if (result?.success) {
    const doubt = doubts(proseOf(result.data));
    const problems = about === undefined ? [] : doubt === undefined ? ask.problems(result.data) : [doubt];
    return problems.length === 0 ? { answer: result.data } : { problems: few(problems) };
  }
  const problems = result === undefined
    ? [`expected JSON, got "${shorten(oneLine(text), 120)}"`]
    : [`it does not fit the schema: ${few(result.error.issues.map(placed)).join("; ")}`];
  const draft = floor === undefined || doubts(text) !== undefined ? undefined : await draftOf(ask, text, floor);
  return { problems, ...(draft === undefined ? {} : { draft }) };
}

/** Says why a text is of no use to a project. What it takes is loaded only for answers of models. */
async function doubtsAbout(about: About): Promise<(text: string) => string | undefined> {
  const { suspicionOf } = await import("./suspect.ts");
  return (text) => suspicionOf(text, about);
}

/** What can be made of an answer in Markdown; only what then passes counts. */
async function draftOf<Answer>(
  ask: Ask<Answer>,
  text: string,
  floor: () => Promise<Answer>,
): Promise<Answer | undefined> {
  const made = await ask.fromMarkdown?.(text, await floor());
  const result = made === undefined ? undefined : ask.schema.safeParse(made);
  return result?.success && ask.problems(result.data).length === 0 ? result.data : undefined;
}

/** All that an answer says in words. */
function proseOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(proseOf).filter((text) => text !== "").join("\n");
}

function placed({ path, message }: { path: readonly PropertyKey[]; message: string }): string {
  return `${path.map(String).join(".") || "the whole"}: ${message}`;
}

function few(problems: readonly string[]): string[] {
  const more = problems.length - MOST_PROBLEMS;
  return more <= 0 ? [...problems] : [...problems.slice(0, MOST_PROBLEMS), `and ${more} more of this kind`];
}
