/**
 * What the schedule of a stage costs beside the waiting itself: 30 phases, each answered after the same time. The floor
 * waits as often and does nothing else.
 * @module
 */
import { createLLMClient, type LLMClient, type Plan, runPipeline, startPlan } from "../../mod.ts";
import { mapConcurrent } from "../../src/pipeline/concurrent.ts";

const PHASES = 30;
const CONCURRENCY = 5;
const LATENCY_MS = 100;

const wait = () => new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
const planner = createLLMClient("offline");
const base = await runPipeline(
  startPlan({
    name: "Archive",
    languages: ["Go"],
    requirements: Array.from({ length: PHASES }, (_, at) => `Users archive records of kind ${at + 1}.`).join(" "),
  }),
  { client: planner, stages: ["project_design"] },
);
const plan: Plan = {
  ...base,
  phases: Array.from({ length: PHASES }, (_, at) => ({
    number: at + 1,
    title: `Records of kind ${at + 1}`,
    goal: "They are archived.",
    kind: "feature",
    requirements: [`R${at + 1}`],
    dependsOn: [],
    exitCriteria: ["An archived record is found again."],
    steps: [],
    generatedBy: "bench",
  })),
};
/** Answers as the embedded planner does, after a time, and under a name whose answers are checked. */
const slow: LLMClient = {
  ...planner,
  provider: "slow",
  async complete(messages, call) {
    await wait();
    return await planner.complete(messages, call);
  },
};

Deno.bench({
  name: `${PHASES} waits of ${LATENCY_MS} ms, ${CONCURRENCY} at once (floor)`,
  group: "schedule",
  baseline: true,
  n: 5,
  warmup: 1,
  fn: async () => void await mapConcurrent(plan.phases, CONCURRENCY, undefined, wait),
});

Deno.bench({
  name: `details of ${PHASES} phases, ${CONCURRENCY} at once`,
  group: "schedule",
  n: 5,
  warmup: 1,
  fn: async () =>
    void await runPipeline(plan, { client: slow, stages: ["detailed_devplan"], concurrency: CONCURRENCY }),
});
