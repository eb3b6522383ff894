import type { Phase, Plan } from "../types.ts";

/** Rewrites all that the plan says to people, in place; what the owner said stays as it is. */
export function mapTexts(plan: Plan, rewrite: (text: string, phase?: Phase) => string): void {
  const one = <Key extends string>(holder: { [K in Key]?: string }, keys: readonly Key[], phase?: Phase) => {
    for (const key of keys) {
      const text = holder[key];
      if (text !== undefined) holder[key] = rewrite(text, phase);
    }
  };
  const list = (texts: string[], phase?: Phase) => texts.forEach((text, at) => texts[at] = rewrite(text, phase));
  const { design, handoff } = plan;

  for (const each of plan.assumptions) one(each, ["text", "ifWrong"]);
  for (const each of plan.questions) one(each, ["text"]);
  for (const each of plan.risks) one(each, ["text", "mitigation"]);
  list(plan.definitionOfDone);
  if (design !== undefined) {
    one(design, ["architecture"]);
    list(design.objectives);
    for (const each of design.components) one(each, ["purpose"]);
    for (const each of [...design.techStack, ...design.dependencies]) one(each, ["why"]);
    for (const each of design.decisions) {
      one(each, ["choice", "why"]);
      list(each.alternatives);
    }
  }
  for (const phase of plan.phases) {
    one(phase, ["title", "goal"], phase);
    list(phase.exitCriteria, phase);
    for (const step of phase.steps) {
      one(step, ["title", "why"], phase);
      list(step.do, phase);
      for (const each of step.verify) one(each, ["expect"], phase);
    }
  }
  if (handoff !== undefined) {
    list(handoff.instructions);
    list(handoff.stopWhen);
    list(handoff.notes);
  }
}
