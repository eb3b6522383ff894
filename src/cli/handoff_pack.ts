import { UsageError } from "../errors.ts";
import { readBudget } from "../output/handoff_pack/budget.ts";
import { renderHandoffPack } from "../output/handoff_pack/mod.ts";
import { stepsOf } from "../plan/progress/find.ts";
import { nextSteps } from "../plan/progress/next.ts";
import type { Plan } from "../plan/types.ts";
import { counted, oneLine, shorten } from "../text.ts";
import type { Io, Values } from "./command.ts";
import { readOwnPlan } from "./own_plan.ts";
import { planNameFor } from "./plan_name.ts";

/** Prints a prompt for a step or phase; returns the exit code. Without a name, it is the next step that can start. */
export async function printHandoffPack(values: Values, words: readonly string[], io: Io): Promise<number> {
  const given = values.text("budget");
  const budget = given === undefined ? undefined : readBudget(given);
  const { path, plan } = await readOwnPlan(values, io);
  const planFile = planNameFor(values, path);
  const pack = renderHandoffPack(plan, words.length > 0 ? words.join(" ") : chosen(plan, io), {
    ...(budget === undefined ? {} : { budget }),
    ...(planFile === undefined ? {} : { planFile }),
  });
  if (!values.on("json")) {
    io.out(pack.text.trimEnd());
    return 0;
  }
  const { step, phase, waitsFor, tokens, leftOut, text } = pack;
  io.out(
    JSON.stringify({ schemaVersion: 1, exitCode: 0, step, phase, waitsFor, tokens, budget, leftOut, text }, null, 2),
  );
  return 0;
}

/** The next step that can start, else one that somebody works on. */
function chosen(plan: Plan, io: Io): string {
  const steps = stepsOf(plan).filter(({ status }) => status !== "retired");
  const [next] = nextSteps(plan);
  const step = next ?? steps.find(({ status }) => status === "doing");
  if (step !== undefined) {
    io.say(
      `step ${step.number}, ${shorten(oneLine(step.title), 60)}: ${
        next === undefined ? "in work already, and no other can start" : "the next that can start"
      }`,
    );
    return step.number;
  }
  if (steps.length === 0) {
    throw new UsageError(
      "Cannot choose a step: the plan has none yet",
      "Make them with: devussy generate-devplan",
    );
  }
  if (steps.every(({ status }) => status === "done")) {
    throw new UsageError(
      `Cannot choose a step: ${
        steps.length === 1 ? "the only one is" : `all ${counted(steps.length, "step")} are`
      } done`,
      `Name one to see it again: devussy handoff ${steps.at(-1)?.number}`,
    );
  }
  throw new UsageError(
    "Cannot choose a step: each open one waits for another",
    "See what waits for what with: devussy status",
  );
}
