import { type HandoffAnswer, handoffAnswer } from "../../plan/answers.ts";
import { messagesFor } from "../prompt.ts";
import type { Stage } from "../stage.ts";

/** From the plan to what the next worker is told. */
export const handoff: Stage<HandoffAnswer> = {
  name: "handoff",
  title: "Handoff prompt",
  missing: (plan) => plan.phases.some(({ steps }) => steps.length > 0) ? undefined : "phases with steps",
  asks(plan) {
    const { project, commands, definitionOfDone } = plan;
    return [{
      label: "handoff",
      messages: messagesFor("Tell whoever builds this how to work, when to stop and ask, and what else to know.", {
        project,
        commands,
        definitionOfDone,
        questions: plan.questions,
        firstPhase: plan.phases[0],
      }),
      schema: handoffAnswer,
      schemaName: "handoff",
      input: { plan },
    }];
  },
  make(plan, [answer], author) {
    return answer === undefined ? plan : { ...plan, handoff: { ...answer, generatedBy: author } };
  },
};
