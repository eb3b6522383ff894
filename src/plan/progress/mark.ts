/**
 * The ways of a step: todo > doing > done, and back. Each returns a new plan and leaves the given one as it is.
 * @module
 */
import { UsageError } from "../../errors.ts";
import type { Plan, Step } from "../types.ts";
import { findStep, stepsOf } from "./find.ts";
import { isOpen, waitingFor } from "./next.ts";

/** How a step may be marked. */
export interface MarkOptions {
  /** Also where the order of the plan speaks against it. */
  force?: boolean;
}

/**
 * Marks a step as worked on, so that nobody else begins it.
 *
 * @param plan The plan; it is not changed.
 * @param name The step's number or id.
 * @returns The plan with the step `doing`.
 * @throws {UsageError} If there is no such step, it is done or retired, or (without `force`) somebody has
 * started it or it waits for another.
 *
 * @example
 * ```ts
 * import { createLLMClient, runPipeline, startPlan, startStep } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * if (startStep(plan, "1.1").phases[0]?.steps[0]?.status !== "doing") throw new Error("expected it to be started");
 * ```
 */
export function startStep(plan: Plan, name: string, { force = false }: MarkOptions = {}): Plan {
  const step = findStep(plan, name);
  if (step.status === "doing") {
    if (force) return plan;
    throw new UsageError(
      `Cannot start step ${step.number}: somebody has started it`,
      "Take another (see: devussy next), or go on with it: devussy done, devussy undo, or --force.",
    );
  }
  if (step.status === "done") {
    throw new UsageError(`Cannot start step ${step.number}: it is done`, `To do it again: devussy undo ${step.number}`);
  }
  refuseRetired(step, "start");
  if (!force) refuseWaiting(plan, step, "start");
  return withStep(plan, step, { status: "doing" });
}

/**
 * Marks a step as done. For one that is done already only its evidence is taken over.
 *
 * @param plan The plan; it is not changed.
 * @param name The step's number or id.
 * @param options `evidence` is what proves it; nothing is checked here.
 * @returns The plan with the step `done`.
 * @throws {UsageError} If there is no such step, it is retired, or (without `force`) waits for another.
 *
 * @example
 * ```ts
 * import { createLLMClient, finishStep, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * const [step] = finishStep(plan, "1.1", { evidence: { note: "seen by hand" } }).phases[0]?.steps ?? [];
 * if (step?.status !== "done" || step.evidence?.note !== "seen by hand") throw new Error("expected it to be done");
 * ```
 */
export function finishStep(
  plan: Plan,
  name: string,
  { force = false, evidence }: MarkOptions & { evidence?: NonNullable<Step["evidence"]> } = {},
): Plan {
  const step = findStep(plan, name);
  refuseRetired(step, "finish");
  if (!force && step.status !== "done") refuseWaiting(plan, step, "finish");
  if (step.status === "done" && evidence === undefined) return plan;
  return withStep(plan, step, { status: "done", ...(evidence === undefined ? {} : { evidence }) });
}

/**
 * Takes a step back: it is to do again, and its evidence is gone.
 *
 * @param plan The plan; it is not changed.
 * @param name The step's number or id.
 * @returns The plan with the step `todo`.
 * @throws {UsageError} If there is no such step, it is retired, or (without `force`) something was built on it.
 *
 * @example
 * ```ts
 * import { createLLMClient, runPipeline, startPlan, startStep, undoStep } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * if (undoStep(startStep(plan, "1.1"), "1.1").phases[0]?.steps[0]?.status !== "todo") throw new Error("expected todo");
 * ```
 */
export function undoStep(plan: Plan, name: string, { force = false }: MarkOptions = {}): Plan {
  const step = findStep(plan, name);
  if (step.status === "todo") return plan;
  refuseRetired(step, "take back");
  const back = withStep(plan, step, { status: "todo" });
  if (step.status === "done" && !force) {
    const waits = waitingFor(back);
    const built = stepsOf(back).filter((other) =>
      (other.status === "done" || other.status === "doing") && waits(other).includes(step.number)
    );
    if (built.length > 0) {
      throw new UsageError(
        `Cannot take step ${step.number} back: ${
          built.slice(0, 5).map(({ number, status }) => `${number} (${status})`).join(", ")
        }${built.length > 5 ? " and others" : ""} built on it`,
        `Take ${built.length === 1 ? "that" : "those"} back first, or use --force.`,
      );
    }
  }
  return back;
}

function refuseRetired({ status, number }: Step, verb: string): void {
  if (status !== "retired") return;
  throw new UsageError(`Cannot ${verb} step ${number}: it is retired, nobody needs it any more`, "See: devussy next");
}

function refuseWaiting(plan: Plan, step: Step, verb: string): void {
  const waits = waitingFor(plan)(step);
  if (waits.length === 0) return;
  const named = stepsOf(plan).filter((other) => isOpen(other) && waits.includes(other.number));
  throw new UsageError(
    `Cannot ${verb} step ${step.number}: it waits for ${
      named.slice(0, 5).map(({ number, status }) => `${number} (${status})`).join(", ")
    }${named.length > 5 ? " and others" : ""}`,
    "Finish that first (see: devussy next), or use --force.",
  );
}

/** The plan with one step changed; what is not given of its evidence is gone. */
function withStep(plan: Plan, step: Step, change: Pick<Step, "status"> & { evidence?: Step["evidence"] }): Plan {
  const { evidence: old, ...rest } = step;
  const evidence = change.status === "done" ? change.evidence ?? old : undefined;
  const changed: Step = { ...rest, status: change.status, ...(evidence === undefined ? {} : { evidence }) };
  return {
    ...plan,
    phases: plan.phases.map((phase) =>
      phase.steps.includes(step)
        ? { ...phase, steps: phase.steps.map((other) => other === step ? changed : other) }
        : phase
    ),
  };
}
