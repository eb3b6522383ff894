import assert from "node:assert/strict";
import { cycle } from "../../../../src/plan/checks/rules/cycle.ts";
import { danglingReference } from "../../../../src/plan/checks/rules/dangling_reference.ts";
import { numbering } from "../../../../src/plan/checks/rules/numbering.ts";
import { order } from "../../../../src/plan/checks/rules/order.ts";
import type { Part } from "../../../../src/plan/checks/part.ts";
import type { Rule } from "../../../../src/plan/checks/rule.ts";
import { PlanView } from "../../../../src/plan/checks/view.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan, phase, requirement, step, withStep } from "../builders.ts";

interface Known {
  absent?: Part[];
  earlier?: Plan;
}

function found(rule: Rule, plan: Plan, { absent = [], earlier }: Known = {}) {
  return rule.check(new PlanView(plan, { absent, files: [], ...(earlier === undefined ? {} : { earlier }) }), {});
}

function messages(rule: Rule, plan: Plan, known?: Known): string[] {
  return found(rule, plan, known).map(({ message }) => message);
}

function stepAt(plan: Plan, phase: number, at: number): Step {
  const found = plan.phases[phase]?.steps[at];
  if (found === undefined) throw new Error("expected a step");
  return found;
}

Deno.test("lintPlan() checks only ids when the plan's format has no numbers", () => {
  const plan = goodPlan();
  stepAt(plan, 1, 0).number = "7.7";
  assert.equal(found(numbering, plan).length, 1);
  assert.deepEqual(found(numbering, plan, { absent: ["numbers"] }), []);
  stepAt(plan, 1, 0).id = stepAt(plan, 0, 0).id;
  assert.deepEqual(messages(numbering, plan, { absent: ["numbers"] }), ["The id S1x1 is given twice"]);
});

Deno.test("lintPlan() finds a step whose id is another since the plan before", () => {
  const plan = goodPlan();
  stepAt(plan, 0, 1).id = "Snew1";
  assert.deepEqual(
    found(numbering, plan, { earlier: goodPlan() }).map(({ message, pointer, hint }) => [message, pointer, hint]),
    [
      [
        'Step 1.2 "Build part 1 of 2" had the id S1x2, now it has Snew1',
        "/phases/0/steps/1/id",
        "Give it back the id S1x2.",
      ],
    ],
  );
});

Deno.test("lintPlan() finds ids that were swapped since the plan before, each once", () => {
  const plan = goodPlan();
  const [one, other] = [stepAt(plan, 0, 0), stepAt(plan, 1, 0)];
  [one.id, other.id] = [other.id, one.id];
  assert.equal(found(numbering, plan, { earlier: goodPlan() }).length, 2);
});

Deno.test("lintPlan() finds an id when it passed to something else", () => {
  const plan = goodPlan();
  Object.assign(stepAt(plan, 1, 0), {
    title: "Import contacts",
    do: ["Read vCards and show a preview."],
    requirements: ["R1"],
    deliverables: [{ path: "contacts.go", action: "create" }],
  });
  assert.deepEqual(messages(numbering, plan, { earlier: goodPlan() }), [
    'The id S2x1 stood for "Build part 2 of 1", now it stands for "Import contacts"',
  ]);
});

Deno.test("lintPlan() accepts steps that were reworded, moved, added, taken out or retired", () => {
  const reworded = withStep({ title: "Make the first part", do: ["Write it.", "Test it with no input."] });
  const moved = goodPlan();
  moved.phases[1]?.steps.push(...moved.phases[0]?.steps.splice(1, 1) ?? []);
  const added = goodPlan();
  added.phases[1]?.steps.push(step("2.4", { id: "Snew1", title: "Import contacts" }));
  const less = goodPlan();
  less.phases[1]?.steps.pop();
  const retired = withStep({ status: "retired" });
  for (const plan of [goodPlan(), reworded, moved, added, less, retired]) {
    assert.deepEqual(messages(numbering, plan, { absent: ["numbers"], earlier: goodPlan() }), []);
  }
});

Deno.test("lintPlan() finds requirements whose ids were swapped, and none that were reworded or given again", () => {
  const earlier = goodPlan();
  const [one = requirement("R1", ""), two = requirement("R2", "")] = earlier.requirements;
  const check = (requirements: Plan["requirements"]) => messages(numbering, goodPlan({ requirements }), { earlier });
  assert.deepEqual(check([{ ...one, text: two.text }, { ...two, text: one.text }]), [
    'The requirement "Users can count clicks." had the id R2, now it has R1',
    'The requirement "Users can shorten links." had the id R1, now it has R2',
  ]);
  assert.equal(check([two, { ...one, id: "R3" }]).length, 1);
  assert.deepEqual(check([{ ...one, text: "Owners can shorten links." }, two]), []);
  assert.deepEqual(check([{ ...one, status: "retired" }, two, { ...one, id: "R3" }]), []);
});

