import assert from "node:assert/strict";
import { UsageError } from "../../../../src/errors.ts";
import { findPart, findRequirement, findStep } from "../../../../src/plan/progress/find.ts";
import { finishStep, startStep, undoStep } from "../../../../src/plan/progress/mark.ts";
import { planStatus } from "../../../../src/plan/progress/status.ts";
import { goodPlan, step } from "../builders.ts";

Deno.test("planStatus() counts done and started steps and leaves retired ones out", () => {
  const plan = goodPlan();
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { status: "done", evidence: { verified: true } });
  Object.assign(plan.phases[0]?.steps[1] ?? {}, { status: "doing" });
  plan.phases[0]?.steps.push(step("1.4", { status: "retired" }));
  const { done, doing, total, percent, phases, started, unverified } = planStatus(plan);
  assert.deepEqual({ done, doing, total, percent }, { done: 1, doing: 1, total: 6, percent: 16 });
  assert.deepEqual(phases.map(({ done, total }) => [done, total]), [[1, 3], [0, 3]]);
  assert.deepEqual(started.map(({ number }) => number), ["1.2"]);
  assert.deepEqual(unverified, []);
});

Deno.test("planStatus() names what each waiting step waits for", () => {
  const { next, blocked } = planStatus(goodPlan());
  assert.deepEqual(next.map(({ number }) => number), ["1.1"]);
  assert.equal(blocked.length, 5);
  assert.ok(blocked.every(({ waitsFor }) => waitsFor.length > 0));
});

Deno.test("findStep() takes numbers and ids in any case, and suggests what was probably meant", () => {
  const plan = goodPlan();
  const first = plan.phases[0]?.steps[0];
  for (const name of ["1.1", " 1.1 ", "1.1.", "step 1.1", "Step 1.1", first?.id ?? "", first?.id.toLowerCase() ?? ""]) {
    assert.equal(findStep(plan, name), first, name);
  }
  const hintOf = (name: string) => {
    try {
      findStep(plan, name);
    } catch (error) {
      assert.ok(error instanceof UsageError);
      return error.hint;
    }
    throw new Error(`found "${name}"`);
  };
  assert.match(hintOf("1.9"), /^Did you mean 1\.1, "/);
  assert.match(hintOf("99.99"), /^Its steps are 1\.1 to 2\.3/);
  assert.match(hintOf("2"), /That is a phase; its steps are 2\.1, 2\.2, 2\.3\./);
  assert.match(hintOf(""), /Its steps are/);
  assert.throws(() => findStep({ ...plan, phases: [] }, "1.1"), { hint: /no steps yet/ });
});

Deno.test("findPart() takes phases too, and findRequirement() ids in any case", () => {
  const plan = goodPlan();
  assert.deepEqual(findPart(plan, "phase 2"), { phase: plan.phases[1] });
  assert.deepEqual(findPart(plan, "2"), { phase: plan.phases[1] });
  assert.deepEqual(findPart(plan, "2.1"), { step: plan.phases[1]?.steps[0] });
  assert.throws(() => findPart(plan, "7"), UsageError);
  assert.equal(findRequirement(plan, "r1"), plan.requirements[0]);
  assert.throws(() => findRequirement(plan, "R11"), { hint: /Did you mean R1/ });
});

Deno.test("a step goes from todo to doing to done and back, and the given plan stays as it is", () => {
  const plan = goodPlan();
  const before = structuredClone(plan);
  const started = startStep(plan, "1.1");
  assert.equal(findStep(started, "1.1").status, "doing");
  assert.throws(() => startStep(started, "1.1"), { message: /somebody has started it/ });
  assert.equal(startStep(started, "1.1", { force: true }), started);
  const done = finishStep(started, "1.1", { evidence: { note: "seen" } });
  assert.deepEqual(findStep(done, "1.1").evidence, { note: "seen" });
  assert.equal(finishStep(done, "1.1"), done);
  const undone = undoStep(done, "1.1");
  assert.deepEqual(undone, before);
  assert.equal(undoStep(undone, "1.1"), undone);
  assert.deepEqual(plan, before);
});

Deno.test("a step is not marked against the order of the plan, but by force", () => {
  const plan = goodPlan();
  assert.throws(() => startStep(plan, "1.2"), { message: /it waits for 1\.1 \(todo\)/ });
  assert.throws(() => finishStep(plan, "1.2"), { message: /it waits for 1\.1 \(todo\)/ });
  assert.equal(findStep(finishStep(plan, "1.2", { force: true }), "1.2").status, "done");
  const two = finishStep(finishStep(plan, "1.1"), "1.2");
  assert.throws(() => undoStep(two, "1.1"), { message: /1\.2 \(done\) built on it/ });
  assert.equal(findStep(undoStep(two, "1.1", { force: true }), "1.1").status, "todo");
  assert.throws(() => startStep(two, "1.1"), { message: /it is done/ });
});

Deno.test("a retired step is not marked, by no force", () => {
  const plan = goodPlan();
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { status: "retired" });
  for (const mark of [startStep, finishStep, undoStep]) {
    assert.throws(() => mark(plan, "1.1", { force: true }), { message: /it is retired/ });
  }
  assert.equal(planStatus(plan).next[0]?.number, "1.2");
});
