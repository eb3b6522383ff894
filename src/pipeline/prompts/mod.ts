import type { StageName } from "../stage.ts";
import { basicDevplan } from "./basic_devplan.ts";
import { detailedDevplan } from "./detailed_devplan.ts";
import { followUpQuestions } from "./follow_up_questions.ts";
import { handoff } from "./handoff.ts";
import { newSteps } from "./new_steps.ts";
import { projectDesign } from "./project_design.ts";
import type { Prompt } from "./prompt.ts";
import { rules } from "./rules.ts";
import { stepRepair } from "./step_repair.ts";
import { stepReplan } from "./step_replan.ts";

/**
 * The prompts by name: one a stage, those for single steps, for changes and for an interview, and the rules that open every call. A user's
 * template replaces one by its name.
 */
export const prompts: Readonly<
  Record<StageName | "rules" | "step_repair" | "step_replan" | "new_steps" | "follow_up_questions", Prompt>
> = {
  rules,
  project_design: projectDesign,
  basic_devplan: basicDevplan,
  detailed_devplan: detailedDevplan,
  step_repair: stepRepair,
  step_replan: stepReplan,
  new_steps: newSteps,
  follow_up_questions: followUpQuestions,
  handoff,
};
