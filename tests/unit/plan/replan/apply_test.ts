import assert from "node:assert/strict";
import { UsageError } from "../../../../src/errors.ts";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { applyChanges } from "../../../../src/plan/replan/apply.ts";
import { requirementDiff } from "../../../../src/plan/replan/requirement_changes.ts";
import type { Drafts, Replanned, RequirementEdits } from "../../../../src/plan/replan/types.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { ciStep, goodPlan, phase, readmeStep, requirement, step } from "../builders.ts";

const CLICKS = "Users can count clicks.";

/** R1 is built in phase 1, R2 and R3 in phase 2, which has room; phase 3 describes and releases. */
function threePhases(done: readonly string[] = []): Plan {
  const plan = goodPlan({
    requirements: [
      requirement("R1", "Users can shorten links."),
      requirement("R2", CLICKS),
      requirement("R3", "Links expire after 30 days.", { source: { from: "brief", line: 3 } }),
    ],
    phases: [
      phase(1, [step("1.1"), step("1.2", { dependsOn: ["1.1"] }), ciStep("1.3", { dependsOn: ["1.2"] })], {
        kind: "skeleton",
        dependsOn: [],
      }),
      phase(2, [
        step("2.1", { requirements: ["R2"], dependsOn: ["1.2"], title: "Count the clicks of each link" }),
        step("2.2", { requirements: ["R3"], dependsOn: ["2.1"], title: "Let links expire" }),
        step("2.3", {
          requirements: ["R2", "R3"],
          dependsOn: ["2.2"],
          title: "Show clicks and expiry",
          do: [
            "Users can count clicks. (R2)",
            "Links expire after 30 days. (R3)",
            "Show both on the page of a link, newest first.",
          ],
          deliverables: [{ path: "part_2_1.go", action: "modify" }, { path: "part_2_3.go", action: "create" }],
        }),
      ], { requirements: ["R2", "R3"], dependsOn: [1], exitCriteria: ["R2 works.", "R3 works."] }),
      phase(3, [
        readmeStep("3.1", { requirements: ["R2"], dependsOn: ["2.3"] }),
        step("3.2", { type: "test", requirements: ["R1", "R2"], dependsOn: ["3.1"], title: "Break links and clicks" }),
        step("3.3", { type: "ops", requirements: ["R1"], dependsOn: ["3.2"], title: "Release the shortener" }),
      ], { kind: "release", dependsOn: [2] }),
    ],
  });
  for (const each of stepsOf(plan)) if (done.includes(each.number)) each.status = "done";
  return plan;
}

function stepsOf({ phases }: Plan): Step[] {
  return phases.flatMap(({ steps }) => steps);
}

function at(plan: Plan, number: string): Step {
  const found = stepsOf(plan).find((step) => step.number === number);
  assert.ok(found, `there is no step ${number}`);
  return found;
}

function apply(plan: Plan, edits: RequirementEdits, drafts?: Drafts): Replanned {
  const before = structuredClone(plan);
  const replanned = applyChanges(plan, requirementDiff(plan, edits), drafts);
  assert.deepEqual(plan, before, "the given plan is not changed");
  assertKept(plan, replanned.plan);
  return replanned;
}

/** What holds whatever changed. */
function assertKept(before: Plan, { revision, phases, requirements }: Plan): void {
  assert.equal(revision, before.revision + 1);
  const now = new Map(phases.flatMap(({ steps }) => steps).map((step) => [step.id, step]));
  assert.equal(now.size, phases.flatMap(({ steps }) => steps).length, "ids are unique");
  for (const step of stepsOf(before)) {
    assert.equal(now.get(step.id)?.number, step.number);
    if (step.status === "done" || step.status === "retired") {
      assert.equal(JSON.stringify(now.get(step.id)), JSON.stringify(step), `step ${step.number} is frozen`);
    }
  }
  const cited = new Set(
    [...now.values()].filter(({ status }) => status !== "retired").flatMap(({ requirements }) => requirements),
  );
  for (const { id, status, outOfScope } of requirements) {
    assert.ok(status !== "active" || outOfScope !== undefined || cited.has(id), `${id} is covered`);
  }
}

function errorsOf(plan: Plan, earlier: Plan): string[] {
  return lintPlan(plan, { earlier }).findings.filter(({ severity }) => severity === "error").map(({ message }) =>
    message
  );
}

Deno.test("a new demand gets a step behind those of the phase of features that is worked on", () => {
  const plan = threePhases(["1.1", "1.2", "1.3", "2.1"]);
  const { plan: next, fresh, drafted, rewrites } = apply(plan, { add: ["Users can export their links as CSV."] });
  assert.deepEqual([drafted, rewrites, fresh.map(({ requirement }) => requirement.id)], [["2.4"], [], ["R4"]]);
  const added = at(next, "2.4");
  assert.deepEqual([added.type, added.requirements, added.status], ["feature", ["R4"], "todo"]);
  assert.match(added.do[0] ?? "", /^Users can export their links as CSV\. \(R4\)$/);
  assert.ok(added.deliverables.every(({ action }) => action === "modify"), "it builds on what is there");
  assert.ok(next.phases[1]?.requirements.includes("R4"));
  assert.ok(next.design?.components.some(({ requirements }) => requirements.includes("R4")));
  assert.deepEqual(lintPlan(next, { earlier: plan }).findings, []);
});

