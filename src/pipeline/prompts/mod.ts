import type { StageName } from "../stage.ts";
import { basicDevplan } from "./basic_devplan.ts";
import { detailedDevplan } from "./detailed_devplan.ts";
import { handoff } from "./handoff.ts";
import { projectDesign } from "./project_design.ts";
import type { Prompt } from "./prompt.ts";
import { rules } from "./rules.ts";

/** The prompts by name: one a stage, and the rules that open every call. A user's template replaces one by its name. */
export const prompts: Readonly<Record<StageName | "rules", Prompt>> = {
  rules,
  project_design: projectDesign,
  basic_devplan: basicDevplan,
  detailed_devplan: detailedDevplan,
  handoff,
};
