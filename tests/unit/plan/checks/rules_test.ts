import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, phase, requirement, step, withStep } from "../builders.ts";

/** Enough to do for a step. */
const WORK = "Write a new short code for each long address, and refuse addresses over 2000 characters.";

/** The places of a rule's findings. */
function places(plan: Plan, rule: string): string[] {
  return lintPlan(plan).findings.filter((finding) => finding.rule === rule).map(({ pointer }) => pointer);
}

/** The names of the rules that find something. */
function rulesOf(plan: Plan): string[] {
  return [...new Set(lintPlan(plan).findings.map(({ rule }) => rule))];
}

Deno.test("lintPlan() finds nothing when the plan is good", () => {
  assert.deepEqual(lintPlan(goodPlan()), { score: 100, findings: [], unchecked: [] });
});

Deno.test("lintPlan() does not change the plan and says the same when asked twice", () => {
  const plan = withStep({ dependsOn: ["9.9"] });
  const before = structuredClone(plan);
  assert.deepEqual(lintPlan(plan), lintPlan(plan));
  assert.deepEqual(plan, before);
});

Deno.test("lintPlan() takes 8 points an error and stops at 0", () => {
  assert.equal(lintPlan(withStep({ requirements: ["R1", "R9"] })).score, 92);
  const many = Array.from({ length: 40 }, (_, at) => `R${at + 50}`);
  assert.equal(lintPlan(withStep({ requirements: ["R1", ...many] })).score, 0);
});

Deno.test("lintPlan() finds an uncovered requirement when no step cites it", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Users can delete links."));
  assert.deepEqual(places(plan, "coverage"), ["/requirements/2"]);
  assert.deepEqual(rulesOf(plan), ["coverage"]);
});

Deno.test("lintPlan() asks no step for a requirement when it is retired or superseded", () => {
  for (const status of ["retired", "superseded"] as const) {
    const plan = goodPlan();
    plan.requirements.push(requirement("R3", "Users can delete links.", { status }));
    assert.deepEqual(lintPlan(plan).findings, []);
  }
});

Deno.test("lintPlan() counts no citation when its step is retired", () => {
  const plan = goodPlan();
  for (const step of plan.phases[1]?.steps.slice(0, 2) ?? []) step.status = "retired";
  assert.deepEqual(places(plan, "coverage"), ["/requirements/1"]);
});

Deno.test("lintPlan() counts no citation when only the phase makes it", () => {
  const plan = goodPlan();
  for (const step of plan.phases[1]?.steps.slice(0, 2) ?? []) step.requirements = ["R1"];
  assert.deepEqual(plan.phases[1]?.requirements, ["R2"]);
  assert.deepEqual(places(plan, "coverage"), ["/requirements/1"]);
});

Deno.test("lintPlan() asks no step for a requirement when it says why it is out of scope", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Users can delete links.", { outOfScope: "Links live a year anyway." }));
  assert.deepEqual(lintPlan(plan).findings, []);
  Object.assign(plan.requirements[2] ?? {}, { outOfScope: " " });
  assert.deepEqual(places(plan, "coverage"), ["/requirements/2"]);
});

Deno.test("lintPlan() asks for no coverage before there are phases", () => {
  assert.deepEqual(rulesOf({ ...goodPlan(), phases: [], risks: [] }), []);
});

Deno.test("lintPlan() finds dangling references wherever they stand", () => {
  const cases: [Plan, string][] = [
    [withStep({ dependsOn: ["7.1"] }), "/phases/0/steps/0/dependsOn/0"],
    [withStep({ requirements: ["R1", "R7"] }), "/phases/0/steps/0/requirements/1"],
    [withStep({ do: [`Reuse what step 4.2 made. ${WORK}`] }), "/phases/0/steps/0/do/0"],
    [withStep({ title: "Finish R12" }), "/phases/0/steps/0/title"],
    [withStep({ why: "It serves (R12)." }), "/phases/0/steps/0/why"],
    [withStep({ verify: [{ expect: "Shows the result of step 8.1." }] }), "/phases/0/steps/0/verify/0/expect"],
  ];
  const risky = goodPlan();
  Object.assign(risky.risks[0] ?? {}, { steps: ["1.1", "5.5"] });
  cases.push([risky, "/risks/0/steps/1"]);
  const threatened = goodPlan();
  Object.assign(threatened.risks[0] ?? {}, { requirements: ["R8"] });
  cases.push([threatened, "/risks/0/requirements/0"]);
  const component = goodPlan();
  Object.assign(component.design?.components[0] ?? {}, { requirements: ["R1", "R8"] });
  cases.push([component, "/design/components/0/requirements/1"]);
  const phased = goodPlan();
  Object.assign(phased.phases[1] ?? {}, { requirements: ["R2", "R8"] });
  cases.push([phased, "/phases/1/requirements/1"]);
  const after = goodPlan();
  Object.assign(after.phases[1] ?? {}, { dependsOn: [9] });
  cases.push([after, "/phases/1/dependsOn/0"]);
  for (const [plan, pointer] of cases) {
    assert.deepEqual(places(plan, "dangling-reference"), [pointer]);
    assert.deepEqual(rulesOf(plan), ["dangling-reference"], pointer);
  }
});

