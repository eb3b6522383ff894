import { findStep } from "../../plan/progress/find.ts";
import { finishStep } from "../../plan/progress/mark.ts";
import type { Plan, Step } from "../../plan/types.ts";
import { type Changed, changePlan } from "../change_plan.ts";
import type { Io } from "../command.ts";
import { NotVerified } from "../failure.ts";
import { type Evidence, markWith } from "./evidence.ts";

/** How a step is to be finished. */
export interface Finish {
  /** The plan's file. */
  path: string;
  /** The step's number or id. */
  name: string;
  note: string | undefined;
  /** Whether nothing is to be looked at. */
  force: boolean;
  /** Who holds the plan meanwhile, for others. */
  command: string;
  /** Looks what shows that the step is done. */
  prove(step: Step): Promise<Evidence>;
}

/**
 * Marks a step as done, with what proves it. Proving may take long, and the plan is not held meanwhile: evidence is written
 * only to the very step that it was found for.
 *
 * @throws {UsageError} If the step may not be done: then nothing is looked at.
 * @throws {NotVerified} If somebody has changed the step meanwhile.
 */
export async function finishProved(
  plan: Plan,
  { path, name, note, force, command, prove }: Finish,
  io: Io,
): Promise<Changed & { step: Step }> {
  finishStep(plan, name, { force });
  const step = findStep(plan, name);
  const proof = force ? undefined : await prove(step);
  const changed = await changePlan(path, (now) => {
    if (contentOf(findStep(now, step.id)) !== contentOf(step)) throw changedSince(step);
    return markWith(now, step.id, { force, note, proof });
  }, { command, io });
  return { ...changed, step: findStep(changed.plan, step.id) };
}

/** What evidence is about. */
function contentOf({ title, do: instructions, deliverables, verify }: Step): string {
  return JSON.stringify([title, instructions, deliverables, verify]);
}

function changedSince({ number }: Step): NotVerified {
  return new NotVerified(
    `Cannot mark step ${number} done: it was changed in the meantime`,
    `Look at what it is now, then mark it again. See: devussy handoff ${number}`,
  );
}
