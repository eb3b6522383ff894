import assert from "node:assert/strict";
import fc from "fast-check";
import { renumber } from "../../../src/plan/checks/fix/renumber.ts";
import { diffPlans } from "../../../src/plan/diff.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { goodPlan, phase, requirement, step } from "./builders.ts";

/** The diff of a good plan and one that a test has changed. */
function changed(change: (plan: Plan) => void) {
  const [before, after] = [goodPlan(), goodPlan()];
  change(after);
  return diffPlans(before, after);
}

Deno.test("diffPlans() says that a plan is the same as itself", () => {
  const diff = changed((plan) => {
    plan.revision = 7;
    plan.provenance.runs = [];
    plan.requirements[0]!.source.line = 9;
    plan.checks = { score: 92, findings: [] };
    plan.phases[1]!.steps[1]!.dependsOn = ["2.1"];
  });
  assert.ok(diff.same);
  assert.deepEqual([diff.revision, diff.score], [{ before: 1, after: 7 }, { after: 92 }]);
});

Deno.test("diffPlans() tells what became of requirements", () => {
  const { requirements, same } = changed((plan) => {
    plan.requirements[0]!.text = "People can shorten links.";
    plan.requirements[1]!.status = "superseded";
    plan.requirements.push(
      requirement("R3", "Users can delete links."),
      requirement("R4", "Old.", { status: "retired" }),
    );
  });
  assert.ok(!same);
  assert.deepEqual(requirements.added.map(({ id }) => id), ["R3"]);
  assert.deepEqual(requirements.changed.map(({ before, after }) => [before.text, after.text]), [
    ["Users can shorten links.", "People can shorten links."],
  ]);
  assert.deepEqual(requirements.retired.map(({ id, status }) => [id, status]), [["R2", "superseded"], [
    "R4",
    "retired",
  ]]);
  const gone = diffPlans(goodPlan(), goodPlan({ requirements: [requirement("R1", "Users can shorten links.")] }));
  assert.deepEqual(gone.requirements.retired.map(({ id, status }) => [id, status]), [["R2", "active"]]);
  const back = diffPlans(
    goodPlan({ requirements: [requirement("R1", "A", { status: "retired" })] }),
    goodPlan({ requirements: [requirement("R1", "A")] }),
  );
  assert.deepEqual(back.requirements.changed.length, 1);
});

Deno.test("diffPlans() does not tell again what was retired before, whether it is still there or not", () => {
  const retired = requirement("R3", "Old.", { status: "retired" });
  const before = goodPlan();
  before.requirements.push(retired);
  for (const after of [goodPlan(), structuredClone(before)]) {
    assert.deepEqual(diffPlans(before, after).requirements, { added: [], changed: [], retired: [] });
  }
});

Deno.test("diffPlans() tells texts that stand in another order, beside those that came and went", () => {
  const texts = ["Tests pass.", "Somebody else starts it.", "Pages load within 2 s."];
  const turned = diffPlans(goodPlan({ definitionOfDone: texts }), goodPlan({ definitionOfDone: texts.toReversed() }));
  assert.ok(!turned.same);
  assert.deepEqual(turned.others, [
    { part: "definition of done", name: "order", before: texts.join(" / "), after: texts.toReversed().join(" / ") },
  ]);
  const more = diffPlans(
    goodPlan({ definitionOfDone: texts }),
    goodPlan({ definitionOfDone: ["A page tells it.", ...texts.slice(1)] }),
  );
  assert.deepEqual(more.others.map(({ before, after }) => before ?? after), ["A page tells it.", "Tests pass."]);
});

Deno.test("diffPlans() parts a command from a text that shows it", () => {
  const { steps } = changed((plan) => {
    plan.phases[0]!.steps[0]!.verify = [{ expect: "`go test ./...` passes with three cases." }];
  });
  assert.deepEqual(steps.changed[0]?.fields, [{
    field: "verify",
    before: ['run "go test ./...": passes with three cases.'],
    after: ["by hand: `go test ./...` passes with three cases."],
  }]);
});

Deno.test("diffPlans() tells what became of steps", () => {
  const { steps } = changed((plan) => {
    const [first, second, third] = plan.phases[0]!.steps;
    Object.assign(first!, { title: "Begin", size: "L", status: "done" });
    second!.status = "retired";
    third!.verify.push({ command: "go test", expect: "passes." });
    third!.deliverables = [];
    plan.phases[1]!.steps.pop();
    plan.phases[1]!.steps.push(step("2.3", { id: "Snew" }));
  });
  assert.deepEqual(steps.added.map(({ id }) => id), ["Snew"]);
  assert.deepEqual(steps.removed.map(({ id }) => id), ["S2x3"]);
  assert.deepEqual(steps.retired.map(({ id }) => id), ["S1x2"]);
  assert.deepEqual(steps.moved, []);
  assert.deepEqual(steps.status, [{ id: "S1x1", number: "1.1", title: "Begin", before: "todo", after: "done" }]);
  assert.deepEqual(steps.changed.map(({ after, fields }) => [after.id, fields]), [
    ["S1x1", [
      { field: "title", before: ["Build part 1 of 1"], after: ["Begin"] },
      { field: "size", before: ["S"], after: ["L"] },
    ]],
    ["S1x3", [
      { field: "deliverables", before: [".github/workflows/ci.yml (create)"], after: [] },
      {
        field: "verify",
        before: ["by hand: The run of the newest commit is green and lists both commands."],
        after: [
          "by hand: The run of the newest commit is green and lists both commands.",
          'run "go test": passes.',
        ],
      },
    ]],
  ]);
});