Deno.test("open steps that a change concerns are written anew in their places; the others stay to the letter", () => {
  const plan = threePhases(["1.1", "1.2", "1.3"]);
  const { plan: next, rewrites } = apply(plan, {
    brief: `Users can shorten links.\n\nUsers can count clicks by day.\n\nLinks expire after 30 days.`,
  });
  assert.deepEqual(rewrites.map(({ step }) => step), ["2.1", "2.3", "3.1", "3.2"]);
  assert.deepEqual(at(next, "2.3").do[0], "Users can count clicks by day. (R2)", "old words give way to new ones");
  assert.match(at(next, "2.1").do.at(-1) ?? "", /^R2 now says: Users can count clicks by day\.$/, "or are told");
  assert.deepEqual(at(next, "3.1").do, at(plan, "3.1").do, "who only describes it is told nothing");
  for (const number of ["2.2", "3.3"]) assert.equal(at(next, number), at(plan, number));
  const { id, dependsOn, status, requirements } = at(plan, "2.3");
  const now = at(next, "2.3");
  assert.deepEqual([now.id, now.dependsOn, now.status, now.requirements], [id, dependsOn, status, requirements]);
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("an open step that serves nothing any more is retired; who waited for it waits for what it waited for", () => {
  const plan = threePhases(["1.1", "1.2", "1.3", "2.1"]);
  const { plan: next } = apply(plan, { retire: ["R3"] });
  assert.deepEqual([at(next, "2.2").status, at(next, "2.2").requirements], ["retired", ["R3"]]);
  const { dependsOn, requirements, do: lines } = at(next, "2.3");
  assert.deepEqual([dependsOn, requirements], [["2.1"], ["R2"]]);
  assert.ok(!lines.some((line) => /R3/.test(line)), "nothing is left of it in steps that serve others too");
  assert.deepEqual(next.phases[1]?.requirements, ["R2"]);
  assert.deepEqual(next.phases[1]?.exitCriteria, ["R2 works."]);
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("a file that a retired step was to make is made by the first that was to change it", () => {
  const plan = threePhases();
  const { plan: next } = apply(plan, { retire: ["R2"] });
  assert.equal(at(next, "2.1").status, "retired");
  assert.deepEqual(at(next, "2.3").deliverables[0], { path: "part_2_1.go", action: "create" });
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("what only done steps work on gets a step that says what is different", () => {
  const plan = threePhases(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]);
  const brief = "Users can shorten links.\n\nUsers can count clicks by day.\n\nLinks expire after 30 days.";
  const { plan: next, fresh, drafted } = apply(plan, { brief });
  assert.deepEqual(fresh.map(({ requirement, before }) => [requirement.id, before?.text]), [["R2", CLICKS]]);
  assert.deepEqual(drafted, ["2.4"], "the phase is opened again, since the release is still to come");
  const { do: lines, title, deliverables, requirements } = at(next, "2.4");
  assert.match(title, /^Follow the change of R2: /);
  assert.deepEqual(lines.slice(0, 2), [
    "R2 now says: Users can count clicks by day.",
    "When R2 was built it said: Users can count clicks.",
  ]);
  assert.deepEqual(requirements, ["R2"]);
  assert.ok(deliverables.some(({ path, action }) => path === "part_2_1.go" && action === "modify"));
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("code that nothing needs any more is removed by one step: own files go, shared ones change", () => {
  const plan = threePhases(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]);
  const { plan: next } = apply(plan, { retire: ["R3"] });
  const removal = at(next, "2.4");
  assert.deepEqual([removal.type, removal.requirements, removal.generatedBy], ["removal", ["R3"], "offline"]);
  const byAction = Object.groupBy(removal.deliverables, ({ action }) => action);
  assert.deepEqual(byAction.delete?.map(({ path }) => path), ["part_2_2.go", "part_2_2_test.go"]);
  assert.deepEqual(
    byAction.modify?.map(({ path }) => path),
    ["part_2_1.go", "part_2_3.go"],
    "what served R2 as well stays",
  );
  assert.equal(removal.verify[0]?.command, "go test ./...");
  assert.match(removal.verify[1]?.expect ?? "", /`part_2_2\.go`, `part_2_2_test\.go` are gone/);
  assert.deepEqual(at(next, "2.2").requirements, ["R3"], "done steps keep what they cite");
  assert.deepEqual(lintPlan(next, { earlier: plan }).findings, []);
  const again = apply(next, { add: ["Users can export their links as CSV."] });
  assert.equal(stepsOf(again.plan).filter(({ type }) => type === "removal").length, 1, "and once");
});

Deno.test("steps for the whole stay though all that they cite is retired", () => {
  const plan = threePhases();
  const { plan: next } = apply(plan, { retire: ["R1"] });
  assert.deepEqual(stepsOf(next).filter(({ status }) => status === "retired"), []);
  assert.deepEqual([at(next, "1.1").requirements, at(next, "3.3").requirements], [["R2"], []], "a test needs a demand");
  assert.match(at(next, "1.1").do.at(-1) ?? "", /^Its case is now R2: Users can count clicks\.$/);
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("after a release, changes get a phase of their own with texts and a release", () => {
  const plan = threePhases(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3"]);
  const { plan: next, drafted } = apply(plan, { add: ["Users can export their links as CSV."], retire: ["R3"] });
  const last = next.phases[3];
  assert.deepEqual([last?.title, last?.dependsOn, last?.requirements], ["Changes of revision 2", [3], ["R4"]]);
  assert.deepEqual(last?.steps.map(({ type }) => type), ["removal", "feature", "docs", "ops"]);
  assert.deepEqual(drafted, ["4.2"]);
  assert.deepEqual(lintPlan(next, { earlier: plan }).findings, []);
});

Deno.test("many new demands get phases of a size that can be read", () => {
  const plan = threePhases();
  const add = Array.from(
    { length: 40 },
    (_, at) => `Users can sort their links by field number ${at} of the long list.`,
  );
  const { plan: next, drafted } = apply(plan, { add });
  assert.equal(drafted.length, 40);
  assert.ok(next.phases.every(({ steps }) => steps.length <= 15));
  assert.deepEqual(next.phases.slice(3).map(({ title }) => title)[0], "Changes of revision 2 (part 1)");
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("drafts take the place of what code would write, and what they leave out is covered all the same", () => {
  const plan = threePhases(["1.1", "1.2", "1.3"]);
  const edits = { add: ["Users can export their links as CSV.", "Users can print their links."], retire: ["R3"] };
  const answer = {
    type: "feature" as const,
    title: "Write the CSV file",
    do: [
      "Users can export their links as CSV. (R4)",
      "Write one line for each link, with code, target, day of making and clicks.",
    ],
    requirements: ["R4", "R99"],
    dependsOn: [],
    deliverables: [{ path: "csv.go", action: "modify" as const }, { path: "csv_test.go", action: "create" as const }],
    verify: [{ command: "go test ./...", expect: "passes with a case for an empty list." }],
    size: "S" as const,
  };
  const rewritten = {
    ...answer,
    title: "Show clicks",
    requirements: ["R1"],
    dependsOn: [1, 2],
    deliverables: at(plan, "2.3").deliverables,
  };
  const { plan: next, drafted } = apply(plan, edits, {
    fresh: [{ answer, author: "openai/x" }],
    rewritten: new Map([["2.3", { answer: rewritten, author: "openai/x" }]]),
  });
  const [first, second] = drafted.map((number) => at(next, number));
  assert.deepEqual([first?.title, first?.requirements, first?.generatedBy], ["Write the CSV file", ["R4"], "openai/x"]);
  assert.deepEqual(first?.deliverables[0], { path: "csv.go", action: "create" }, "nobody has made it before");
  assert.deepEqual([second?.requirements, second?.generatedBy], [["R5"], "offline"]);
  const shown = at(next, "2.3");
  assert.deepEqual([shown.title, shown.generatedBy, shown.status], ["Show clicks", "openai/x", "todo"]);
  assert.deepEqual(shown.dependsOn, ["2.1"], "positions of retired steps lead to what those waited for");
  assert.deepEqual(errorsOf(next, plan), []);
});

Deno.test("whoever works on a step that changes is to be told", () => {
  const plan = threePhases();
  at(plan, "2.2").status = "doing";
  at(plan, "2.3").status = "doing";
  const { plan: next, notices } = apply(plan, { retire: ["R3"] });
  assert.match(notices.join("\n"), /Step 2\.2 "Let links expire" is being worked on and is retired/);
  assert.match(notices.join("\n"), /Step 2\.3 .* is being worked on and is written anew/);
  assert.equal(at(next, "2.3").status, "doing");
});

Deno.test("risks lose what is retired, stay, and lead to steps that count", () => {
  const plan = threePhases();
  const [first] = plan.risks;
  Object.assign(first ?? {}, { requirements: ["R3"], steps: ["2.2"] });
  const { plan: next } = apply(plan, { retire: ["R3"] });
  assert.deepEqual([next.risks[0]?.requirements, next.risks[0]?.steps], [[], ["1.1"]]);
  assert.equal(next.risks.length, 3);
  assert.equal(next.risks[1], plan.risks[1]);
});

Deno.test("a plan without steps cannot be replanned", () => {
  const { design: _design, ...rest } = goodPlan();
  for (const plan of [{ ...goodPlan(), phases: [] }, rest]) {
    assert.throws(
      () => applyChanges(plan, requirementDiff(plan, { retire: ["R1"] })),
      (error) => error instanceof UsageError && /generate-devplan/.test(error.hint),
    );
  }
});
