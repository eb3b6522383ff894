import { z } from "../../../packages/zod.ts";
import { planStatus } from "../../../plan/progress/status.ts";
import { MAX_NOTE, noteOf, proveFiles } from "../../progress/evidence.ts";
import { finishProved } from "../../progress/finish.ts";
import { BRIEF, briefLine, briefOf, FEW, titleOf } from "../brief.ts";
import { STEP_INPUT } from "../step_input.ts";
import { type Tool, tool } from "../tool.ts";

/** For the model, where files are missing. */
const HINT = "Make what is missing. Where the plan is wrong, ask the person whose plan it is.";

/** Marks a step as done, as `devussy done` without `--run`. */
export const markDone: Tool = tool({
  name: "mark_done",
  title: "Mark a step as done",
  description:
    "Marks a step as done once its files are there, in plan.json and all pages. Run its verify commands yourself " +
    "before: this runs nothing. Call it only for work that is really finished.",
  writes: true,
  input: z.strictObject({
    step: STEP_INPUT,
    note: z.string().min(1).max(MAX_NOTE).optional().describe("what whoever builds on it should know"),
    force: z.boolean().default(false).describe(
      "also where files are missing or it waits for others; recorded as unverified. Only if a person wants it",
    ),
  }),
  output: z.object({
    number: z.string(),
    id: z.string(),
    title: z.string(),
    verified: z.boolean().describe("whether its files were checked"),
    changed: z.boolean().describe("false: it was marked so before"),
    done: z.number(),
    total: z.number(),
    startable: z.number().describe("how many steps can start now"),
    next: z.array(BRIEF).describe(`the first ${FEW} of them`),
  }),
  async run({ step: name, note: given, force }, { path, root = ".", read, io }) {
    const note = noteOf(given);
    const { plan } = await read();
    const { before, plan: after, step } = await finishProved(plan, {
      path,
      name,
      note,
      force,
      command: "mcp",
      prove: (step) => proveFiles(step, root, HINT),
    }, io);
    const { done, total, next } = planStatus(after);
    const { number, id, title, evidence } = step;
    const verified = evidence?.verified === true;
    const changed = before !== after;
    return {
      data: {
        number,
        id,
        title: titleOf(title),
        verified,
        changed,
        done,
        total,
        startable: next.length,
        next: next.slice(0, FEW).map(briefOf),
      },
      text: [
        `Step ${number} ${titleOf(title)} is done${verified ? "" : ", unverified"}${
          changed ? "" : ", as it was before"
        }: ` +
        `${done} of ${total} steps.`,
        ...(next.length === 0
          ? []
          : ["Can start now:", ...next.slice(0, FEW).map((step) => `- ${briefLine(briefOf(step))}`)]),
      ].join("\n"),
    };
  },
});
