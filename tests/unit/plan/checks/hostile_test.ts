/**
 * Plans that were made to break the checks: long texts that send careless patterns back again and again, and whatever else the
 * types allow. The time limit guards against that alone; it measures nothing.
 * @module
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { rules } from "../../../../src/plan/checks/mod.ts";
import { PlanView } from "../../../../src/plan/checks/view.ts";
import { fixPlan } from "../../../../src/plan/checks/fix/fix_plan.ts";
import type { Finding, Phase, Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan, phase, requirement, step } from "../builders.ts";

/** So long may the checks take for one plan of some megabytes: a pattern that goes back takes minutes. */
const HANG_MS = 3_000;
const FIELD = 20_000;
const LONG = 1_000_000;

const PIECES: readonly string[] = [
  "a",
  " ",
  "(",
  "[",
  "<",
  "`",
  "``` \n",
  "*",
  "-",
  "--",
  "?",
  "\n",
  "\t ",
  "1",
  "1.1 ",
  ",",
  ", ",
  ".",
  "../",
  "a/",
  "a.b/",
  "$",
  "$(",
  "|",
  "&&",
  "=",
  "\\",
  '"',
  "'",
  "step ",
  "steps 1.1, ",
  "step 1.1 and ",
  "phase 1 ",
  "R1,",
  "R1 ",
  "http://",
  "https://a.b/c?d=",
  "curl |",
  "curl x | sh ",
  "rm -rf ",
  "password=",
  "sk-",
  "AKIA",
  "TODO",
  "to be ",
  "as in the ",
  "the ",
  "fast ",
  "\u200b",
  "é",
  "e\u0301",
  "笔",
  "笔记 ",
  "ก",
  "😀",
  "\ud800",
  "```\n````\n",
  "# a\n",
  "| a ",
  "> ",
  "<!--",
  "{{",
  "%s",
  "aB",
  "a_",
  "a-",
  "it works ",
];

/** A plan with a text in every field that may hold one. */
function planOf(text: string): Plan {
  const hostile = (number: string): Step =>
    step(number, {
      title: text,
      why: text,
      do: [text, text],
      requirements: ["R1", text],
      dependsOn: [text],
      deliverables: [{ path: text, action: "create" }, { path: `src/${text}`, action: "modify" }],
      verify: [{ command: text, expect: text }],
    });
  const plan = goodPlan({
    project: { name: text, summary: text, languages: [text], frameworks: [text], apis: [text] },
    requirements: [
      requirement("R1", text, { group: text, acceptance: [text] }),
      requirement("R2", text, { source: { from: "model" } }),
    ],
    assumptions: [{ id: "A1", text, ifWrong: text }],
    questions: [{ id: "Q1", text }],
    risks: [{
      id: "K1",
      text,
      likelihood: "low",
      impact: "low",
      mitigation: text,
      requirements: [text],
      steps: [text],
    }],
    commands: { setup: text, test: text, lint: text, run: text },
    definitionOfDone: [text],
    handoff: { instructions: [text], stopWhen: [text], notes: [text], generatedBy: text },
    phases: [
      phase(1, [hostile("1.1"), hostile("1.2")], {
        title: text,
        goal: text,
        requirements: [text],
        exitCriteria: [text],
      }),
    ],
  });
  const { design } = plan;
  if (design !== undefined) {
    Object.assign(design, {
      objectives: [text],
      architecture: text,
      techStack: [{ name: text, why: text }],
      components: [{ name: text, purpose: text, path: text, requirements: [text] }],
      dependencies: [{ name: text, why: text }],
      decisions: [{ id: "D1", choice: text, alternatives: [text], why: text }],
    });
  }
  return plan;
}

/** Checks a plan; a rule that takes too long is named. */
function check(plan: Plan, what: string): Finding[] {
  const started = performance.now();
  const { findings } = lintPlan(plan, { earlier: plan });
  if (performance.now() - started > HANG_MS) {
    const times = rules.map((rule): [string, number] => {
      const limits = Object.fromEntries(Object.entries(rule.limits ?? {}).map(([name, { value }]) => [name, value]));
      const started = performance.now();
      rule.check(new PlanView(plan, { absent: [], files: [], earlier: plan }), limits);
      return [rule.id, Math.round(performance.now() - started)];
    });
    assert.fail(`too slow with ${what}: ${times.sort((a, b) => b[1] - a[1]).slice(0, 3).join(" ms, ")} ms`);
  }
  return findings;
}

/** What readers of a report rely on. */
function assertReadable(findings: readonly Finding[], what: string): void {
  for (const { rule, message, location, hint, pointer } of findings) {
    for (const [field, text] of Object.entries({ message, location, hint })) {
      const about = `${field} of ${rule} with ${what}: ${JSON.stringify(text.slice(0, 100))}`;
      assert.ok(text !== "" && text.length <= 600, `${about}, ${text.length} characters`);
      assert.doesNotMatch(text, /[\p{Cc}\u2028\u2029]/u, about);
      assert.ok(text.isWellFormed(), about);
    }
    assert.match(pointer, /^(?:\/[\w~-]+)*$/, rule);
  }
}

const shown = (piece: string) => JSON.stringify(piece);

for (const piece of PIECES) {
  Deno.test(`lintPlan() ends and reports in short lines when all texts are ${shown(piece)} again and again`, () => {
    const plan = planOf(piece.repeat(Math.ceil(FIELD / piece.length)));
    assertReadable(check(plan, shown(piece)), shown(piece));
    fixPlan(plan, { earlier: plan });
  });
}

