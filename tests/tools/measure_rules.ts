/**
 * Measures the rules and writes the table of `docs/RULES.md`: `deno task measure`. Defects are those of the mutation
 * test; plans are the embedded planner's, of some ideas and of the shared briefs.
 * @module
 */
import { alignedTable } from "./markdown_layout.ts";
import { rulesPage } from "./rules_page.ts";
import { lintPlan } from "../../src/plan/checks/lint.ts";
import { rules } from "../../src/plan/checks/mod.ts";
import { syntheticPlan } from "../bench/synthetic_plan.ts";
import { defects } from "../unit/plan/checks/defects.ts";
import { soundPlans } from "../unit/plan/checks/sound_plans.ts";

const SIZES = [625, 1250, 2500, 5000, 10_000];

const plans = await soundPlans();
const alarms = plans.flatMap(([, plan]) => lintPlan(plan).findings);
const rows = rules.map(({ id }) => {
  const kinds = defects.filter(({ rule }) => rule === id);
  const found = kinds.flatMap(({ seed }) =>
    plans.filter(([, plan]) => {
      const broken = structuredClone(plan);
      seed(broken);
      return lintPlan(broken).findings.some(({ rule }) => rule === id);
    })
  ).length;
  const seeded = kinds.length * plans.length;
  return [
    `\`${id}\``,
    String(kinds.length),
    `${found} of ${seeded}`,
    String(alarms.filter(({ rule }) => rule === id).length),
  ];
});
const times = SIZES.map((steps) => {
  const plan = syntheticPlan(steps);
  const runs = Array.from({ length: 5 }, () => {
    const started = performance.now();
    lintPlan(plan);
    return performance.now() - started;
  });
  const best = Math.min(...runs);
  return [steps, plan.requirements.length, `${best.toFixed(0)} ms`, `${(best * 1000 / steps).toFixed(0)} µs`].map(
    String,
  );
});

const measured = [
  `${defects.length} kinds of defects were put, one at a time, into ${plans.length} sound plans (the embedded planner's, of`,
  `${plans.length - 2} shared briefs and 2 ideas). False alarms are findings in the untouched plans.`,
  "",
  alignedTable(["Rule", "Kinds", "Found", "False alarms"], rows),
  "",
  "Time for all rules by the size of the plan, on one core (the best of 5 runs):",
  "",
  alignedTable(["Steps", "Requirements", "Time", "Per step"], times),
].join("\n");

Deno.writeTextFileSync(new URL("../../docs/RULES.md", import.meta.url), `${rulesPage(rules, measured).trimEnd()}\n`);
