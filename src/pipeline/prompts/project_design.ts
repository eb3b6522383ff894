import type { Prompt } from "./prompt.ts";

/** From requirements to a design. */
export const projectDesign: Prompt = {
  version: 1,
  text: `Design this project.
- components: parts with one responsibility and one main file each; every functional requirement belongs to one of them, and the first files to be written are among them.
- architecture: how the parts work together and how data flows, in at most 250 words of Markdown without headings.
- techStack and dependencies: few, well-kept, each with its reason.
- decisions: only those that would be dear to change, with what was not chosen and why.
- commands: exact, as typed in the project's root on a fresh machine.
- risks: at least three, with what is done about each.
- assumptions: what you had to take for granted, and what changes if it is wrong. questions: only what nobody but the owner can answer.`,
};
