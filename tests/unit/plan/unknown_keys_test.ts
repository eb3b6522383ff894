import assert from "node:assert/strict";
import { withUnknownKeys } from "../../../src/plan/unknown_keys.ts";
import { finishStep, undoStep } from "../../../src/plan/progress/mark.ts";
import { parsePlan } from "../../../src/plan/read.ts";
import { formatPlan } from "../../../src/plan/write.ts";
import { goodPlan } from "./builders.ts";

/** A plan's data, its keys in order. */
const data = () => JSON.parse(formatPlan(goodPlan()));

Deno.test("withUnknownKeys() gives the plan itself where nobody wrote a key of their own", () => {
  const plan = parsePlan(JSON.stringify(data()));
  const after = finishStep(plan, "1.1", { evidence: { note: "x" } });
  assert.equal(withUnknownKeys(after, plan, data()), after);
});

Deno.test("withUnknownKeys() keeps foreign keys with what they belong to, also where lists have moved", () => {
  const given = data();
  given["x-team"] = { members: 3 };
  given.phases[0].steps[1].owner = "Ann";
  given.phases[1].steps[0].verify[0].seen = [1, 2];
  given.requirements[1].ticket = "T-7";
  const plan = parsePlan(JSON.stringify(given));
  const done = finishStep(plan, "1.1", { evidence: { note: "x" } });
  const moved = {
    ...done,
    phases: done.phases.map((phase) => ({ ...phase, steps: phase.steps.toReversed() })),
    requirements: done.requirements.toReversed(),
  };
  const kept = JSON.parse(JSON.stringify(withUnknownKeys(moved, plan, given)));
  assert.deepEqual(kept["x-team"], { members: 3 });
  assert.equal(kept.phases[0].steps[1].owner, "Ann");
  assert.deepEqual(kept.phases[1].steps[2].verify[0].seen, [1, 2]);
  assert.equal(kept.requirements[0].ticket, "T-7");
  assert.equal(kept.phases[0].steps[2].evidence.note, "x");
  // What we took away is not theirs.
  const undone = JSON.parse(JSON.stringify(withUnknownKeys(undoStep(done, "1.1"), done, kept)));
  assert.equal(undone.phases[0].steps[0].evidence, undefined);
  assert.equal(undone.phases[0].steps[1].owner, "Ann");
});
