import type { Prompt } from "./prompt.ts";

/** From a plan to what the next worker is told. */
export const handoff: Prompt = {
  version: 1,
  text:
    `Tell whoever builds this, person or agent, how to work. The plan itself lies beside your words: do not retell it.
- instructions: how to take up a step, check it and note it as done; what to keep to. At most ten, short.
- stopWhen: the cases in which to stop and ask the owner.
- notes: what is easy to get wrong in this project.`,
};
