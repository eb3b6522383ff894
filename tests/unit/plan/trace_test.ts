import assert from "node:assert/strict";
import type { Plan } from "../../../src/plan/types.ts";
import { tracePlan } from "../../../src/plan/trace.ts";
import { goodPlan, phase, requirement, step } from "./builders.ts";

/** A good plan with these requirements and steps. */
function planOf(requirements: Plan["requirements"], steps: Plan["phases"][number]["steps"], more: Partial<Plan> = {}) {
  return goodPlan({ requirements, phases: [phase(1, steps)], risks: [], ...more });
}

Deno.test("tracePlan() finds the steps, tests and risks of each requirement when a plan is good", () => {
  const trace = tracePlan(goodPlan());
  assert.deepEqual(trace.rows.map(({ id, steps, tests, risks }) => ({ id, steps, tests, risks })), [
    { id: "R1", steps: ["1.1", "1.2"], tests: ["part_1_1_test.go", "part_1_2_test.go"], risks: ["K1", "K2", "K3"] },
    { id: "R2", steps: ["2.1", "2.2"], tests: ["part_2_1_test.go", "part_2_2_test.go"], risks: [] },
  ]);
  assert.deepEqual(trace.gaps, []);
  assert.deepEqual(trace.orphans, [
    { step: "1.3", title: "Run the tests in CI", type: "enabler", allowed: true },
    { step: "2.3", title: "Write the README", type: "docs", allowed: true },
  ]);
  const { covered, total, percent, tested, testable, testedPercent } = trace;
  assert.deepEqual({ covered, total, percent, tested, testable, testedPercent }, {
    covered: 2,
    total: 2,
    percent: 100,
    tested: 2,
    testable: 2,
    testedPercent: 100,
  });
});

Deno.test("tracePlan() tells the step only when a requirement has neither step nor test", () => {
  const trace = tracePlan(planOf(
    [requirement("R1", "Shorten."), requirement("R2", "Count."), requirement("R3", "Export.")],
    [step("1.1"), step("1.2", { requirements: ["R3"], deliverables: [{ path: "export.go", action: "create" }] })],
  ));
  assert.deepEqual(trace.gaps, [{ requirement: "R2", missing: "step" }, { requirement: "R3", missing: "test" }]);
  assert.equal(trace.percent, 66);
  assert.equal(trace.testedPercent, 33);
});

Deno.test("tracePlan() asks no test of qualities and constraints", () => {
  const trace = tracePlan(planOf(
    [requirement("R1", "Answers in 50 ms.", { kind: "quality" }), requirement("R2", "Go.", { kind: "constraint" })],
    [step("1.1", { requirements: ["R1", "R2"], deliverables: [] })],
  ));
  assert.deepEqual(trace.gaps, []);
  assert.deepEqual([trace.testable, trace.testedPercent], [0, 100]);
});

Deno.test("tracePlan() counts what is out of scope as covered only when it says why", () => {
  const rows = [
    requirement("R1", "Shorten.", { outOfScope: "Next year." }),
    requirement("R2", "x", { outOfScope: " " }),
  ];
  const trace = tracePlan(planOf(rows, [step("1.1", { requirements: [] })]));
  assert.deepEqual(trace.gaps, [{ requirement: "R2", missing: "step" }]);
  assert.equal(trace.percent, 50);
  assert.equal(trace.rows[0]?.outOfScope, "Next year.");
  assert.equal(trace.testable, 1);
});

Deno.test("tracePlan() lists retired requirements apart and leaves retired steps out", () => {
  const trace = tracePlan(planOf(
    [requirement("R1", "Shorten.", { status: "retired" }), requirement("R2", "Count.", { status: "superseded" })],
    [step("1.1"), step("1.2", { requirements: ["R2"], status: "retired" })],
  ));
  assert.deepEqual(trace.retired, [
    { id: "R1", text: "Shorten.", status: "retired", steps: ["1.1"] },
    { id: "R2", text: "Count.", status: "superseded", steps: [] },
  ]);
  assert.deepEqual([trace.rows, trace.total, trace.percent], [[], 0, 100]);
});

