import assert from "node:assert/strict";
import fc from "fast-check";
import { fixPlan } from "../../../../src/plan/checks/fix/fix_plan.ts";
import { danglingReference } from "../../../../src/plan/checks/rules/dangling_reference.ts";
import { numbering } from "../../../../src/plan/checks/rules/numbering.ts";
import { PlanView } from "../../../../src/plan/checks/view.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import type { Phase, Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan, phase, requirement, step, withStep } from "../builders.ts";
import { soundPlans } from "./sound_plans.ts";

const stepsOf = ({ phases }: Plan) => phases.flatMap(({ steps }) => steps);
const viewOf = (plan: Plan) => new PlanView(plan, { absent: [], files: [] });

function stepAt(plan: Plan, phase: number, at: number): Step {
  const found = plan.phases[phase]?.steps[at];
  if (found === undefined) throw new Error("expected a step");
  return found;
}

/** What waits for what, by id: steps, and phases by title. */
function graphOf({ phases, risks }: Plan): unknown {
  const ids = new Map(phases.flatMap(({ steps }) => steps.map(({ number, id }) => [number, id])));
  const titles = new Map(phases.map(({ number, title }) => [number, title]));
  return {
    steps: phases.flatMap(({ steps }) => steps.map(({ id, dependsOn }) => [id, dependsOn.map((at) => ids.get(at))])),
    phases: phases.map(({ title, dependsOn }) => [title, dependsOn?.map((at) => titles.get(at))]),
    risks: risks.map(({ steps }) => steps.map((at) => ids.get(at))),
    prose: phases.flatMap(({ steps }) =>
      steps.flatMap((step) => step.do.map((text) => text.replace(/step (\d+\.\d+)/g, (_, at) => ids.get(at) ?? "none")))
    ),
  };
}

/** A plan whose numbers are given anew, and with them all that refers to them. */
function withNumbers(plan: Plan, phaseNumbers: readonly number[], stepNumbers: readonly string[]): Plan {
  const copy = structuredClone(plan);
  const phases = new Map(copy.phases.map(({ number }, at) => [number, phaseNumbers[at] ?? 0]));
  const steps = new Map(stepsOf(copy).map(({ number }, at) => [number, stepNumbers[at] ?? ""]));
  const renamed = (number: string) => steps.get(number) ?? number;
  for (const phase of copy.phases) {
    phase.number = phases.get(phase.number) ?? 0;
    if (phase.dependsOn !== undefined) phase.dependsOn = phase.dependsOn.map((number) => phases.get(number) ?? 0);
    for (const step of phase.steps) {
      step.number = renamed(step.number);
      step.dependsOn = step.dependsOn.map(renamed);
      step.do = step.do.map((text) => text.replace(/(?<=\bstep )\d+\.\d+/g, renamed));
    }
  }
  for (const risk of copy.risks) risk.steps = risk.steps.map(renamed);
  return copy;
}

/** Two phases with three steps each, which speak of each other. */
function talkingPlan(): Plan {
  const plan = goodPlan();
  plan.phases.forEach((phase, at) => phase.title = at === 0 ? "Begin" : "Grow");
  stepAt(plan, 1, 1).do.push("Use what step 1.2 and step 2.1 left.");
  return plan;
}

Deno.test("fixPlan() changes nothing in sound plans", async () => {
  for (
    const [name, plan] of [["good", goodPlan()], ["talking", talkingPlan()], ...await soundPlans()] as [string, Plan][]
  ) {
    assert.deepEqual(fixPlan(plan), { plan, fixed: [] }, name);
  }
});

Deno.test("fixPlan() does not change the plan that it is given", () => {
  const plan = goodPlan();
  plan.phases.reverse();
  const before = structuredClone(plan);
  assert.ok(fixPlan(plan).fixed.length > 0);
  assert.deepEqual(plan, before);
});

Deno.test("fixPlan() numbers by place, and whatever refers to a step follows it", () => {
  const plan = talkingPlan();
  const shuffled = fc.tuple(
    fc.shuffledSubarray([1, 2, 5, 9], { minLength: 2, maxLength: 2 }),
    fc.shuffledSubarray(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "4.8", "7.10"], { minLength: 6, maxLength: 6 }),
  );
  fc.assert(fc.property(shuffled, ([phases, steps]) => {
    const broken = withNumbers(plan, phases, steps);
    const { plan: mended } = fixPlan(broken);
    assert.deepEqual(numbering.check(viewOf(mended), {}), []);
    assert.deepEqual(graphOf(mended), graphOf(plan));
    assert.deepEqual(validatePlan(mended), mended);
    assert.deepEqual(fixPlan(mended), { plan: mended, fixed: [] });
  }));
});

