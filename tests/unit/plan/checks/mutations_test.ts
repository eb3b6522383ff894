import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { rules } from "../../../../src/plan/checks/mod.ts";
import { briefNames } from "../../briefs.ts";
import { defects } from "./defects.ts";
import { soundPlans } from "./sound_plans.ts";

Deno.test("there are at least 40 kinds of defects, and each rule has some", () => {
  assert.ok(defects.length >= 40);
  const found = new Set(defects.map(({ rule }) => rule));
  assert.deepEqual(rules.map(({ id }) => id).filter((id) => !found.has(id)), []);
});

const absent = briefNames.length === 0 ? " (ideas only: the folder ../shared/briefs is absent)" : "";
const plans = await soundPlans();

Deno.test(`lintPlan() finds nothing in sound plans${absent}`, () => {
  for (const [name, plan] of plans) {
    assert.deepEqual(lintPlan(plan), { score: 100, findings: [], unchecked: [] }, name);
  }
});

for (const { rule, what, seed } of defects) {
  Deno.test(`${rule} finds ${what} in every plan${absent}`, () => {
    for (const [name, plan] of plans) {
      const broken = structuredClone(plan);
      seed(broken);
      const { findings, score } = lintPlan(broken);
      assert.ok(
        findings.some((finding) => finding.rule === rule),
        `${name}: found ${[...new Set(findings.map((finding) => finding.rule))].join(", ") || "nothing"}`,
      );
      assert.ok(score < 100);
      for (const { message, location, hint, pointer } of findings) {
        assert.match(message, /^[^\n]{10,600}[^.\n]$/);
        assert.match(hint, /^[^\n]+\.$/);
        assert.notEqual(location, "");
        assert.match(pointer, /^\//);
      }
    }
  });
}
