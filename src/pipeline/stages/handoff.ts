import { type HandoffAnswer, handoffAnswer } from "../../plan/answers.ts";
import type { Stage } from "../stage.ts";

/** From the plan to what the next worker is told. */
export const handoff: Stage<HandoffAnswer> = {
  name: "handoff",
  title: "Handoff prompt",
  missing: (plan) => plan.phases.some(({ steps }) => steps.length > 0) ? undefined : "phases with steps",
  asks(plan) {
    const { project, commands, definitionOfDone, questions, phases } = plan;
    return [{
      label: "handoff",
      shared: { project },
      slice: {
        commands,
        definitionOfDone,
        questions,
        phases: phases.map(({ number, title, goal }) => ({ number, title, goal })),
        firstSteps: phases[0]?.steps.map(({ number, title, verify }) => ({ number, title, verify })),
      },
      schema: handoffAnswer,
      schemaName: "handoff",
      input: { plan },
      problems: () => [],
      // What a text says line by line are instructions; when to stop is the same for every plan.
      fromMarkdown: async (text, floor) => {
        const { markdownSteps } = await import("../../plan/markdown/steps.ts");
        // A title is short; what has no parts says itself in full as the only thing to do.
        const lines = markdownSteps(text).map(({ title, do: [first = title, ...more] }) =>
          more.length > 0 ? title : first
        );
        return lines.length === 0 ? undefined : { ...floor, instructions: lines.slice(0, 20) };
      },
    }];
  },
  make(plan, [given]) {
    return given === undefined ? plan : { ...plan, handoff: { ...given.answer, generatedBy: given.author } };
  },
};
