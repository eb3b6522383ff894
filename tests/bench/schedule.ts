/**
 * What the schedule of a stage costs beside the waiting itself: 30 phases, each answered after the same time. The floor
 * waits as often and does nothing else.
 * @module
 */
import { createLLMClient, type LLMClient, type Plan, runPipeline, startPlan } from "../../mod.ts";
import { mapConcurrent } from "../../src/pipeline/concurrent.ts";
import type { Setting, Table } from "./part.ts";
import { BenchError } from "./processes.ts";
import { figure, inRounds, repeated, times } from "./rounds.ts";

const PHASES = 30;
const CONCURRENCY = 5;

/** Measures the details of all phases. */
export async function schedule({ rounds, quick }: Setting): Promise<Table[]> {
  const latency = quick ? 10 : 100;
  const wait = () => new Promise<void>((resolve) => setTimeout(resolve, latency));
  const plan = await plannedPhases();
  const planner = createLLMClient("offline", {});
  let calls = 0;
  /** Answers as the embedded planner does, after a time, and under a name whose answers are checked. */
  const slow: LLMClient = {
    ...planner,
    provider: "slow",
    async complete(messages, call) {
      calls++;
      await wait();
      return await planner.complete(messages, call);
    },
  };
  const [floor, stage] = await inRounds([
    repeated(async () => void await mapConcurrent(plan.phases, CONCURRENCY, undefined, wait), 0),
    repeated(async () => {
      calls = 0;
      // Bare phases do not pass all checks; asking anew would add waits that the floor does not have.
      const how = { client: slow, concurrency: CONCURRENCY, repairRounds: 0 };
      await runPipeline(plan, { ...how, stages: ["detailed_devplan"] });
      if (calls !== PHASES) {
        throw new BenchError(
          `Cannot measure the schedule: expected one call for each of ${PHASES} phases, got ${calls} calls`,
          "Whatever asks more than once must be off in tests/bench/schedule.ts.",
        );
      }
    }, 0),
  ], rounds);
  const row = (name: string, { best = NaN, median = NaN } = {}) => [
    name,
    figure(best),
    figure(median),
    times(best, floor?.best ?? NaN),
  ];
  return [{
    heads: [`${PHASES} phases, ${CONCURRENCY} at once`, "Best, ms", "Median, ms", "Times the floor"],
    rows: [row("Plain waits (floor)", floor), row("Prompts, answers, checks, order and the same waits", stage)],
  }];
}

/** A plan of bare phases, one for each requirement. */
async function plannedPhases(): Promise<Plan> {
  const numbers = Array.from({ length: PHASES }, (_, at) => at + 1);
  const base = await runPipeline(
    startPlan({
      name: "Archive",
      languages: ["Go"],
      requirements: numbers.map((number) => `Users archive records of kind ${number}.`).join(" "),
    }),
    { client: createLLMClient("offline", {}), stages: ["project_design"] },
  );
  return {
    ...base,
    phases: numbers.map((number) => ({
      number,
      title: `Records of kind ${number}`,
      goal: "They are archived.",
      kind: "feature",
      requirements: [`R${number}`],
      dependsOn: [],
      exitCriteria: ["An archived record is found again."],
      steps: [],
      generatedBy: "bench",
    })),
  };
}
