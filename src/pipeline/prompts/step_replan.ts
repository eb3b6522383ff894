import type { Prompt } from "./prompt.ts";

/** From a step whose requirements have changed to one that fits them. */
export const stepReplan: Prompt = {
  version: 1,
  text:
    `Write the one step in the data anew: what is in "changed" says something else now, what is in "retired" is no longer asked for.
- Change only what follows from that; keep its purpose, its files and its way to verify.
- Leave no old words of what changed, and nothing of what is retired.
- "done" is built already: where it no longer fits, say what of it this step changes.
- Cite only requirements from the data. dependsOn: positions of the earlier steps in the data, from 1.
- Change only files that were made earlier; make what is not there yet.`,
};
