import { findStep } from "../../plan/progress/find.ts";
import { type MarkOptions, startStep, undoStep } from "../../plan/progress/mark.ts";
import type { Plan } from "../../plan/types.ts";
import { type Changed, changePlan } from "../change_plan.ts";
import type { Io, Values } from "../command.ts";
import { readOwnPlan } from "../own_plan.ts";
import { tellFiles } from "../report.ts";
import { printDocument, sayNext, stepLine, stepNameOf } from "./steps.ts";

/** `devussy start` */
export async function markStarted(values: Values, word: string | undefined, io: Io): Promise<number> {
  return await mark(values, { word, command: "start", state: "started" }, startStep, io);
}

/** `devussy undo` */
export async function markUndone(values: Values, word: string | undefined, io: Io): Promise<number> {
  return await mark(values, { word, command: "undo", state: "to do again" }, undoStep, io);
}

async function mark(
  values: Values,
  { word, command, state }: { word: string | undefined; command: string; state: string },
  change: (plan: Plan, name: string, options: MarkOptions) => Plan,
  io: Io,
): Promise<number> {
  const name = stepNameOf(word, command);
  const { path } = await readOwnPlan(values, io);
  const changed = await changePlan(path, (plan) => change(plan, name, { force: values.on("force") }), { command, io });
  return reportMarked(values, name, state, changed, io);
}

/** Tells what became of a step that was marked. */
export function reportMarked(
  values: Values,
  name: string,
  state: string,
  { before, plan, files }: Changed,
  io: Io,
): number {
  const step = findStep(plan, name);
  if (values.on("json")) return printDocument(io, { step, changed: plan !== before, files: files.written });
  io.out(`${plan === before ? `already ${state}` : state}: ${stepLine(step)}`);
  tellFiles(files, io);
  sayNext(plan, io);
  return 0;
}
