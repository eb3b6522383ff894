import type { HandoffAnswer } from "../plan/answers.ts";
import { shorten } from "../text.ts";
import type { Plan } from "../plan/types.ts";
import { contextOf } from "./context.ts";
import { checking } from "./steps/wording.ts";

/** What the next worker is told. */
export function writeHandoff(plan: Plan): HandoffAnswer {
  const { commands, excluded, stack, otherLimits, stackLimits, existing } = contextOf(plan);
  const limits = [...excluded, ...stackLimits, ...otherLimits].slice(0, 6).map(({ id, text }) =>
    `${id}: ${shorten(text, 140)}`
  );
  return {
    instructions: [
      "Work on one step at a time, in order; read its phase file, and project_design.md where the step touches the design.",
      `Write the failing test first, then the code, then run ${checking(commands)}; commit when all passes.`,
      "A step is done when each of its verify entries was seen to hold, not before.",
      "Then tick the step in its phase file, and write one line between the PROGRESS_LOG anchors of devplan.md: step, what was done, what was seen.",
      "Touch only the files that the step names; if it needs another, say so in the progress log.",
    ],
    stopWhen: [
      "A verify entry fails twice for a reason that you cannot name.",
      "A requirement contradicts another one, or the code that is there.",
      "A step would need a secret, a payment, an account or a choice that the plan does not give.",
      "The phase is finished: report what was seen for each exit criterion, and wait.",
    ],
    notes: [
      ...(existing === undefined ? [] : [
        "The project was there before this plan: look how its own code does a thing before you write your own way.",
      ]),
      ...(limits.length > 0 ? [`Hold to: ${limits.join("; ")}.`] : []),
      ...(plan.questions.length > 0
        ? [
          `${plan.questions.length} questions are open (project_design.md); where an answer is missing, the assumption beside it counts.`,
        ]
        : []),
      `The plan was made without a model, from the words of the brief and tables for ${stack.profile.name}; where it knows less than you, change the plan, not only the code.`,
    ],
  };
}