Deno.test("diffPlans() parts what moved from what only follows, and lets references follow", () => {
  const before = goodPlan({ definitionOfDone: ["Step 2.3 is shown to somebody."] });
  before.phases.forEach((phase, at) => phase.title = at === 0 ? "Begin" : "Grow");
  before.phases[1]!.steps[1]!.do.push("Use what step 1.2 left, as phase 1 says.");
  const after = structuredClone(before);
  const [moved] = after.phases[1]!.steps.splice(0, 1);
  after.phases[0]!.steps.unshift(moved!);
  after.phases.unshift(phase(9, [step("9.1", { id: "Snew" })], { title: "Prepare" }));
  renumber(after, undefined);
  const { steps, phases, others } = diffPlans(before, after);
  assert.deepEqual(steps.changed, []);
  assert.deepEqual(others, []);
  assert.deepEqual(
    steps.moved.map(({ id, before, after, shifted }) => [id, before, after, shifted]),
    [
      ["S2x1", "2.1", "2.1", false],
      ["S1x1", "1.1", "2.2", true],
      ["S1x2", "1.2", "2.3", true],
      ["S1x3", "1.3", "2.4", true],
      ["S2x2", "2.2", "3.1", true],
      ["S2x3", "2.3", "3.2", true],
    ].filter(([, before, after]) => before !== after),
  );
  assert.deepEqual(phases.added.map(({ title }) => title), ["Prepare"]);
  assert.deepEqual(
    phases.changed.map(({ after, fields }) => [after.number, fields.map(({ field }) => field)]),
    [[2, ["number"]], [3, ["number"]]],
  );
});

Deno.test("diffPlans() knows phases by title, by their steps, and by number where they have none", () => {
  const renamed = changed((plan) => {
    Object.assign(plan.phases[1]!, { title: "Grow", goal: "More.", exitCriteria: ["Seen."], requirements: ["R1"] });
  });
  assert.deepEqual(renamed.phases.changed.map(({ fields }) => fields.map(({ field }) => field)), [
    ["title", "goal", "requirements", "exitCriteria"],
  ]);
  const bare = (title: string) => goodPlan({ phases: [phase(1, [], { title, goal: title })] });
  assert.equal(diffPlans(bare("A"), bare("B")).phases.changed.length, 1);
  const other = changed((plan) => {
    plan.phases[1] = phase(2, [step("2.1", { id: "Snew" })], { title: "Sing", goal: "There is a song." });
  });
  assert.deepEqual([other.phases.added.length, other.phases.removed.length, other.phases.changed.length], [1, 1, 0]);
});

Deno.test("diffPlans() tells what became of the rest, entry by entry", () => {
  const { others } = changed((plan) => {
    plan.project.languages = ["Go", "SQL"];
    plan.questions = [];
    plan.risks[0]!.likelihood = "high";
    plan.commands!.test = "go test -race ./...";
    plan.design!.architecture = "Two programs.";
    plan.handoff!.stopWhen.push("It rains.");
  });
  assert.deepEqual(
    others.map(({ part, name, before, after }) => [part, name, before === undefined, after === undefined]),
    [
      ["language", undefined, true, false],
      ["design", "architecture", false, false],
      ["risk", "K1", false, false],
      ["command", "test", false, false],
      ["stop when", undefined, true, false],
      ["question", "Q1", false, true],
    ],
  );
});

Deno.test("diffPlans() takes ids that stand twice one by one", () => {
  const twice = goodPlan();
  twice.phases[0]!.steps[1]!.id = "S1x1";
  assert.ok(diffPlans(twice, structuredClone(twice)).same);
});

Deno.test("diffPlans() finds back what was added and taken away, whichever way it looks", () => {
  const ids = goodPlan().phases.flatMap(({ steps }) => steps.map(({ id }) => id));
  fc.assert(fc.property(fc.subarray(ids), fc.shuffledSubarray(ids), (gone, order) => {
    const before = goodPlan();
    const after = goodPlan();
    const rank = new Map(order.map((id, at) => [id, at]));
    for (const phase of after.phases) {
      phase.steps = phase.steps.filter(({ id }) => !gone.includes(id))
        .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
    }
    renumber(after, undefined);
    const [there, back] = [diffPlans(before, after), diffPlans(after, before)];
    assert.deepEqual(there.steps.removed.map(({ id }) => id).sort(), [...gone].sort());
    assert.deepEqual(back.steps.added.map(({ id }) => id).sort(), [...gone].sort());
    assert.deepEqual(there.steps.added, []);
    assert.equal(there.steps.moved.length, back.steps.moved.length);
  }));
});
