import type { Prompt } from "./prompt.ts";

/** What the owner of an idea should be asked before it is planned. */
export const followUpQuestions: Prompt = {
  version: 1,
  text: `Before this project is planned, ask its owner what only they can say.
- questions: at most five, those that change the plan most first; none where the texts say enough.
- text: one plain sentence; nothing that was answered or asked before, no keys or passwords.
- why: what depends on it. suggestion: the answer you would assume, or "".`,
};
