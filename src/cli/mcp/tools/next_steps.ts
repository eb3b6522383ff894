import { z } from "../../../packages/zod.ts";
import { nextSteps as nextOf } from "../../../plan/progress/next.ts";
import { planWaves } from "../../../plan/progress/waves.ts";
import type { Plan, Step } from "../../../plan/types.ts";
import { BRIEF, briefLine, briefOf } from "../brief.ts";
import { moreLine, PAGE_INPUT, PAGE_OUTPUT, pageOf } from "../page.ts";
import { type Tool, tool } from "../tool.ts";

/** The most workers that steps are dealt out to. */
const MOST_AGENTS = 64;

/** What can be worked on now, or in which waves. */
export const nextSteps: Tool = tool({
  name: "next_steps",
  title: "What can be worked on",
  description:
    "Lists the steps that can start now, in order. With agents, deals all that is left into waves for so many " +
    "workers: the steps of one wave touch different files and can be done at once; the first wave can start now.",
  input: z.strictObject({
    ...PAGE_INPUT,
    agents: z.int().min(1).max(MOST_AGENTS).optional().describe(`how many work at once, 1 to ${MOST_AGENTS}`),
  }),
  output: z.object({
    steps: z.array(BRIEF.extend({ wave: z.number().optional().describe("which wave it is in, from 1") })),
    ...PAGE_OUTPUT,
  }),
  async run({ agents, ...wanted }, project) {
    const { plan } = await project.read();
    const page = pageOf(
      entriesOf(plan, agents),
      wanted,
      ({ step: { id }, wave }) => `${id} ${wave}`,
      ({ step, wave }) => ({ ...briefOf(step), ...(wave === undefined ? {} : { wave }) }),
    );
    const { items: steps, from, total, ...more } = page;
    const what = agents === undefined ? "can start now" : "are left";
    return {
      data: { steps, total, ...more },
      text: [
        total === 0
          ? "Nothing can start now. See plan_status."
          : `Steps ${from + 1} to ${from + steps.length} of ${total} that ${what}:`,
        ...steps.map((step) => `- ${step.wave === undefined ? "" : `wave ${step.wave}: `}${briefLine(step)}`),
        ...moreLine(page),
      ].join("\n"),
    };
  },
});

function entriesOf(plan: Plan, agents: number | undefined): { step: Step; wave?: number }[] {
  if (agents === undefined) return nextOf(plan).map((step) => ({ step }));
  return planWaves(plan, agents).flatMap((wave, at) => wave.map((step) => ({ step, wave: at + 1 })));
}