Deno.test("fixPlan() numbers by place when phases and steps were moved", () => {
  const plan = talkingPlan();
  plan.phases.reverse();
  plan.phases[0]?.steps.reverse();
  const { plan: mended, fixed } = fixPlan(plan);
  assert.deepEqual(numbering.check(viewOf(mended), {}), []);
  assert.deepEqual(graphOf(mended), graphOf(plan));
  assert.ok(fixed.includes('Phase 2 "Grow" is phase 1 now.'));
  assert.ok(fixed.includes('Step 2.1 "Build part 2 of 1" is step 1.3 now.'));
});

Deno.test("fixPlan() lets the names of phases and steps in prose follow, but not the owner's words", () => {
  const plan = goodPlan({
    project: { name: "Trials", summary: "Plans phase 2 trials.", languages: ["Go"], frameworks: [], apis: [] },
  });
  plan.phases.reverse();
  plan.handoff?.notes.push("Phase 1 holds steps 1.1 and 1.2, phase 2 trials none; R1 stays.");
  assert.deepEqual(fixPlan(plan).plan.handoff?.notes, [
    "Phase 2 holds steps 2.1 and 2.2, phase 2 trials none; R1 stays.",
  ]);
});

Deno.test("fixPlan() gives the later of two steps with one id a new one, never used before", () => {
  const plan = goodPlan();
  stepAt(plan, 1, 0).id = "S1x1";
  const { plan: mended, fixed } = fixPlan(plan);
  assert.equal(stepAt(mended, 0, 0).id, "S1x1");
  assert.match(stepAt(mended, 1, 0).id, /^S[0-9a-z]{4}$/);
  assert.equal(fixed.length, 1);
  const earlier = goodPlan();
  stepAt(earlier, 1, 2).id = stepAt(mended, 1, 0).id;
  assert.notEqual(stepAt(fixPlan(plan, { earlier }).plan, 1, 0).id, stepAt(mended, 1, 0).id);
});

Deno.test("fixPlan() gives what else has an id twice the next that was never used, also before", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R2", "Users can delete links."));
  plan.risks.push(structuredClone(plan.risks[0]!));
  plan.assumptions.push(structuredClone(plan.assumptions[0]!));
  plan.questions.push(structuredClone(plan.questions[0]!));
  plan.design?.decisions.push(structuredClone(plan.design.decisions[0]!));
  const earlier = goodPlan();
  earlier.requirements.push(requirement("R7", "Gone."));
  const { plan: mended, fixed } = fixPlan(plan, { earlier });
  assert.deepEqual(mended.requirements.map(({ id }) => id), ["R1", "R2", "R8"]);
  assert.deepEqual(mended.risks.map(({ id }) => id), ["K1", "K2", "K3", "K4"]);
  assert.deepEqual(
    [mended.assumptions, mended.questions, mended.design?.decisions].map((list) => list?.map(({ id }) => id)),
    [
      ["A1", "A2"],
      ["Q1", "Q2"],
      ["D1", "D2"],
    ],
  );
  assert.ok(fixed.includes("The second requirement R2 is R8 now."));
  assert.equal(fixed.length, 5);
});

Deno.test("fixPlan() names steps by number where they were named another way", () => {
  for (const name of ["S1x2", "build part 1 of 2", "step 1.2", "#1.2", "1.02", "[1.2]"]) {
    const plan = goodPlan();
    stepAt(plan, 1, 0).dependsOn = [name];
    const { plan: mended, fixed } = fixPlan(plan);
    assert.deepEqual(stepAt(mended, 1, 0).dependsOn, ["1.2"], name);
    assert.deepEqual(fixed, [`Step 2.1 names step 1.2, not "${name}".`]);
  }
});

Deno.test("fixPlan() finds a step by its id when only the plan before had the number", () => {
  const earlier = goodPlan();
  stepAt(earlier, 0, 1).number = "1.9";
  const plan = goodPlan();
  stepAt(plan, 1, 0).dependsOn = ["1.9"];
  assert.deepEqual(stepAt(fixPlan(plan, { earlier }).plan, 1, 0).dependsOn, ["1.2"]);
  assert.deepEqual(stepAt(fixPlan(plan).plan, 1, 0).dependsOn, ["1.9"]);
});

Deno.test("fixPlan() writes ids of requirements as they are given, and takes out what stands twice", () => {
  const plan = withStep({ requirements: ["r1", "R1", "R02", "R99"], dependsOn: [] });
  stepAt(plan, 1, 0).dependsOn = ["1.2", "1.1", "1.2"];
  Object.assign(plan.phases[1] ?? {}, { dependsOn: [1, 1] });
  const { plan: mended, fixed } = fixPlan(plan);
  assert.deepEqual(stepAt(mended, 0, 0).requirements, ["R1", "R2", "R99"]);
  assert.deepEqual(stepAt(mended, 1, 0).dependsOn, ["1.2", "1.1"]);
  assert.deepEqual(mended.phases[1]?.dependsOn, [1]);
  assert.equal(fixed.length, 5);
});

