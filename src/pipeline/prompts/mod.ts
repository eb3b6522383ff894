import type { StageName } from "../stage.ts";
import { basicDevplan } from "./basic_devplan.ts";
import { detailedDevplan } from "./detailed_devplan.ts";
import { handoff } from "./handoff.ts";
import { projectDesign } from "./project_design.ts";
import type { Prompt } from "./prompt.ts";
import { rules } from "./rules.ts";
import { stepRepair } from "./step_repair.ts";

/** The prompts by name: one a stage, one for single steps, and the rules that open every call. A user's template replaces one by its name. */
export const prompts: Readonly<Record<StageName | "rules" | "step_repair", Prompt>> = {
  rules,
  project_design: projectDesign,
  basic_devplan: basicDevplan,
  detailed_devplan: detailedDevplan,
  step_repair: stepRepair,
  handoff,
};
