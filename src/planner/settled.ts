import type { DesignAnswer } from "../plan/answers.ts";
import { questionKey, settledBy, withoutSettled } from "../plan/requirements/settled.ts";
import { type DesignInput, designProject } from "./design.ts";

/** Designs a project. What its brief answers is neither asked nor assumed; what the questions say is not what is wanted. */
export function designSettled(input: DesignInput): DesignAnswer {
  const settled = new Set(settledBy(input.brief).map(({ question }) => questionKey(question)));
  if (settled.size === 0) return designProject(input);
  const design = designProject({ ...input, brief: withoutSettled(input.brief) });
  return {
    ...design,
    questions: design.questions.filter((question) => !settled.has(questionKey(question))),
    assumptions: design.assumptions.filter(({ text }) => !settled.has(questionKey(text))),
  };
}
