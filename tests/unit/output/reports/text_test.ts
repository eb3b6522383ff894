import assert from "node:assert/strict";
import { textReport } from "../../../../src/output/reports/text.ts";
import { checked, finding, HOSTILE, UNSAFE } from "./files.ts";

const RULES = { rules: 20 };

Deno.test("textReport() groups findings by severity below a head line", () => {
  const files = [checked([
    finding({
      rule: "vague",
      severity: "warning",
      location: "phase 1, step 1.1",
      pointer: "/phases/0/steps/0",
      message: 'Step 1.1 says "fast" without a number',
      hint: "Say how fast.",
    }),
    finding(),
  ])];
  assert.deepEqual(textReport(files, RULES), [
    "docs/plan.json: score 92, 1 error, 1 warning, 20 rules",
    "",
    "error coverage  requirement R1 (docs/plan.json:15)",
    '  No step works on R1: "Users can shorten links"',
    "  fix: Add R1 to the requirements of the step that answers it.",
    "",
    "warning vague  phase 1, step 1.1 (docs/plan.json:17)",
    '  Step 1.1 says "fast" without a number',
    "  fix: Say how fast.",
  ]);
});

Deno.test("textReport() is one line when nothing is found, and says what was not checked", () => {
  assert.deepEqual(textReport([checked([], { score: 100 })], RULES), [
    "docs/plan.json: score 100, 0 errors, 0 warnings, 20 rules",
  ]);
  const unchecked = [
    { rule: "order", off: false, reason: "the plan tells no dependencies of steps" },
    { rule: "vague", off: true, reason: "the team likes it short" },
    { rule: "cycle", off: false, reason: "the plan tells no dependencies of steps" },
  ];
  assert.deepEqual(textReport([checked([], { score: 100, format: "spec-kit", unchecked })], RULES), [
    "docs/plan.json (spec-kit): score 100, 0 errors, 0 warnings, 17 of 20 rules",
    "",
    "not checked: order, cycle (the plan tells no dependencies of steps)",
    "not checked: vague (turned off: the team likes it short)",
  ]);
});

Deno.test("textReport() says so when the score is too low, and how many of several files pass", () => {
  const lines = textReport(
    [checked([], { score: 98, minScore: 99 }), checked([], { path: "b.md", minScore: 90 })],
    RULES,
  );
  assert.equal(lines[0], "docs/plan.json: score 98 (under 99), 0 errors, 0 warnings, 20 rules");
  assert.deepEqual(lines.slice(1), ["", "b.md: score 92, 0 errors, 0 warnings, 20 rules", "", "1 of 2 files pass"]);
});

Deno.test("textReport() names the file of a place as editors open it, and no line twice", () => {
  const file = checked([finding()], { path: "specs/1/tasks.md" });
  const head = (place: string, location = "T014") =>
    textReport([{
      ...file,
      report: { ...file.report, findings: [finding({ location })] },
      lineOf: () => ({ path: place, line: 3 }),
    }], RULES)[2];
  assert.equal(head("specs/1/spec.md"), "error coverage  T014 (specs/1/spec.md:3)");
  assert.equal(head("other/spec.md"), "error coverage  T014 (other/spec.md:3)");
  assert.equal(head("specs/1/tasks.md", "T014 (specs/1/tasks.md:3)"), "error coverage  T014 (specs/1/tasks.md:3)");
  const nowhere = textReport([checked([finding({ pointer: "" })])], RULES)[2];
  assert.equal(nowhere, "error coverage  requirement R1");
});

Deno.test("textReport() shows a bounded number of findings and counts the rest", () => {
  const lines = textReport([checked(Array.from({ length: 1000 }, () => finding()))], RULES);
  assert.equal(lines.filter((line) => line.startsWith("error ")).length, 200);
  assert.equal(lines.at(-1), "and 800 more");
  assert.equal(textReport([checked([finding(), finding()])], { rules: 20, most: 1 }).at(-1), "and 1 more");
});

Deno.test("textReport() lets no text control a terminal or a CI service, however long it is", () => {
  const evil = finding({ message: HOSTILE, hint: `::error::${HOSTILE}`, location: HOSTILE, rule: "::warning" });
  const long = finding({ message: "a".repeat(1e6), hint: "\x1b]".repeat(5e5), location: " ".repeat(1e6) });
  const unchecked = [{ rule: "order", off: true, reason: `::x::${HOSTILE}` }];
  const path = `::error::${HOSTILE}.json`;
  const lines = textReport([checked([evil, long], { path, format: HOSTILE, unchecked })], RULES);
  for (const line of lines) {
    assert.doesNotMatch(line, UNSAFE);
    assert.ok(line.length < 2000);
    assert.ok(!line.trimStart().startsWith("::"), line);
  }
});
