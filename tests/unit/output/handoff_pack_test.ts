import assert from "node:assert/strict";
import fc from "fast-check";
import { UsageError } from "../../../src/errors.ts";
import { renderHandoffPack } from "../../../src/output/handoff_pack/mod.ts";
import { stepsOf } from "../../../src/plan/progress/find.ts";
import { waitingFor } from "../../../src/plan/progress/next.ts";
import type { Plan, Step } from "../../../src/plan/types.ts";
import { fencedLines } from "./commonmark.ts";
import { goodPlan, phase, requirement, step } from "../plan/builders.ts";

/** A plan in which step 2.1 has something of each kind to be told. */
function richPlan(): Plan {
  const plan = goodPlan({
    requirements: [
      requirement("R1", "Users can shorten links."),
      requirement("R2", "Users can count clicks.", { acceptance: ["Two clicks give 2.", "A robot's click gives 0."] }),
      requirement("R3", "No cookies are set.", { kind: "constraint" }),
      requirement("R4", "Old browsers work.", { kind: "constraint", status: "retired" }),
    ],
    assumptions: [
      { id: "A1", text: "Robots say who they are.", ifWrong: "Robots are counted, too." },
      { id: "A2", text: "Gardeners drink tea.", ifWrong: "Buy coffee." },
    ],
    questions: [{ id: "Q1", text: "Do clicks of robots count for R2?" }, { id: "Q2", text: "Which logo is nicer?" }],
    risks: [
      { ...risk, id: "K1", text: "Clicks are lost.", requirements: ["R2"], steps: [] },
      { ...risk, id: "K2", text: "Codes are guessed.", requirements: ["R1"], steps: ["1.1"] },
      { ...risk, id: "K3", text: "Counting is slow.", requirements: [], steps: ["2.1"] },
    ],
  });
  plan.phases[1] = phase(2, [
    step("2.1", {
      title: "Count clicks",
      why: "Codes are there.",
      do: ["Count each click of a code once.", "Leave robots out."],
      requirements: ["R2"],
      dependsOn: ["1.2"],
      deliverables: [{ path: "clicks.go", action: "create" }, { path: "store/", action: "create" }],
    }),
    step("2.2", { requirements: ["R2"], dependsOn: ["2.1"] }),
  ], { requirements: ["R2"], dependsOn: [1] });
  change(plan, "1.1", { status: "done" });
  change(plan, "1.2", {
    status: "done",
    deliverables: [{ path: "links.go", action: "create" }, { path: "old.go", action: "delete" }],
    evidence: { exitStatus: 0, verified: true, note: "Codes have 7 letters." },
  });
  change(plan, "1.3", { status: "done" });
  plan.design?.components.push(
    { name: "Clicks", purpose: "Counts.", path: "clicks.go", requirements: ["R2"] },
    { name: "Rows", purpose: "Keeps rows.", path: "store/rows.go", requirements: ["R2"] },
  );
  return plan;
}

const risk = { likelihood: "low", impact: "high", mitigation: "Write it down at once." } as const;

function change(plan: Plan, number: string, more: Partial<Step>): void {
  Object.assign(stepsOf(plan).find((step) => step.number === number)!, more);
}

/** The lines below a heading. */
function under(text: string, heading: string): string[] {
  const [, rest = ""] = text.split(`\n## ${heading}\n`);
  return rest.split("\n## ")[0]!.split("\n").filter((line) => line !== "");
}

Deno.test("renderHandoffPack() tells all that belongs to a step, and nothing else", async (t) => {
  const pack = renderHandoffPack(richPlan(), "2.1");
  await t.assertSnapshot(pack.text);
  assert.deepEqual({ ...pack, text: "", tokens: 0 }, { step: "2.1", waitsFor: [], leftOut: [], tokens: 0, text: "" });
  assert.equal(pack.tokens, Math.ceil(pack.text.length / 4));
  assert.doesNotMatch(pack.text, /R1|R4|A2|Q2|K2|old\.go/);
});

Deno.test("renderHandoffPack() tells a phase step by step", async (t) => {
  const plan = richPlan();
  const pack = renderHandoffPack(plan, "phase 2");
  await t.assertSnapshot(pack.text);
  assert.equal(pack.phase, 2);
  assert.equal(pack.step, undefined);
  assert.equal(renderHandoffPack(plan, "2").text, pack.text);
});

Deno.test("renderHandoffPack() finds a step by its id in any case", () => {
  const plan = goodPlan();
  change(plan, "1.2", { id: "Sab1z" });
  assert.equal(renderHandoffPack(plan, "saB1Z").step, "1.2");
});

