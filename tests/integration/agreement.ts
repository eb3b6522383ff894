/**
 * What must hold of a plan's files after every command: `plan.json` and the pages say the same.
 * @module
 */
import assert from "node:assert/strict";
import { ticksOf } from "../../src/plan/pages/ticks.ts";
import { countsOf } from "../../src/plan/progress/status.ts";
import { stepsOf } from "../../src/plan/progress/find.ts";
import { parsePlan } from "../../src/plan/read.ts";
import type { Plan } from "../../src/plan/types.ts";

/**
 * Compares `plan.json` with the pages beside it, and looks for leftovers.
 *
 * @param apart Ids of steps whose box somebody has changed by hand since the last sync.
 */
export function assertAgreement(folder: string, apart: ReadonlySet<string> = new Set()): Plan {
  const plan = parsePlan(Deno.readTextFileSync(`${folder}/plan.json`));
  const { done, total } = countsOf(stepsOf(plan));
  for (const phase of plan.phases) {
    const ticks = ticksOf(Deno.readTextFileSync(`${folder}/phase${phase.number}.md`), phase);
    const open = phase.steps.filter(({ status }) => status !== "retired");
    assert.deepEqual(ticks.map(({ step }) => step.number), open.map(({ number }) => number), `phase ${phase.number}`);
    for (const { step, ticked } of ticks) {
      if (!apart.has(step.id)) assert.equal(ticked, step.status === "done", `step ${step.number} is ${step.status}`);
    }
  }
  assert.match(Deno.readTextFileSync(`${folder}/devplan.md`), new RegExp(`^- ${done} of ${total} steps done\\.`, "m"));
  assert.match(
    Deno.readTextFileSync(`${folder}/handoff_prompt.md`),
    done === total
      ? new RegExp(`^All ${total} steps are done`, "m")
      : new RegExp(`^- Done: ${done} of ${total} steps`, "m"),
  );
  const ids = stepsOf(plan).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, "ids are unique");
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => /tmp|commit/.test(name)), []);
  return plan;
}
