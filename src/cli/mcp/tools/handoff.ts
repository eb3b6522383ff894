import { renderHandoffPack } from "../../../output/handoff_pack/mod.ts";
import { z } from "../../../packages/zod.ts";
import { type Tool, tool } from "../tool.ts";

/** What fits beside the work in any model's context. */
const USUAL_BUDGET = 4000;

/** A prompt for one piece of the plan. */
export const handoff: Tool = tool({
  name: "handoff",
  title: "A prompt for one step or phase",
  description:
    "Renders a self-contained prompt for one step or phase, for you or an agent that you start: the work, its " +
    "requirements, what it builds on, files, commands, when it is done, when to stop and ask.",
  input: z.strictObject({
    part: z.string({ error: 'expected a text such as "2.3", "S1a2b" or "phase 2"' }).min(1).max(100)
      .describe('a step\'s number or id, or a phase: "2.3", "S1a2b", "phase 2"'),
    budget: z.int().min(200).max(100_000).default(USUAL_BUDGET)
      .describe("the most tokens; the least important is left out, and named"),
  }),
  output: z.object({
    step: z.string().optional(),
    phase: z.number().optional(),
    waitsFor: z.array(z.string()).describe("steps that must be done first"),
    tokens: z.number(),
    leftOut: z.array(z.string()),
    prompt: z.string().describe("Markdown"),
  }),
  async run({ part, budget }, { planFile, read }) {
    const { plan } = await read();
    const { text, ...pack } = renderHandoffPack(plan, part, {
      budget,
      ...(planFile === undefined ? {} : { planFile }),
    });
    return { data: { ...pack, prompt: text }, text };
  },
});
