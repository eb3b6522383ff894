import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Phase, Plan, Step } from "../../../../src/plan/types.ts";
import { startPlan } from "../../../../src/pipeline/request.ts";
import { runPipeline } from "../../../../src/pipeline/run.ts";
import { createLLMClient } from "../../../../src/providers.ts";

const IDEA = {
  name: "Reading list",
  languages: ["Python"],
  requirements:
    "Users register and log in. Users add books with title and author. Users search their books. Users export the list as CSV. Pages load within 2 seconds.",
};

function phaseAt(plan: Plan, index: number): Phase {
  const found = plan.phases.at(index);
  if (found === undefined) throw new Error(`expected a phase at ${index}`);
  return found;
}

function stepAt(plan: Plan, phase: number, index: number): Step {
  const found = phaseAt(plan, phase).steps.at(index);
  if (found === undefined) throw new Error(`expected a step at ${phase}, ${index}`);
  return found;
}

/** Defects with the rule that must find each. */
const defects: readonly [rule: string, what: string, seed: (plan: Plan) => void][] = [
  ["coverage", "a requirement that nobody works on", (plan) => {
    plan.requirements.push({ ...structuredClone(plan.requirements[0]!), id: "R99", text: "Users pay by card." });
  }],
  ["coverage", "all citations of a requirement lost", (plan) => {
    for (const { steps } of plan.phases) {
      for (const step of steps) step.requirements = step.requirements.filter((id) => id !== "R3");
    }
  }],
  ["coverage", "the only steps for a requirement retired", (plan) => {
    for (const { steps } of plan.phases) {
      for (const step of steps) if (step.requirements.includes("R4")) step.status = "retired";
    }
  }],
  ["dangling-reference", "a citation of no requirement", (plan) => stepAt(plan, 1, 0).requirements.push("R77")],
  ["dangling-reference", "a dependency on no step", (plan) => stepAt(plan, -1, -1).dependsOn.push("9.9")],
  ["dangling-reference", "a step in prose that is not there", (plan) => stepAt(plan, 1, 0).do.push("Reuse step 8.3.")],
  ["dangling-reference", "a risk's step that is not there", (plan) => plan.risks[0]?.steps.push("7.7")],
  ["dangling-reference", "a component's requirement that is not there", (plan) => {
    plan.design?.components[0]?.requirements.push("R55");
  }],
  ["cycle", "two steps that wait for each other", (plan) => {
    stepAt(plan, 1, 0).dependsOn.push(stepAt(plan, 1, 1).number);
    stepAt(plan, 1, 1).dependsOn.push(stepAt(plan, 1, 0).number);
  }],
  ["cycle", "two phases that wait for each other", (plan) => {
    phaseAt(plan, 0).dependsOn = [2];
    phaseAt(plan, 1).dependsOn = [1];
  }],
  ["order", "the first step waiting for the last", (plan) => {
    stepAt(plan, 0, 0).dependsOn.push(stepAt(plan, -1, -1).number);
  }],
  ["order", "a phase waiting for a later one", (plan) => {
    phaseAt(plan, 1).dependsOn = [3];
  }],
  ["numbering", "two steps swapped", (plan) => phaseAt(plan, 1).steps.reverse()],
  ["numbering", "a phase left out", (plan) => plan.phases.splice(1, 1)],
  ["numbering", "one id given twice", (plan) => {
    stepAt(plan, 1, 0).id = stepAt(plan, 0, 0).id;
  }],
  ["deliverable", "a step without files", (plan) => {
    stepAt(plan, 1, 0).deliverables = [];
  }],
  ["deliverable", "a file outside the project", (plan) => {
    stepAt(plan, 1, 0).deliverables.push({ path: "../../.bashrc", action: "modify" });
  }],
  ["verification", "a step without a check", (plan) => {
    stepAt(plan, 1, 0).verify = [];
  }],
  ["verification", "a check that it works", (plan) => {
    stepAt(plan, 1, 0).verify = [{ expect: "Check that it works" }];
  }],
  ["placeholder", "a title to be written", (plan) => {
    stepAt(plan, 1, 0).title = "TBD";
  }],
  ["placeholder", "work put off", (plan) => stepAt(plan, 1, 0).do.push("Implement this later.")],
  ["placeholder", "a step like another", (plan) => stepAt(plan, 1, 0).do.push("Similar to step 1.1.")],
];

Deno.test("lintPlan() finds each seeded defect by its own rule and none in the untouched plan", async (t) => {
  const plan = await runPipeline(startPlan(IDEA), { client: createLLMClient("offline", {}) });
  assert.deepEqual(lintPlan(plan), { score: 100, findings: [] });
  assert.ok(defects.length >= 15);
  for (const [rule, what, seed] of defects) {
    await t.step(`${rule} when there is ${what}`, () => {
      const broken = structuredClone(plan);
      seed(broken);
      const { findings, score } = lintPlan(broken);
      const rules = [...new Set(findings.map((finding) => finding.rule))];
      assert.ok(rules.includes(rule), `found ${rules.join(", ") || "nothing"}`);
      assert.ok(score < 100);
      for (const { message, location, hint } of findings) {
        assert.match(message, /^[^\n]+$/);
        assert.notEqual(location, "");
        assert.notEqual(hint, "");
      }
    });
  }
});