Deno.test("lintPlan() takes no product's name for a reference when the owner uses it", () => {
  const text = "Files are stored in Cloudflare R2.";
  const plan = goodPlan({ requirements: [requirement("R1", text), requirement("R3", "Users can count clicks.")] });
  for (const { steps } of plan.phases) for (const each of steps) each.requirements = ["R1", "R3"];
  Object.assign(plan.phases[1] ?? {}, { requirements: ["R3"] });
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { do: [`Store each file in Cloudflare R2. ${WORK}`] });
  assert.deepEqual(lintPlan(plan).findings, []);
});

Deno.test("lintPlan() takes no model number or version for a reference", () => {
  for (
    const text of ["Support the R2-D2 toy.", "Use R12.5 of the library.", "Read r9 from the file.", "Use Go 1.22."]
  ) {
    assert.deepEqual(lintPlan(withStep({ do: [text, WORK] })).findings, [], text);
  }
});

Deno.test("lintPlan() accepts references in prose when they exist", () => {
  assert.deepEqual(lintPlan(withStep({ do: ["Prepare step 2.1 (R2).", WORK] })).findings, []);
});

Deno.test("lintPlan() accepts a reference when its target is retired", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Old.", { status: "retired" }));
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { requirements: ["R1", "R3"] });
  assert.deepEqual(lintPlan(plan).findings, []);
});

Deno.test("lintPlan() finds wrong numbers", () => {
  const gap = goodPlan();
  Object.assign(gap.phases[1]?.steps[2] ?? {}, { number: "2.4" });
  assert.deepEqual(places(gap, "numbering"), ["/phases/1/steps/2/number"]);
  assert.deepEqual(rulesOf(gap), ["numbering"]);
  const phases = goodPlan({ phases: [phase(1, [step("1.1")]), phase(3, [step("3.1", { requirements: ["R2"] })])] });
  assert.deepEqual(places(phases, "numbering"), ["/phases/1/number"]);
});

Deno.test("lintPlan() finds ids that are given twice", () => {
  const twice = goodPlan();
  Object.assign(twice.phases[1]?.steps[0] ?? {}, { id: "S1x1" });
  assert.deepEqual(places(twice, "numbering"), ["/phases/1/steps/0/id"]);
  const lists = goodPlan();
  for (const list of [lists.requirements, lists.assumptions, lists.questions, lists.risks] as { id: string }[][]) {
    list.push(structuredClone(list[0] ?? { id: "" }));
  }
  assert.deepEqual(places(lists, "numbering"), [
    "/requirements/2/id",
    "/assumptions/1/id",
    "/questions/1/id",
    "/risks/3/id",
  ]);
});

Deno.test("lintPlan() finds steps that leave nothing behind", () => {
  const plan = withStep({ deliverables: [] });
  assert.deepEqual(places(plan, "deliverable"), ["/phases/0/steps/0/deliverables"]);
  assert.deepEqual(rulesOf(plan), ["deliverable"]);
});

Deno.test("lintPlan() asks nothing of a step's files, checks and words when it is retired", () => {
  const plan = withStep({ deliverables: [], verify: [] });
  plan.phases[0]?.steps.push(step("1.4", { status: "retired", do: ["TBD"], deliverables: [], verify: [] }));
  assert.deepEqual(places(plan, "deliverable"), ["/phases/0/steps/0/deliverables"]);
  assert.deepEqual(places(plan, "verification"), ["/phases/0/steps/0/verify"]);
  assert.deepEqual(rulesOf(plan).sort(), ["deliverable", "verification"]);
});