Deno.test("lintPlan() finds dangling references in all prose", () => {
  const plan = goodPlan();
  plan.handoff?.notes.push("Begin with step 9.1.");
  plan.definitionOfDone.push("Phase 7 is done.");
  Object.assign(plan.risks[0] ?? {}, { mitigation: "See steps 1.1, 8.2 and 8.3." });
  Object.assign(plan.design ?? {}, { architecture: "One program for R41." });
  Object.assign(plan.phases[0] ?? {}, { goal: "Ready for phase 3." });
  assert.deepEqual(found(danglingReference, plan).map(({ message, pointer }) => [message, pointer]), [
    ["There is no requirement R41", "/design/architecture"],
    ["There is no step 8.2", "/risks/0/mitigation"],
    ["There is no step 8.3", "/risks/0/mitigation"],
    ["There is no phase 7", "/definitionOfDone/1"],
    ["There is no phase 3", "/phases/0/goal"],
    ["There is no step 9.1", "/handoff/notes/0"],
  ]);
});

Deno.test("lintPlan() reports a dangling reference once for a text", () => {
  assert.equal(found(danglingReference, withStep({ do: ["Step 9.9, then step 9.9 again."] })).length, 1);
});

Deno.test("lintPlan() takes no version, measure, name or later phase for a reference", () => {
  for (
    const text of [
      "Follow step 3.2.1 of the guide.",
      "Use Python 3.2 and step 0.5 for the slider.",
      "Rack it in a Dell R740.",
      "Sharing comes in phase 4, which is out of scope.",
      "Phase 1 and phase 2 come first.",
    ]
  ) assert.deepEqual(messages(danglingReference, withStep({ do: [text] })), [], text);
  const trial = { name: "Trials", summary: "It plans phase 3 trials.", languages: ["Go"], frameworks: [], apis: [] };
  assert.deepEqual(messages(danglingReference, withStep({ do: ["List the phase 3 trials."] }, { project: trial })), []);
  const bucket = { name: "Links", summary: "Links.", languages: ["Go"], frameworks: [], apis: ["Cloudflare R3"] };
  assert.deepEqual(messages(danglingReference, withStep({ do: ["Store it in R3."] }, { project: bucket })), []);
});

Deno.test("lintPlan() looks for no steps and phases in prose when the format has no numbers, and for no requirements without any", () => {
  const plan = withStep({ do: ["After step 9.9 of phase 9, for R99."] });
  assert.equal(found(danglingReference, plan).length, 3);
  assert.deepEqual(messages(danglingReference, plan, { absent: ["numbers", "requirements"] }), []);
});

Deno.test("lintPlan() says which step is meant when a dependency names it by id, title or another number", () => {
  for (const name of ["S1x1", "s1x1", "build part 1 of 1", "Step 1.1", "#1.1", "1.01", "1.1."]) {
    const plan = goodPlan();
    stepAt(plan, 1, 0).dependsOn = [name];
    assert.deepEqual(found(danglingReference, plan).map(({ pointer, hint }) => [pointer, hint]), [
      ["/phases/1/steps/0/dependsOn/0", "Name steps by their numbers: this one is 1.1."],
    ], name);
  }
});

Deno.test("lintPlan() accepts references to retired steps and requirements", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Old.", { status: "retired" }));
  stepAt(plan, 1, 0).requirements.push("R3");
  stepAt(plan, 0, 0).status = "retired";
  assert.deepEqual(found(danglingReference, plan), []);
});

Deno.test("lintPlan() finds a dependency on itself in a step and in a phase, and asks nothing of retired steps", () => {
  const plan = goodPlan({ phases: [phase(1, [step("1.1", { dependsOn: ["1.1"] })], { dependsOn: [1] })] });
  assert.deepEqual(messages(order, plan), ["Step 1.1 depends on itself", "Phase 1 depends on itself"]);
  assert.deepEqual(messages(order, withStep({ status: "retired", dependsOn: ["1.2"] })), []);
});

Deno.test("lintPlan() shows the shortest cycle of a knot wherever it is, and a long one cut", () => {
  const chain = (count: number, more: Record<number, string[]> = {}) =>
    goodPlan({
      phases: [
        phase(
          1,
          Array.from({ length: count }, (_, at) =>
            step(`1.${at + 1}`, { dependsOn: [`1.${(at + 1) % count + 1}`, ...more[at + 1] ?? []] })),
        ),
      ],
    });
  assert.deepEqual(messages(cycle, chain(9, { 7: ["1.6"] })), ["These steps wait for each other: 1.6 -> 1.7 -> 1.6"]);
  assert.deepEqual(messages(cycle, chain(9, { 9: ["1.9"] })), ["These steps wait for each other: 1.9 -> 1.9"]);
  const [long = ""] = messages(cycle, chain(5_000));
  assert.match(long, /^These steps wait for each other: 1\.1 -> 1\.2 -> .* -> \(4989 more\) -> 1\.5000 -> 1\.1$/);
});
