import assert from "node:assert/strict";
import { jsonReport } from "../../../../src/output/reports/json.ts";
import { checked, finding, HOSTILE } from "./files.ts";

Deno.test("jsonReport() has file and format at the top when there is one file", () => {
  const report = JSON.parse(jsonReport([checked([finding()], {
    minScore: 80,
    unchecked: [{ rule: "vague", off: true, reason: "short" }],
  })]));
  assert.deepEqual(report, {
    schemaVersion: 1,
    exitCode: 8,
    file: "docs/plan.json",
    format: "devussy",
    score: 92,
    errors: 1,
    warnings: 0,
    findings: [finding()],
    unchecked: [{ rule: "vague", off: true, reason: "short" }],
    files: [{
      file: "docs/plan.json",
      format: "devussy",
      score: 92,
      minScore: 80,
      errors: 1,
      warnings: 0,
      findings: [{ ...finding(), file: "docs/plan.json", line: 15 }],
      unchecked: [{ rule: "vague", off: true, reason: "short" }],
    }],
  });
});

Deno.test("jsonReport() has all findings in order and the lowest score when there are several files", () => {
  const warning = finding({ severity: "warning", rule: "vague" });
  const unchecked = [{ rule: "order", off: false, reason: "none" }];
  const report = JSON.parse(jsonReport([
    checked([warning], { score: 98, unchecked }),
    checked([finding(), warning], { score: 90, path: "b.md", format: "markdown", unchecked }),
  ]));
  assert.deepEqual(report.findings, [warning, finding(), warning]);
  assert.deepEqual(report.unchecked, unchecked);
  assert.deepEqual([report.score, report.errors, report.warnings, report.exitCode], [90, 1, 2, 8]);
  assert.equal("file" in report, false);
  assert.deepEqual(report.files.map(({ file }: { file: string }) => file), ["docs/plan.json", "b.md"]);
});

Deno.test("jsonReport() passes when there are warnings only, and fails when the score is too low", () => {
  const warning = finding({ severity: "warning" });
  const code = (minScore: number) => JSON.parse(jsonReport([checked([warning], { score: 98, minScore })])).exitCode;
  assert.deepEqual([code(98), code(99)], [0, 8]);
  assert.equal(JSON.parse(jsonReport([])).exitCode, 0);
});

Deno.test("jsonReport() gives findings exactly six keys, and loses nothing of a hostile text", () => {
  const evil = { ...finding({ message: `${HOSTILE}\u{e0041}`, hint: "a".repeat(1e6) }), extra: 1 };
  const text = jsonReport([checked([evil])]);
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u{e0000}-\u{e007f}]/u);
  const [found] = JSON.parse(text).findings;
  assert.deepEqual(Object.keys(found), ["rule", "severity", "message", "location", "pointer", "hint"]);
  assert.equal(found.message, evil.message);
});
