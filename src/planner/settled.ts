import type { DesignAnswer } from "../plan/answers.ts";
import { ASSUMED, demandsIn, isDenied, type Settled } from "../plan/requirements/answer.ts";
import { questionKey, settledBy, withoutSettled } from "../plan/requirements/settled.ts";
import { type DesignInput, designProject } from "./design.ts";

/**
 * Designs a project. What its brief answers is neither asked nor assumed; what the questions say is not what is wanted, and
 * what is denied is decided the other way.
 */
export function designSettled(input: DesignInput): DesignAnswer {
  const answers = settledBy(input.brief);
  if (answers.length === 0) return designProject(input);
  const settled = new Map(answers.map(({ question, answer }) => [questionKey(question), answer]));
  const design = designProject({
    ...input,
    brief: withoutSettled(input.brief),
    said: saidIn(answers, input.requirements),
  });
  const denied = design.assumptions.filter(({ text }) => isDenied(settled.get(questionKey(text)) ?? ""));
  return {
    ...design,
    questions: design.questions.filter((question) => !settled.has(questionKey(question))),
    assumptions: design.assumptions.filter(({ text }) => !settled.has(questionKey(text))),
    decisions: [
      ...design.decisions,
      ...denied.map(({ text, ifWrong }) => ({
        choice: ifWrong.replace(/\.$/, ""),
        alternatives: [text.replace(/\.$/, "")],
        why: "The owner rules the other out.",
      })),
    ],
  };
}

/** The answers behind requirements, by id. What is left out says so itself. */
function saidIn(answers: readonly Settled[], requirements: DesignInput["requirements"]): Map<string, string> {
  const demands = new Map(answers.flatMap((settled) => {
    const { question, answer } = settled;
    // Who denies an assumption names it, which must not keep it from being made: what follows from it is wanted.
    const said = question.startsWith(ASSUMED) && isDenied(answer) ? "" : answer;
    return demandsIn(settled).flatMap(({ text, section }) =>
      section === "excluded" ? [] : [[questionKey(text), said] as const]
    );
  }));
  return new Map(requirements.flatMap(({ id, text }) => {
    const said = demands.get(questionKey(text));
    return said === undefined ? [] : [[id, said] as const];
  }));
}
