import { UsageError } from "../../errors.ts";
import { nextSteps, waitingFor } from "../../plan/progress/next.ts";
import { planWaves } from "../../plan/progress/waves.ts";
import { stepsOf } from "../../plan/progress/find.ts";
import type { Plan, Step } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import type { Io, Values } from "../command.ts";
import { readOwnPlan } from "../own_plan.ts";
import { printDocument, some, stepLine } from "./steps.ts";

/** Prints what can start now. */
export async function showNext(values: Values, io: Io): Promise<number> {
  const agents = agentsOf(values);
  const { plan } = await readOwnPlan(values, io);
  const steps = nextSteps(plan);
  const waves = agents === undefined ? undefined : planWaves(plan, agents);
  if (values.on("json")) {
    return printDocument(io, {
      steps: steps.map((step) => ({ phase: phaseOf(step, plan), ...step })),
      started: stepsOf(plan).filter(({ status }) => status === "doing").map(({ number }) => number),
      ...(waves === undefined ? {} : { agents, waves: waves.map((wave) => wave.map(inWave)) }),
    });
  }
  if (waves === undefined) { for (const step of steps) io.out(stepLine(step)); }
  else {
    waves.forEach((wave, at) => {
      io.out(`wave ${at + 1}${at === 0 ? ", now" : ""}${wave.length === 0 ? ": wait for what is in progress" : ""}`);
      for (const step of wave) io.out(`  ${stepLine(step)}`);
    });
  }
  if (steps.length === 0) io.say(whyNothing(plan));
  return 0;
}

/** What of a step tells whoever deals out work what it is and what it touches. */
function inWave({ number, id, title, size, deliverables }: Step): Partial<Step> {
  return { number, id, title, size, deliverables };
}

function phaseOf(step: Step, plan: Plan): number | undefined {
  return plan.phases.find(({ steps }) => steps.includes(step))?.number;
}

function whyNothing(plan: Plan): string {
  const steps = stepsOf(plan);
  const doing = steps.filter(({ status }) => status === "doing").map(({ number }) => number);
  const waiting = steps.filter(({ status }) => status === "todo");
  if (steps.length === 0) return "The plan has no steps yet: devussy generate-devplan";
  if (waiting.length === 0 && doing.length === 0) return "All steps are done.";
  if (doing.length > 0) return `Nothing else can start before ${some(doing)}, in progress.`;
  const waits = waitingFor(plan);
  return `Nothing can start: ${
    some(waiting.map((step) => `${step.number} waits for ${some(waits(step), 2)}`), 3)
  }. See: devussy lint`;
}

function agentsOf(values: Values): number | undefined {
  const text = values.text("agents");
  if (text === undefined) return undefined;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (number >= 1 && number <= 1000) return number;
  throw new UsageError(
    `Cannot use "--agents ${shorten(oneLine(text), 40)}": expected a whole number from 1 to 1000`,
    "Say how many work at once, for example --agents 3.",
  );
}
