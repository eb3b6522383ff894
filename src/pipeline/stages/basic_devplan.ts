import { type BasicPlanAnswer, basicPlanAnswer } from "../../plan/answers.ts";
import { messagesFor } from "../prompt.ts";
import type { Stage } from "../stage.ts";

/** From the design to phases. */
export const basicDevplan: Stage<BasicPlanAnswer> = {
  name: "basic_devplan",
  title: "Basic devplan",
  missing: (plan) => plan.design === undefined ? "a design" : undefined,
  asks(plan) {
    const { project, requirements, design, commands } = plan;
    return [{
      label: "phases",
      messages: messagesFor(
        "Order the work into phases: a walking skeleton first, then one vertical slice after the other, then qualities, then hardening and release.",
        { project, requirements, design, commands },
      ),
      schema: basicPlanAnswer,
      schemaName: "basic_devplan",
      input: { plan },
    }];
  },
  make(plan, [answer], author) {
    if (answer === undefined) return plan;
    const known = new Set(plan.requirements.map(({ id }) => id));
    return {
      ...plan,
      phases: answer.phases.map((phase, index) => ({
        number: index + 1,
        title: phase.title,
        goal: phase.goal,
        kind: phase.kind,
        requirements: [...new Set(phase.requirements)].filter((id) => known.has(id)),
        // A phase can wait for earlier ones only.
        dependsOn: [...new Set(phase.dependsOn)].filter((number) => number <= index),
        exitCriteria: phase.exitCriteria,
        steps: [],
        generatedBy: author,
      })),
    };
  },
};
