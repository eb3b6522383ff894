import type { Stage, StageName } from "../stage.ts";
import { basicDevplan } from "./basic_devplan.ts";
import { detailedDevplan } from "./detailed_devplan.ts";
import { handoff } from "./handoff.ts";
import { projectDesign } from "./project_design.ts";

/** The stages in the order in which they run. Adding a stage: one file, one line here. */
export const stages: { [Name in StageName]: Stage<unknown> } = {
  project_design: projectDesign as Stage<unknown>,
  basic_devplan: basicDevplan as Stage<unknown>,
  detailed_devplan: detailedDevplan as Stage<unknown>,
  handoff: handoff as Stage<unknown>,
};
