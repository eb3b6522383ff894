import type { Prompt } from "./prompt.ts";

/** From demands that came or changed later to steps for them. */
export const newSteps: Prompt = {
  version: 1,
  text: `Write the steps for the demands in the data, in the order of working: they follow the existing steps.
- Every demand is served by at least one step, and tested by one; small ones may share a step.
- A demand with "saidBefore" is built as it said then: its step changes that, and names what is different.
- Build on the files that are there; make a new one only for what has no place yet. Repeat no existing step.
- dependsOn: positions of earlier steps of this answer, from 1.
- Verify by the project's own commands.`,
};
