import type { Prompt } from "./prompt.ts";

/** From a phase to its steps. */
export const detailedDevplan: Prompt = {
  version: 1,
  text:
    `Write the steps of the one phase in the data, in the order of working: 3 to 10 of them, fewer where the phase is small.
- Every requirement of the phase is served by at least one step, and tested by one.
- Use the files and interfaces that are there; make those that are not, before anything uses them.
- dependsOn: positions of earlier steps of this answer, from 1. Phases wait for each other by themselves.
- Use the project's own commands to verify.`,
};
