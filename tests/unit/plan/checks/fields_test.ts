import assert from "node:assert/strict";
import { isCiPath, isReadmePath } from "../../../../src/plan/checks/paths/known_paths.ts";
import { type LintOptions, lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { ciStep, goodPlan, phase, readmeStep, requirement, step, withStep } from "../builders.ts";

/** The places of what is found, with the rule of each. */
function found(plan: Plan, options: LintOptions = {}): string[] {
  return lintPlan(plan, options).findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

/** The same for one rule, where a plan is built to have other faults too. */
function ofRule(rule: string, plan: Plan, options: LintOptions = {}): string[] {
  return found(plan, options).filter((finding) => finding.startsWith(`${rule} `)).map((finding) =>
    finding.slice(rule.length + 1)
  );
}

/** A plan with one of its steps changed. */
function changed(phase: number, at: number, more: Partial<Step>, plan = goodPlan()): Plan {
  const step = plan.phases[phase]?.steps[at];
  if (step === undefined) throw new Error(`expected a step at ${phase}, ${at}`);
  Object.assign(step, more);
  return plan;
}

Deno.test("lintPlan() finds steps that cite no requirement when they build or test", () => {
  for (const type of ["feature", "test"] as const) {
    assert.deepEqual(found(withStep({ type, requirements: [] })), ["no-invention /phases/0/steps/0/requirements"]);
  }
  for (const type of ["enabler", "docs", "ops", "removal"] as const) {
    assert.deepEqual(found(withStep({ type, requirements: [] })), [], type);
  }
});

Deno.test("lintPlan() finds steps that serve only what is no longer asked for, unless they are done", () => {
  for (const status of ["retired", "superseded"] as const) {
    const plan = changed(1, 0, { requirements: ["R3"] });
    plan.requirements.push(requirement("R3", "Users can print links.", { status }));
    assert.deepEqual(found(plan), ["no-invention /phases/1/steps/0/requirements"]);
    assert.deepEqual(found(changed(1, 0, { status: "done" }, plan)), []);
    assert.deepEqual(found(changed(1, 0, { status: "todo", type: "removal" }, plan)), []);
    assert.deepEqual(found(changed(1, 0, { type: "feature", requirements: ["R3", "R2"] }, plan)), []);
  }
});

Deno.test("lintPlan() leaves a citation of nothing to dangling-reference", () => {
  assert.deepEqual(found(withStep({ requirements: ["R9"] })), ["dangling-reference /phases/0/steps/0/requirements/0"]);
});

/** A plan of one phase with so many features and enablers. */
function planOf(features: number, enablers: number): Plan {
  const steps = Array.from({ length: features }, (_, at) => step(`1.${at + 1}`, { requirements: ["R1", "R2"] }));
  for (let at = 0; at < enablers; at++) {
    steps.push(step(`1.${steps.length + 1}`, { type: "enabler", requirements: [] }));
  }
  return goodPlan({ phases: [phase(1, steps)] });
}

Deno.test("lintPlan() finds too large a share of enablers, from ten steps on", () => {
  assert.deepEqual(ofRule("no-invention", planOf(6, 4)), ["/phases"]);
  assert.deepEqual(ofRule("no-invention", planOf(7, 3)), []);
  assert.deepEqual(ofRule("no-invention", planOf(2, 7)), []);
  assert.deepEqual(ofRule("no-invention", planOf(0, 1)), []);
  const limits = { max_enabler_percent: 40 };
  assert.deepEqual(ofRule("no-invention", planOf(6, 4), { rules: { "no-invention": { limits } } }), []);
  const { message } = lintPlan(planOf(5, 7)).findings.find(({ rule }) => rule === "no-invention") ?? { message: "" };
  assert.equal(message, "7 of 12 steps (58 %) are enablers or cite no requirement, over 35 %");
});

Deno.test("lintPlan() asks for no citation when the plan has no requirements or steps have no types or are retired", () => {
  assert.deepEqual(ofRule("no-invention", withStep({ requirements: [] }, { requirements: [] })), []);
  assert.deepEqual(ofRule("no-invention", withStep({ requirements: [] }), { absent: ["types"] }), []);
  assert.deepEqual(ofRule("no-invention", withStep({ requirements: [], status: "retired" })), []);
  assert.deepEqual(ofRule("no-invention", goodPlan({ phases: [] })), []);
});

Deno.test("lintPlan() finds too few risks", () => {
  const two = goodPlan();
  two.risks.pop();
  assert.deepEqual(found(two), ["risk-and-done /risks"]);
  assert.deepEqual(found(two, { rules: { "risk-and-done": { limits: { min_risks: 2 } } } }), []);
  assert.deepEqual(found(goodPlan({ risks: [] })), ["risk-and-done /risks"]);
});

Deno.test("lintPlan() finds risks that no step deals with", () => {
  const plan = goodPlan();
  Object.assign(plan.risks[1] ?? {}, { steps: [] });
  assert.deepEqual(found(plan), ["risk-and-done /risks/1/steps"]);
  Object.assign(plan.risks[1] ?? {}, { steps: ["1.1"], mitigation: " " });
  assert.deepEqual(found(plan), ["risk-and-done /risks/1/mitigation"]);
  Object.assign(plan.risks[1] ?? {}, { steps: ["8.8"], mitigation: "Write first." });
  assert.deepEqual(found(plan), ["dangling-reference /risks/1/steps/0"]);
  const retired = changed(1, 1, { status: "retired" });
  Object.assign(retired.risks[1] ?? {}, { steps: ["2.2"] });
  assert.deepEqual(ofRule("risk-and-done", retired), ["/risks/1/steps"]);
  Object.assign(retired.risks[1] ?? {}, { steps: ["2.2", "2.1"] });
  assert.deepEqual(ofRule("risk-and-done", retired), []);
});

Deno.test("lintPlan() finds a plan and phases that do not say when they are done", () => {
  assert.deepEqual(found(goodPlan({ definitionOfDone: [] })), ["risk-and-done /definitionOfDone"]);
  assert.deepEqual(found(goodPlan({ definitionOfDone: [" "] })), ["risk-and-done /definitionOfDone"]);
  const plan = goodPlan();
  Object.assign(plan.phases[1] ?? {}, { exitCriteria: [] });
  assert.deepEqual(found(plan), ["risk-and-done /phases/1/exitCriteria"]);
  assert.deepEqual(ofRule("risk-and-done", plan, { absent: ["phases"] }), []);
  assert.deepEqual(ofRule("risk-and-done", plan, { absent: ["risks"] }), []);
  for (const step of plan.phases[1]?.steps ?? []) step.status = "retired";
  assert.deepEqual(ofRule("risk-and-done", plan), []);
});

Deno.test("lintPlan() finds functional requirements that no step leaves a test for", () => {
  const bare = (number: string) => [{ path: `part_${number}.go`, action: "create" as const }];
  const plan = changed(1, 0, { deliverables: bare("2_1") }, changed(1, 1, { deliverables: bare("2_2") }));
  assert.deepEqual(found(plan), ["test-and-docs /requirements/1"]);
  Object.assign(plan.requirements[1] ?? {}, { kind: "quality" });
  assert.deepEqual(found(plan), []);
  Object.assign(plan.requirements[1] ?? {}, { kind: "functional", outOfScope: "Later." });
  assert.deepEqual(found(plan), []);
  const { outOfScope: _, ...asked } = plan.requirements[1] ?? requirement("R2", "");
  const again = { ...plan, requirements: [plan.requirements[0] ?? asked, asked] };
  assert.deepEqual(found(again), ["test-and-docs /requirements/1"]);
  assert.deepEqual(found(changed(1, 1, { type: "test" }, again)), []);
  changed(1, 1, { type: "feature", verify: [{ command: "go test ./clicks_test.go -v", expect: "passes." }] }, again);
  assert.deepEqual(ofRule("test-and-docs", again), ["/requirements/1"], "nobody writes that test");
  assert.deepEqual(ofRule("test-and-docs", again, { files: ["clicks_test.go"] }), []);
  changed(1, 1, { verify: [{ command: "go test ./part_1_1_test.go", expect: "passes." }] }, again);
  assert.deepEqual(ofRule("test-and-docs", again), []);
  changed(1, 1, { verify: [{ command: "go test ./checks/a_test.go", expect: "passes." }] }, again);
  changed(1, 0, { deliverables: [{ path: "checks/", action: "create" }] }, again);
  assert.deepEqual(ofRule("test-and-docs", again), []);
  changed(1, 1, { verify: [{ command: "go test ./...", expect: "passes." }] }, again);
  assert.deepEqual(found(again), ["test-and-docs /requirements/1"]);
});

Deno.test("lintPlan() takes no deleted test for one, and tests of Rust where they are", () => {
  const plan = changed(1, 1, { deliverables: [{ path: "b.go", action: "create" }] });
  changed(1, 0, { deliverables: [{ path: "a.go", action: "create" }, { path: "a_test.go", action: "delete" }] }, plan);
  assert.deepEqual(ofRule("test-and-docs", plan), ["/requirements/1"]);
  const rust = { deliverables: [{ path: "src/links.rs", action: "create" as const }] };
  changed(1, 0, { ...rust, verify: [{ command: "cargo build", expect: "ends with 0." }] }, plan);
  assert.deepEqual(ofRule("test-and-docs", plan), ["/requirements/1"]);
  changed(1, 0, { ...rust, verify: [{ command: "cargo test links", expect: "3 tests pass." }] }, plan);
  assert.deepEqual(ofRule("test-and-docs", plan), []);
});

Deno.test("lintPlan() finds a plan without CI or README, unless the project has them or phases lack steps", () => {
  const noCi = changed(0, 2, {
    title: "Say how to work",
    deliverables: [{ path: "CONTRIBUTING.md", action: "create" }],
  });
  assert.deepEqual(found(noCi).filter((finding) => finding.startsWith("test-and-docs")), ["test-and-docs /phases"]);
  assert.deepEqual(ofRule("test-and-docs", noCi, { files: [".github/workflows/test.yml"] }), []);
  const noReadme = changed(1, 2, {
    title: "Write the guide",
    deliverables: [{ path: "docs/guide.md", action: "create" }],
  });
  assert.deepEqual(ofRule("test-and-docs", noReadme), ["/phases"]);
  assert.deepEqual(ofRule("test-and-docs", noReadme, { files: ["README.md"] }), []);
  noReadme.phases.push(phase(3, []));
  assert.deepEqual(ofRule("test-and-docs", noReadme), []);
  const one = goodPlan({ phases: [phase(1, [step("1.1", { requirements: ["R1", "R2"] })])] });
  assert.deepEqual(ofRule("test-and-docs", one), ["/phases", "/phases"]);
  const both = goodPlan({ phases: [phase(1, [ciStep("1.1"), readmeStep("1.2", { status: "retired" })])] });
  assert.deepEqual(ofRule("test-and-docs", both), ["/phases"]);
});

Deno.test("isCiPath() and isReadmePath() know the usual files and no others", () => {
  for (
    const path of [
      ".github/workflows/ci.yml",
      ".github/workflows/",
      ".gitlab-ci.yml",
      "Jenkinsfile",
      ".circleci/config.yml",
      "azure-pipelines.yml",
      "bitbucket-pipelines.yml",
      ".forgejo/workflows/ci.yml",
      ".gitea/workflows/ci.yml",
      ".woodpecker.yml",
      ".woodpecker/test.yml",
      ".drone.yml",
      ".travis.yml",
      ".buildkite/pipeline.yml",
      "backend/.gitlab-ci.yml",
    ]
  ) assert.ok(isCiPath(path), path);
  for (const path of ["src/ci.ts", ".github/CODEOWNERS", ".github/dependabot.yml", "circle.ts", "src/pipeline.ts"]) {
    assert.ok(!isCiPath(path), path);
  }
  for (const path of ["README.md", "readme.rst", "README", "docs/README.de.md", "LIESMICH.md"]) {
    assert.ok(isReadmePath(path), path);
  }
  for (const path of ["docs/index.md", "src/reader.ts", "read.me/a.ts"]) {
    assert.ok(!isReadmePath(path), path);
  }
});

Deno.test("lintPlan() ends in time when paths and commands are very long", () => {
  for (const part of ["a", "a/", "test", "tests/", "a.", "_", "- ", "/"]) {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const plan = withStep({
      deliverables: [{ path: text, action: "create" }],
      verify: [{ command: text, expect: text }],
    });
    const start = performance.now();
    lintPlan(plan);
    assert.ok(performance.now() - start < 5000, part);
  }
});
