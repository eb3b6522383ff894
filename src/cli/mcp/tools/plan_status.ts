import { z } from "../../../packages/zod.ts";
import { planStatus as statusOf } from "../../../plan/progress/status.ts";
import type { Plan } from "../../../plan/types.ts";
import { BRIEF, briefLine, briefOf, FEW, titleOf } from "../brief.ts";
import { type Tool, tool } from "../tool.ts";

/** The most phases that are listed: of a plan with more, those that are not finished. */
const MOST_PHASES = 12;

const COUNTS = { done: z.number(), doing: z.number(), total: z.number() };

const OUTPUT = z.object({
  project: z.string(),
  revision: z.number().describe("grows with each change of what is planned"),
  ...COUNTS,
  percent: z.number(),
  phases: z.array(z.object({ number: z.number(), title: z.string(), ...COUNTS })),
  phasesLeftOut: z.number(),
  started: z.array(BRIEF).describe(`the first ${FEW} steps that somebody works on`),
  startable: z.number().describe("how many steps can start now"),
  next: z.array(BRIEF).describe(`the first ${FEW} of them`),
  waiting: z.number().describe("how many steps wait for others"),
  blocked: z.array(z.object({ number: z.string(), title: z.string(), waitsFor: z.array(z.string()) })).describe(
    `the first ${FEW} of them, each with the first ${FEW} steps that it waits for`,
  ),
  unverified: z.number().describe("how many finished steps nobody has checked"),
});

type Status = z.infer<typeof OUTPUT>;

/** How far the plan is. */
export const planStatus: Tool = tool({
  name: "plan_status",
  title: "How far the plan is",
  description:
    "Says how far the development plan is: counts, phases, what is worked on, what can start, what is blocked. " +
    "Call it first.",
  input: z.strictObject({}),
  output: OUTPUT,
  async run(_input, project) {
    const { plan } = await project.read();
    const data = summaryOf(plan);
    return { data, text: textOf(data) };
  },
});

function summaryOf(plan: Plan): Status {
  const { phases, started, next, blocked, unverified, done, doing, total, percent } = statusOf(plan);
  const open = phases.length <= MOST_PHASES ? phases : phases.filter(({ done, total }) => done < total);
  const shown = open.slice(0, MOST_PHASES);
  return {
    project: titleOf(plan.project.name),
    revision: plan.revision,
    done,
    doing,
    total,
    percent,
    phases: shown.map((phase) => ({ ...phase, title: titleOf(phase.title) })),
    phasesLeftOut: phases.length - shown.length,
    started: started.slice(0, FEW).map(briefOf),
    startable: next.length,
    next: next.slice(0, FEW).map(briefOf),
    waiting: blocked.length,
    blocked: blocked.slice(0, FEW).map(({ step: { number, title }, waitsFor }) => ({
      number,
      title: titleOf(title),
      waitsFor: waitsFor.slice(0, FEW),
    })),
    unverified: unverified.length,
  };
}

function textOf(status: Status): string {
  const { done, doing, total, percent, phases, phasesLeftOut, startable, waiting, blocked, unverified } = status;
  return [
    `${status.project}, revision ${status.revision}: ${done} of ${total} steps done (${percent} %)` +
    (unverified === 0 ? "" : `, ${unverified} of them unverified`),
    ...phases.map(({ number, title, done, total }) => `Phase ${number} ${title}: ${done}/${total}`),
    ...(phasesLeftOut === 0 ? [] : [`and ${phasesLeftOut} more phases`]),
    ...listed("Worked on", doing, status.started.map(briefLine)),
    ...listed("Can start now", startable, status.next.map(briefLine)),
    ...listed(
      "Waiting",
      waiting,
      blocked.map(({ number, title, waitsFor }) => `${number} ${title}, for ${waitsFor.join(", ")}`),
    ),
  ].join("\n");
}

function listed(heading: string, total: number, lines: readonly string[]): string[] {
  if (total === 0) return [];
  return [
    `${heading}${total > lines.length ? ` (${lines.length} of ${total})` : ""}:`,
    ...lines.map((line) => `- ${line}`),
  ];
}
