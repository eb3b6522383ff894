/**
 * Cost of working from a plan by its size, beside a floor: reading and writing the same plan as JSON. Each plan has twice the
 * steps of the one before; the cost should double with it.
 * @module
 */
import { finishStep, formatPlan, parsePlan, planStatus, planWaves, renderPlan } from "../../mod.ts";
import { mergeText } from "../../src/store/merge_text.ts";
import { syntheticPlan } from "./synthetic_plan.ts";

for (const size of [1_250, 2_500, 5_000, 10_000]) {
  const text = formatPlan(syntheticPlan(size));
  const plan = parsePlan(text);
  const after = finishStep(plan, "1.1", { force: true });
  const [before, now] = [renderPlan(plan)["devplan.md"] ?? "", renderPlan(after)["devplan.md"] ?? ""];
  const group = `${size} steps`;
  Deno.bench({ name: "floor: JSON.parse and JSON.stringify", group, baseline: true }, () => {
    JSON.stringify(JSON.parse(text), null, 2);
  });
  Deno.bench({ name: "status", group }, () => void planStatus(plan));
  Deno.bench({ name: "waves for 4", group }, () => void planWaves(plan, 4));
  Deno.bench({ name: "mark a step, all pages, plan.json", group, n: 5 }, () => {
    const done = finishStep(plan, "1.1", { force: true });
    renderPlan(done);
    formatPlan(done);
  });
  Deno.bench({ name: "merge an edited devplan.md", group }, () => {
    mergeText(before, `${before}\nMine.\n`, now);
  });
}
