/**
 * The embedded planner's view of an idea, which tells what its brief leaves open.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { type ProjectRequest, startPlan } from "../../pipeline/request.ts";
import type { DesignAnswer } from "../../plan/answers.ts";
import type { Plan } from "../../plan/types.ts";
import { designSettled } from "../../planner/settled.ts";
import { cleanText } from "../../text.ts";
import { ideaOf } from "./idea.ts";
import type { Answer, Given } from "./types.ts";

/** The last design of an idea: most answers change nothing about it, and a large brief takes a second. */
const designs = new WeakMap<Given, { idea: string; design: DesignAnswer | undefined }>();

/** The design that the embedded planner would make; absent as long as there is no idea to make it from. */
export function designOf(given: Given, answers: readonly Answer[]): DesignAnswer | undefined {
  const idea = ideaOf(given, answers);
  const key = JSON.stringify(idea);
  const last = designs.get(given);
  if (last?.idea === key) return last.design;
  const plan = planOf(idea);
  let design: DesignAnswer | undefined;
  if (typeof plan !== "string") {
    const { project: { name, languages, frameworks, apis }, requirements, existing } = plan;
    const brief = cleanText(idea.brief ?? "");
    const there = existing === undefined ? {} : { existing };
    design = designSettled({ name, languages, frameworks, apis, brief, requirements, ...there });
  }
  designs.set(given, { idea: key, design });
  return design;
}

/** The plan that an idea begins, or why it begins none. */
export function planOf(idea: ProjectRequest): Plan | string {
  try {
    return startPlan(idea);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}.`;
    throw error;
  }
}