Deno.test("renderHandoffPack() says at the top what a step waits for, that it is in work, that it is done", () => {
  const plan = goodPlan();
  const top = () => renderHandoffPack(plan, "1.2").text.split("\n## ")[0]!;
  assert.match(top(), /\*\*Not ready\*\*: waits for 1\.1 \(Build part 1 of 1\)\. Begin only when that is finished\./);
  assert.deepEqual(renderHandoffPack(plan, "1.2").waitsFor, ["1.1"]);
  change(plan, "1.1", { status: "done" });
  change(plan, "1.2", { status: "doing" });
  assert.match(top(), /\*\*In work already\*\*/);
  assert.doesNotMatch(top(), /Not ready/);
  assert.doesNotMatch(renderHandoffPack(plan, "1.2").text, /devussy start/);
  change(plan, "1.2", { status: "done", evidence: { verified: false, note: "Seen by hand." } });
  assert.match(
    top(),
    /\*\*Done already\*\*: not verified; noted: Seen by hand\. Do it again only if you were told to\./,
  );
  assert.match(renderHandoffPack(plan, "1.2").text, /`devussy verify`[^]*`devussy undo 1\.2`/);
});

Deno.test("renderHandoffPack() lists what is finished of a phase as something to build on", () => {
  const plan = goodPlan();
  change(plan, "1.1", { status: "done" });
  plan.phases[0]!.steps.push(step("1.4", { status: "retired" }));
  const { text } = renderHandoffPack(plan, "1");
  assert.match(under(text, "Builds on")[0]!, /^- \*\*1\.1\*\* .* \(done\): /);
  assert.doesNotMatch(text, /## Step 1\.1|1\.4/);
  for (const each of plan.phases[0]!.steps) if (each.status !== "retired") each.status = "done";
  assert.match(renderHandoffPack(plan, "1").text, /\*\*Done already\*\*: all steps of phase 1[^]*## Step 1\.1/);
});

Deno.test("renderHandoffPack() waits for what the steps wait for", () => {
  const plan = goodPlan();
  const waits = waitingFor(plan);
  for (const each of stepsOf(plan)) {
    assert.deepEqual(renderHandoffPack(plan, each.number).waitsFor, waits(each).sort(), each.number);
  }
  assert.deepEqual(renderHandoffPack(plan, "2").waitsFor, ["1.1", "1.2", "1.3"]);
});

Deno.test("renderHandoffPack() names the plan's file in commands where it must be told", () => {
  const { text } = renderHandoffPack(goodPlan(), "1.1", { planFile: "my plans/it's.json" });
  assert.match(text, /`devussy done 1\.1 --run --yes --note "\.\.\." --plan 'my plans\/it'\\''s\.json'`/);
});

Deno.test("renderHandoffPack() renders a plan without design, commands and handoff", () => {
  const { design: _design, commands: _commands, handoff: _handoff, ...plan } = goodPlan();
  const { text } = renderHandoffPack(plan, "1.1");
  assert.doesNotMatch(text, /## Commands|undefined/);
  assert.equal(under(text, "Stop and ask when").length, 3);
});

Deno.test("renderHandoffPack() refuses what nobody can work on", () => {
  const plan = goodPlan();
  plan.phases.push(phase(3, []), phase(4, [step("4.1", { status: "retired" })]));
  const failures: [name: string, message: RegExp, hint: RegExp][] = [
    ["4.1", /^Cannot hand step 4\.1 over: it is retired/, /devussy next/],
    ["4", /^Cannot hand phase 4 over: it is retired/, /devussy next/],
    ["3", /^Cannot hand phase 3 over: it has no steps yet/, /devussy generate-devplan/],
    ["2.33", /^Cannot find the step "2\.33"/, /Did you mean 2\.3/],
  ];
  for (const [name, message, hint] of failures) {
    assert.throws(() => renderHandoffPack(plan, name), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      assert.match(error.hint, hint);
      return true;
    });
  }
});

Deno.test("renderHandoffPack() refuses budgets that are none", () => {
  for (const budget of [199, 1_000_001, 300.5, NaN, -1]) {
    assert.throws(
      () => renderHandoffPack(goodPlan(), "1.1", { budget }),
      /expected a whole number from 200 to 1000000/,
    );
  }
});

Deno.test("renderHandoffPack() leaves the least important out first and says so at the end", () => {
  const plan = richPlan();
  const whole = renderHandoffPack(plan, "2.1");
  const less = renderHandoffPack(plan, "2.1", { budget: whole.tokens - 1 });
  assert.deepEqual(less.leftOut, ["risks"]);
  assert.match(
    less.text,
    new RegExp(`\n\nLeft out for the budget: risks\\. With all it takes ${whole.tokens} tokens\\.\n$`),
  );
  assert.equal(renderHandoffPack(plan, "2.1", { budget: whole.tokens }).text, whole.text);
});

Deno.test("renderHandoffPack() says how many tokens are needed, and so many are enough", () => {
  const plan = richPlan();
  for (const each of plan.phases[1]!.steps) each.do = Array.from({ length: 60 }, (_, at) => `Do the thing ${at}.`);
  for (const name of ["2.1", "2"]) {
    let needed = 200;
    try {
      renderHandoffPack(plan, name, { budget: needed });
    } catch (error) {
      assert.ok(error instanceof UsageError);
      needed = Number(/alone take (\d+)$/.exec(error.message)?.[1]);
      if (name === "2") assert.match(error.hint, /Or take one step: devussy handoff 2\.1$/);
    }
    assert.ok(renderHandoffPack(plan, name, { budget: needed }).tokens <= needed);
    if (needed > 200) assert.throws(() => renderHandoffPack(plan, name, { budget: needed - 1 }), UsageError);
  }
});

/** Texts as models and attackers write them. */
const text = fc.oneof(
  fc.constantFrom(
    "# no heading",
    "<!-- X_END --> `a",
    "```",
    "- [ ] x\n\n## y",
    "[a](javascript:b)",
    "数える。二度目。",
  ),
  fc.lorem({ maxCount: 3, mode: "sentences" }),
);
const texts = fc.array(text, { minLength: 1, maxLength: 5 });
const status = fc.constantFrom("todo" as const, "doing" as const, "done" as const);
const somePlan = fc.record({
  steps: fc.array(fc.record({ title: text, do: texts, why: text, status, note: text }), { minLength: 3, maxLength: 3 }),
  requirements: fc.array(fc.record({ text, acceptance: texts }), { minLength: 2, maxLength: 8 }),
  rest: texts,
}).map(({ steps, requirements, rest }) => {
  const plan = richPlan();
  const ids = requirements.map((_, at) => `R${at + 1}`);
  plan.requirements = requirements.map(({ text, acceptance }, at) =>
    requirement(`R${at + 1}`, text, { acceptance, kind: at % 3 === 0 ? "constraint" : "functional" })
  );
  plan.phases[1] = phase(
    2,
    steps.map(({ note, ...more }, at) =>
      step(`2.${at + 1}`, { ...more, evidence: { note }, requirements: ids.slice(at, at + 2), dependsOn: ["1.2"] })
    ),
    { goal: rest[0]! },
  );
  plan.questions = rest.map((text, at) => ({ id: `Q${at + 1}`, text }));
  plan.definitionOfDone = rest;
  return plan;
});

Deno.test("renderHandoffPack() stays within any budget, cuts nothing in two, and tells more with more", () => {
  const budgets = fc.tuple(fc.integer({ min: 200, max: 1500 }), fc.integer({ min: 0, max: 800 }));
  fc.assert(
    fc.property(somePlan, fc.constantFrom("2.1", "2.3", "2", "1"), budgets, (plan, name, [budget, more]) => {
      const whole = renderHandoffPack(plan, name);
      assert.doesNotMatch(whole.text, /<!--/);
      assert.equal(fencedLines(whole.text).open, false);
      const lines = new Set(whole.text.split("\n"));
      const told = (most: number): Set<string> | undefined => {
        try {
          const { text, tokens, leftOut } = renderHandoffPack(plan, name, { budget: most });
          assert.ok(tokens <= most);
          assert.equal(tokens, Math.ceil(text.length / 4));
          const body = leftOut.length === 0 ? text : text.slice(0, text.lastIndexOf("\nLeft out for the budget: "));
          for (const line of body.split("\n")) assert.ok(lines.has(line), line);
          assert.equal(leftOut.length === 0, text === whole.text);
          return new Set(body.split("\n"));
        } catch (error) {
          assert.ok(error instanceof UsageError, String(error));
          assert.match(error.message, new RegExp(`^Cannot fit .* into ${most} tokens: .* take \\d+$`));
          return undefined;
        }
      };
      const [small, large] = [told(budget), told(budget + more)];
      for (const line of small ?? []) assert.ok(large?.has(line), line);
    }),
    { numRuns: 150 },
  );
});

Deno.test("renderHandoffPack() makes a pack of ten thousand steps", () => {
  const steps = Array.from(
    { length: 10_000 },
    (_, at) => step(`2.${at + 1}`, { dependsOn: at === 0 ? ["1.1"] : [`2.${at}`] }),
  );
  const plan = goodPlan({ phases: [goodPlan().phases[0]!, phase(2, steps, { dependsOn: [1] })] });
  const whole = renderHandoffPack(plan, "2");
  assert.equal(whole.text.split("\n## Step ").length, 10_001);
  const less = renderHandoffPack(plan, "2", { budget: whole.tokens - 50_000 });
  assert.ok(less.tokens <= whole.tokens - 50_000);
  assert.match(less.leftOut[0]!, /^instructions of steps \(\d+ of 10000\)$/);
});