Deno.test("fixPlan() leaves dependencies of a step on itself, and what leads nowhere", () => {
  const plan = withStep({ dependsOn: ["1.1"] });
  stepAt(plan, 1, 0).dependsOn = ["the other one", "9.9"];
  assert.deepEqual(fixPlan(plan), { plan, fixed: [] });
});

Deno.test("fixPlan() lets what led nowhere lead nowhere still when another step gets that number", () => {
  const plan = goodPlan();
  stepAt(plan, 0, 2).number = "1.4";
  stepAt(plan, 1, 0).dependsOn = ["1.3"];
  stepAt(plan, 1, 1).do.push("See step 1.3 and step 1.4.");
  const { plan: mended } = fixPlan(plan);
  assert.deepEqual(stepAt(mended, 1, 0).dependsOn, ["1.3 (before renumbering)"]);
  assert.equal(stepAt(mended, 1, 1).do.at(-1), "See step 1.3 (before renumbering) and step 1.3.");
  assert.deepEqual(danglingReference.check(viewOf(mended), {}).map(({ pointer }) => pointer), [
    "/phases/1/steps/0/dependsOn/0",
    "/phases/1/steps/1/do/2",
  ]);
  assert.deepEqual(fixPlan(mended), { plan: mended, fixed: [] });
  const phases = goodPlan();
  Object.assign(phases.phases[1] ?? {}, { number: 3, dependsOn: [1, 2] });
  assert.deepEqual(fixPlan(phases).plan.phases[1]?.dependsOn, [1]);
});

Deno.test("fixPlan() takes a number that several have for the one in the same phase", () => {
  const again: Phase = phase(1, [step("1.1", { id: "Sb1" }), step("1.2", { id: "Sb2", dependsOn: ["1.1"] })]);
  const plan = goodPlan({ phases: [phase(1, [step("1.1"), step("1.2", { dependsOn: ["1.1"] })]), again] });
  assert.deepEqual(stepsOf(fixPlan(plan).plan).map(({ number, dependsOn }) => [number, dependsOn]), [
    ["1.1", []],
    ["1.2", ["1.1"]],
    ["2.1", []],
    ["2.2", ["2.1"]],
  ]);
});

Deno.test("fixPlan() gives a plan of the schema and has no more to do, whatever numbers and names there are", () => {
  const number = fc.tuple(fc.nat(3), fc.nat(3)).map(([phase, at]) => `${phase}.${at}`);
  const name = fc.oneof(
    number,
    fc.constantFrom("S1", "step 1.1", "#2.1", "part one", "", "R1", "1.01", "1.1 (before renumbering)"),
  );
  const draft = fc.record({
    number,
    id: fc.constantFrom("S1", "S2", "S3", "S4"),
    title: fc.constantFrom("Part one", "Part two", "Use step 1.1", "See phases 1 and 3"),
    dependsOn: fc.array(name, { maxLength: 3 }),
    requirements: fc.array(fc.constantFrom("R1", "r1", "R2", "R9"), { maxLength: 3 }),
  });
  const phases = fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      steps: fc.array(draft, { maxLength: 4 }),
      dependsOn: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(phases, fc.array(name.filter((text) => text !== ""), { maxLength: 3 }), (drafts, steps) => {
      const plan = goodPlan({
        phases: drafts.map(({ number, steps, dependsOn }) =>
          phase(number, steps.map((draft) => step("1.1", draft)), { dependsOn })
        ),
      });
      Object.assign(plan.risks[0] ?? {}, { steps });
      const { plan: mended } = fixPlan(plan, { earlier: goodPlan() });
      assert.deepEqual(validatePlan(mended), mended);
      assert.deepEqual(numbering.check(viewOf(mended), {}), []);
      assert.deepEqual(fixPlan(mended, { earlier: goodPlan() }), { plan: mended, fixed: [] });
    }),
    { numRuns: 300 },
  );
});

Deno.test("fixPlan() guesses nothing when a number is given twice and somebody refers to it", () => {
  const plan = goodPlan();
  const { steps } = plan.phases[0]!;
  // Somebody writes a step before another, and gives it that one's number.
  steps.splice(1, 0, step("1.2", { id: "Snew", title: "Show a map of all codes", dependsOn: ["1.1"] }));
  const waiting = steps.at(-1)!;
  assert.deepEqual(waiting.dependsOn, ["1.2"]);
  const alone = fixPlan(plan).plan.phases[0]!.steps.at(-1)!;
  assert.deepEqual(alone.dependsOn, ["1.2 (before renumbering)"]);
  // The plan before tells who was meant.
  const known = fixPlan(plan, { earlier: goodPlan() }).plan.phases[0]!.steps.at(-1)!;
  assert.deepEqual(known.dependsOn, ["1.3"]);
});
