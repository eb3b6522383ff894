import { z } from "../../../packages/zod.ts";
import { findStep, stepsOf } from "../../../plan/progress/find.ts";
import { waitingFor } from "../../../plan/progress/next.ts";
import type { Plan, Step } from "../../../plan/types.ts";
import { lineOf, titleOf, within } from "../brief.ts";
import { STEP_INPUT } from "../step_input.ts";
import { type Tool, tool } from "../tool.ts";

/** The most characters of each part, so that the whole stays small. */
const ROOM = { do: 1200, files: 500, verify: 500, requirements: 500, numbers: 100, remark: 240 };

const NUMBERS = z.array(z.string());

const OUTPUT = z.object({
  number: z.string(),
  id: z.string().describe("never changes, while the number may"),
  type: z.string(),
  title: z.string(),
  why: z.string().optional(),
  size: z.enum(["S", "M", "L"]).describe("S under two hours, M half a day, L a day"),
  status: z.enum(["todo", "doing", "done", "retired"]),
  do: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), action: z.enum(["create", "modify", "delete"]) })),
  verify: z.array(z.object({ command: z.string().optional(), expect: z.string() })),
  requirements: z.array(z.object({ id: z.string(), text: z.string() })),
  dependsOn: NUMBERS,
  waitsFor: NUMBERS.describe("those that must be done before it can start"),
  neededBy: NUMBERS.describe("the steps that depend on it"),
  verified: z.boolean().optional().describe("of a finished step: whether that was checked"),
  note: z.string().optional(),
  leftOut: z.array(z.string()).describe("what is longer than fits here; the phase's file has it all"),
});

/** All of one step. */
export const getStep: Tool = tool({
  name: "get_step",
  title: "One step in full",
  description: "Gives one step: what to do, its files, how to verify it, its requirements, what it waits for. " +
    "For a prompt with the context that a worker needs, use handoff.",
  input: z.strictObject({ step: STEP_INPUT }),
  output: OUTPUT,
  async run({ step: name }, project) {
    const { plan } = await project.read();
    const data = detailsOf(plan, findStep(plan, name));
    return { data, text: textOf(data) };
  },
});

function detailsOf(plan: Plan, step: Step): z.infer<typeof OUTPUT> {
  const leftOut: string[] = [];
  const some = <T>(what: string, list: readonly T[], room: number): T[] => {
    const { items, leftOut: left } = within(list, room, (entry) => JSON.stringify(entry).length);
    if (left > 0) leftOut.push(`${left} of ${list.length} ${what}`);
    return items;
  };
  const cited = new Set(step.requirements);
  const { why, evidence } = step;
  return {
    number: step.number,
    id: step.id,
    type: step.type,
    title: titleOf(step.title),
    ...(why === undefined ? {} : { why: lineOf(why, ROOM.remark) }),
    size: step.size,
    status: step.status,
    do: some("instructions", step.do.map((text) => lineOf(text)), ROOM.do),
    files: some("files", step.deliverables.map(({ path, action }) => ({ path: lineOf(path), action })), ROOM.files),
    verify: some(
      "checks",
      step.verify.map(({ command, expect }) => ({
        ...(command === undefined ? {} : { command: lineOf(command) }),
        expect: lineOf(expect),
      })),
      ROOM.verify,
    ),
    requirements: some(
      "requirements",
      plan.requirements.filter(({ id }) => cited.has(id)).map(({ id, text }) => ({ id, text: lineOf(text) })),
      ROOM.requirements,
    ),
    dependsOn: some("steps that it depends on", step.dependsOn, ROOM.numbers),
    waitsFor: some("steps that it waits for", waitingFor(plan)(step), ROOM.numbers),
    neededBy: some(
      "steps that depend on it",
      stepsOf(plan).filter(({ dependsOn }) => dependsOn.includes(step.number)).map(({ number }) => number),
      ROOM.numbers,
    ),
    ...(step.status === "done" ? { verified: evidence?.verified === true } : {}),
    ...(evidence?.note === undefined ? {} : { note: lineOf(evidence.note, ROOM.remark) }),
    leftOut,
  };
}

function textOf(step: z.infer<typeof OUTPUT>): string {
  const { number, id, type, size, status, title, why, waitsFor, dependsOn, neededBy, verified, note, leftOut } = step;
  return [
    `Step ${number} ${title} (${id}, ${type}, size ${size}, ${status}${verified === false ? ", unverified" : ""})`,
    ...(why === undefined ? [] : [`Why: ${why}`]),
    ...listed("Do", step.do),
    ...listed("Files", step.files.map(({ path, action }) => `${action} ${path}`)),
    ...listed(
      "Verify",
      step.verify.map(({ command, expect }) => `${command === undefined ? "" : `${command}: `}${expect}`),
    ),
    ...listed("Requirements", step.requirements.map(({ id, text }) => `${id} ${text}`)),
    ...inLine("Depends on", dependsOn),
    ...inLine("Waits for", waitsFor),
    ...inLine("Needed by", neededBy),
    ...(note === undefined ? [] : [`Note: ${note}`]),
    ...inLine("Left out", leftOut),
  ].join("\n");
}

function listed(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${heading}:`, ...lines.map((line) => `- ${line}`)];
}

function inLine(heading: string, words: readonly string[]): string[] {
  return words.length === 0 ? [] : [`${heading}: ${words.join(", ")}`];
}
