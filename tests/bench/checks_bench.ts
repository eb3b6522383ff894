/**
 * Cost of the checks by size: each plan has twice the steps of the one before, and a requirement for every five steps; the
 * cost should double with it. Then each rule alone, on the largest plan.
 * @module
 */
import { lintPlan } from "../../mod.ts";
import { rules } from "../../src/plan/checks/mod.ts";
import { PlanView } from "../../src/plan/checks/view.ts";
import { syntheticPlan } from "./synthetic_plan.ts";

const SIZES = [625, 1_250, 2_500, 5_000, 10_000];

for (const size of SIZES) {
  const plan = syntheticPlan(size);
  Deno.bench({ name: `${size} steps`, group: "all checks", baseline: size === SIZES[0], n: 10, warmup: 3 }, () => {
    lintPlan(plan);
  });
}

const largest = syntheticPlan(SIZES.at(-1) ?? 0);
for (const rule of rules) {
  const limits = Object.fromEntries(Object.entries(rule.limits ?? {}).map(([name, { value }]) => [name, value]));
  Deno.bench({ name: rule.id, group: "each rule", n: 5, warmup: 2 }, () => {
    rule.check(new PlanView(largest, { absent: [], files: [] }), limits);
  });
}
