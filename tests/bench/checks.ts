/**
 * Cost of the checks by size: each plan has twice the steps of the one before, and a requirement for every five steps; the
 * cost should double with it. Then the dearest rules alone, on the largest plan.
 * @module
 */
import { formatPlan, lintPlan } from "../../mod.ts";
import { rules } from "../../src/plan/checks/mod.ts";
import { PlanView } from "../../src/plan/checks/view.ts";
import type { Setting, Table } from "./part.ts";
import { figure, inRounds, repeated, times } from "./rounds.ts";
import { syntheticPlan } from "./synthetic_plan.ts";

const SIZES = [625, 1_250, 2_500, 5_000, 10_000];
const TURN_MS = 200;
const DEAREST = 5;

/** Measures all rules by size, beside reading the same plan as JSON, and each rule. */
export async function checks({ rounds, quick }: Setting): Promise<Table[]> {
  const plans = SIZES.slice(0, quick ? 2 : undefined).map(syntheticPlan);
  const texts = plans.map(formatPlan);
  const timings = await inRounds([
    ...plans.map((plan) => repeated(() => void lintPlan(plan), quick ? 0 : TURN_MS)),
    ...texts.map((text) => repeated(() => void JSON.parse(text), quick ? 0 : TURN_MS)),
  ], rounds);
  const best = (at: number) => timings[at]?.best ?? NaN;
  const each = (at: number) => best(at) / (SIZES[at] ?? NaN);
  const largest = plans.at(-1) ?? syntheticPlan(10);
  const all = best(plans.length - 1);
  return [{
    heads: ["Steps", "All rules, best, ms", "µs a step", "A step, times one of 625", "Times JSON.parse of the plan"],
    rows: plans.map((_, at) => [
      (SIZES[at] ?? 0).toLocaleString("en"),
      figure(best(at)),
      figure(each(at) * 1000),
      times(each(at), each(0)),
      times(best(at), best(plans.length + at)),
    ]),
  }, {
    heads: [`The dearest rules, largest plan`, "Best, ms", "Of all rules"],
    rows: (await eachRule(largest, Math.ceil(rounds / 3))).slice(0, DEAREST).map(([id, ms]) => [
      `\`${id}\``,
      figure(ms),
      `${(ms / all * 100).toFixed(0)} %`,
    ]),
  }];
}

/** Each rule alone with its best time, the dearest first. What rules share is made anew for each. */
async function eachRule(plan: ReturnType<typeof syntheticPlan>, rounds: number): Promise<[string, number][]> {
  const timings = await inRounds(
    rules.map(({ check, limits = {} }) => {
      const values = Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, value]));
      return repeated(() => void check(new PlanView(plan, { absent: [], files: [] }), values), 0);
    }),
    rounds,
  );
  return rules.map(({ id }, at): [string, number] => [id, timings[at]?.best ?? NaN]).sort((a, b) => b[1] - a[1]);
}