Deno.test("lintPlan() ends when one text is a megabyte", () => {
  for (const piece of ["a", " ", "(", "step ", "1.1 ", "`", "笔", "R1,", "curl |", "a/", "the "]) {
    const text = piece.repeat(Math.ceil(LONG / piece.length));
    const plan = goodPlan({
      phases: [phase(1, [step("1.1", { do: [text], verify: [{ command: text, expect: text }] })])],
    });
    const what = `a megabyte of ${shown(piece)}`;
    assertReadable(check(plan, what), what);
  }
});

Deno.test("lintPlan() ends when thousands of steps, references and requirements are the same", () => {
  const one = step("1.1", {
    dependsOn: Array.from({ length: 50 }, () => "1.1"),
    requirements: Array.from({ length: 50 }, () => "R1"),
  });
  const same = goodPlan({
    requirements: Array.from({ length: 3_000 }, () => requirement("R1", "Users can shorten links.")),
    phases: [phase(1, Array.from({ length: 3_000 }, () => one))],
  });
  check(same, "the same step 3,000 times");
  fixPlan(same, { earlier: same });
  const count = 2_000;
  const knot = goodPlan({
    phases: [
      phase(
        1,
        Array.from(
          { length: count },
          (_, at) => step(`1.${at + 1}`, { dependsOn: [1, 7, 30, 401].map((by) => `1.${(at + by) % count + 1}`) }),
        ),
      ),
    ],
  });
  check(knot, "one knot of 2,000 steps");
  const ring = goodPlan({
    phases: [
      phase(
        1,
        Array.from({ length: 10_000 }, (_, at) => step(`1.${at + 1}`, { dependsOn: [`1.${(at + 1) % 10_000 + 1}`] })),
      ),
    ],
  });
  check(ring, "one ring of 10,000 steps");
});

/** Texts that rules look for, and any others. */
const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "TBD",
      "step 1.1",
      "phases 1 and 9",
      "R1",
      "src/a.ts",
      "../a",
      "npm test",
      "fast",
      "<your key>",
      "curl x | sh",
      "",
    ),
  },
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const texts = fc.array(text, { maxLength: 3 });
const number = fc.oneof(fc.constantFrom("1.1", "1.2", "2.1", "9.9"), text);
const level = fc.constantFrom("low" as const, "medium" as const, "high" as const);
const anyStep: fc.Arbitrary<Step> = fc.record({
  id: text,
  number,
  type: fc.constantFrom(
    "feature" as const,
    "enabler" as const,
    "test" as const,
    "docs" as const,
    "ops" as const,
    "removal" as const,
  ),
  title: text,
  why: text,
  do: texts,
  requirements: fc.array(fc.oneof(fc.constantFrom("R1", "R2"), text), { maxLength: 3 }),
  dependsOn: fc.array(number, { maxLength: 3 }),
  deliverables: fc.array(
    fc.record({ path: text, action: fc.constantFrom("create" as const, "modify" as const, "delete" as const) }),
    { maxLength: 3 },
  ),
  verify: fc.array(fc.record({ command: text, expect: text }, { requiredKeys: ["expect"] }), { maxLength: 2 }),
  size: fc.constantFrom("S" as const, "M" as const, "L" as const),
  status: fc.constantFrom("todo" as const, "doing" as const, "done" as const, "retired" as const),
  generatedBy: text,
}, {
  requiredKeys: [
    "id",
    "number",
    "type",
    "title",
    "do",
    "requirements",
    "dependsOn",
    "deliverables",
    "verify",
    "size",
    "status",
    "generatedBy",
  ],
});
const anyPhase: fc.Arbitrary<Phase> = fc.record({
  number: fc.integer({ min: 1, max: 4 }),
  title: text,
  goal: text,
  kind: fc.constantFrom("skeleton" as const, "feature" as const, "quality" as const, "release" as const),
  requirements: texts,
  dependsOn: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  exitCriteria: texts,
  steps: fc.array(anyStep, { maxLength: 4 }),
  generatedBy: text,
}, { requiredKeys: ["number", "title", "goal", "requirements", "exitCriteria", "steps", "generatedBy"] });
const anyPlan: fc.Arbitrary<Plan> = fc.record({
  project: fc.record({ name: text, summary: text, languages: texts, frameworks: texts, apis: texts }),
  requirements: fc.array(
    fc.record({
      id: fc.constantFrom("R1", "R2", "R3"),
      text,
      status: fc.constantFrom("active" as const, "retired" as const),
      acceptance: texts,
    })
      .map(({ id, text, ...more }) => requirement(id, text, more)),
    { maxLength: 4 },
  ),
  risks: fc.array(
    fc.record({
      id: fc.constantFrom("K1", "K2"),
      text,
      likelihood: level,
      impact: level,
      mitigation: text,
      steps: fc.array(number, { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
  definitionOfDone: texts,
  phases: fc.array(anyPhase, { maxLength: 4 }),
}).map((more) => structuredClone(goodPlan(more)));

Deno.test("lintPlan() throws at no plan, says the same twice and changes nothing", () => {
  fc.assert(
    fc.property(anyPlan, fc.option(anyPlan, { nil: undefined }), (plan, earlier) => {
      const before = structuredClone(plan);
      const options = earlier === undefined ? {} : { earlier };
      const report = lintPlan(plan, options);
      assert.deepEqual(lintPlan(structuredClone(plan), options), report);
      fixPlan(plan, options);
      assert.deepEqual(plan, before);
      assertReadable(report.findings, "any plan");
    }),
    { numRuns: 200 },
  );
});
