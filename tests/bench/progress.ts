/**
 * Cost of working from a plan by its size, beside a floor: reading and writing the same plan as JSON. Each plan has twice the
 * steps of the one before; the ratios should stay.
 * @module
 */
import { finishStep, formatPlan, parsePlan, planStatus, planWaves, renderPlan } from "../../mod.ts";
import { mergeText } from "../../src/store/merge_text.ts";
import type { Setting, Table } from "./part.ts";
import { figure, inRounds, repeated, times } from "./rounds.ts";
import { syntheticPlan } from "./synthetic_plan.ts";

const SIZES = [1_250, 2_500, 5_000, 10_000];
const TURN_MS = 50;

/** Measures what the commands do with a plan, without their files. */
export async function progress({ rounds, quick }: Setting): Promise<Table[]> {
  const rows: string[][] = [];
  for (const steps of SIZES.slice(0, quick ? 2 : undefined)) {
    const text = formatPlan(syntheticPlan(steps));
    const plan = parsePlan(text);
    const page = (of: typeof plan) => renderPlan(of)["devplan.md"] ?? "";
    const [before, now] = [page(plan), page(finishStep(plan, "1.1", { force: true }))];
    const acts = [
      () => void JSON.stringify(JSON.parse(text), null, 2),
      () => void parsePlan(text),
      () => void planStatus(plan),
      () => void planWaves(plan, 4),
      () => {
        const done = finishStep(plan, "1.1", { force: true });
        renderPlan(done);
        formatPlan(done);
      },
      () => void mergeText(before, `${before}\nMine.\n`, now),
    ];
    const timings = await inRounds(acts.map((act) => repeated(act, TURN_MS)), rounds);
    const [floor = NaN, ...bests] = timings.map(({ best }) => best);
    rows.push([steps.toLocaleString("en"), figure(floor), ...bests.map((best) => times(best, floor))]);
  }
  return [{
    heads: [
      "Steps",
      "JSON read and written (floor), ms",
      "Read and check its shape",
      "Status",
      "Waves for 4",
      "Mark a step, all pages, plan.json",
      "Merge an edited devplan.md",
    ],
    rows,
  }];
}