Deno.test("tracePlan() calls a step an orphan when it cites nothing that stands", () => {
  const { orphans } = tracePlan(planOf(
    [requirement("R1", "Shorten."), requirement("R2", "Chat.", { status: "retired" })],
    [
      step("1.1"),
      step("1.2", { requirements: ["R9"] }),
      step("1.3", { requirements: [], type: "ops" }),
      step("1.4", { requirements: [], type: "test" }),
      step("1.5", { requirements: [], status: "retired" }),
      step("1.6", { requirements: ["R2"] }),
      step("1.7", { requirements: ["R2"], status: "done" }),
      step("1.8", { requirements: ["R2"], type: "removal" }),
      step("1.9", { requirements: ["R9"], status: "done" }),
    ],
  ));
  assert.deepEqual(
    orphans.map(({ step, allowed }) => `${step} ${allowed}`),
    ["1.2 false", "1.3 true", "1.4 false", "1.6 false", "1.8 true", "1.9 false"],
  );
});

Deno.test("tracePlan() gives a risk without requirements to those of its steps", () => {
  const risk = { text: "x", likelihood: "low", impact: "low", mitigation: "x" } as const;
  const trace = tracePlan(planOf(
    [requirement("R1", "Shorten."), requirement("R2", "Count.")],
    [step("1.1", { requirements: ["R1", "R1"] }), step("1.2", { requirements: ["R2"] })],
    {
      risks: [
        { ...risk, id: "K1", steps: ["1.2"] },
        { ...risk, id: "K2", requirements: ["R1"], steps: ["1.2"] },
        { ...risk, id: "K3", requirements: [], steps: ["1.1", "1.1", "9.9"] },
      ],
    },
  ));
  assert.deepEqual(trace.rows.map(({ risks, steps }) => [steps, risks]), [[["1.1"], ["K2", "K3"]], [["1.2"], ["K1"]]]);
});

Deno.test("tracePlan() is empty and full when a plan has nothing yet", () => {
  const { rows, gaps, orphans, percent, testedPercent } = tracePlan(
    goodPlan({ requirements: [], phases: [], risks: [] }),
  );
  assert.deepEqual({ rows, gaps, orphans, percent, testedPercent }, {
    rows: [],
    gaps: [],
    orphans: [],
    percent: 100,
    testedPercent: 100,
  });
});

Deno.test("tracePlan() says 99 percent, not 100, when one of many is missing", () => {
  const many = Array.from({ length: 1000 }, (_, at) => requirement(`R${at + 1}`, "Shorten."));
  const trace = tracePlan(planOf(many, [step("1.1", { requirements: many.slice(1).map(({ id }) => id) })]));
  assert.equal(trace.percent, 99);
});

Deno.test("tracePlan() stays small and quick when one step cites all, names thousands of tests and all risks", () => {
  const size = 20_000;
  const requirements = Array.from({ length: size }, (_, at) => requirement(`R${at + 1}`, "x"));
  const deliverables = Array.from({ length: size }, (_, at) => ({ path: `a${at}_test.go`, action: "create" as const }));
  const risks = Array.from({ length: size }, (_, at) => ({
    id: `K${at + 1}`,
    text: "x",
    likelihood: "low" as const,
    impact: "low" as const,
    mitigation: "x",
    steps: ["1.1"],
  }));
  const began = performance.now();
  const trace = tracePlan(
    planOf(requirements, [step("1.1", { requirements: requirements.map(({ id }) => id), deliverables })], {
      risks,
    }),
  );
  assert.ok(performance.now() - began < 5000);
  assert.deepEqual([trace.rows[0]?.tests.length, trace.rows.at(-1)?.risks.length], [200, 200]);
});

Deno.test("tracePlan() leaves the plan as it is", () => {
  const plan = goodPlan();
  tracePlan(plan);
  assert.deepEqual(plan, goodPlan());
});
