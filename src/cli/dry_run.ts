import { authorOf } from "../pipeline/author.ts";
import { estimateRun, type StageEstimate } from "../pipeline/estimate.ts";
import { dollars } from "../llm/dollars.ts";
import type { PipelineOptions } from "../pipeline/stage.ts";
import type { Plan } from "../plan/types.ts";
import { createLLMClient } from "../providers.ts";
import type { Io } from "./command.ts";
import { printTable } from "./table.ts";

/** Prints what a run would take, stage by stage, and sends nothing. */
export async function dryRun(plan: Plan, options: PipelineOptions, json: boolean, io: Io): Promise<number> {
  const stages = await estimateRun(plan, options, createLLMClient("offline"));
  const sum = (pick: (estimate: StageEstimate) => number) => stages.reduce((total, each) => total + pick(each), 0);
  const total = {
    calls: sum(({ calls }) => calls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    ...(stages.every(({ usd }) => usd !== undefined) ? { usd: sum(({ usd = 0 }) => usd) } : {}),
  };
  if (json) {
    io.out(JSON.stringify({ schemaVersion: 1, exitCode: 0, dryRun: true, stages, total }, null, 2));
    return 0;
  }
  printTable(io, [
    ["STAGE", "ASKS", "CALLS", "TOKENS IN", "TOKENS OUT", "COST"],
    ...stages.map((
      each,
    ) => [each.stage, authorOf(each), ...numbersOf(each)]),
    ["total", "", ...numbersOf(total)],
  ], 2);
  io.say(
    "An estimate, by the plan that the embedded planner makes; corrections and reasoning come on top. Nothing was sent.",
  );
  return 0;
}

function numbersOf(
  { calls, inputTokens, outputTokens, usd }: Omit<StageEstimate, "stage" | "provider" | "model">,
): string[] {
  const cost = usd === undefined ? "unknown" : dollars(usd);
  return [String(calls), `~${inputTokens}`, `~${outputTokens}`, cost];
}
