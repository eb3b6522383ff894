import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { renderHtml } from "../../../../src/output/page/mod.ts";
import { checksOf, lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { syntheticPlan } from "../../../bench/synthetic_plan.ts";
import { goodPlan, phase, requirement, step } from "../../plan/builders.ts";
import { hostilePlan } from "./hostile_plan.ts";

/** The values of an attribute. */
function all(page: string, attribute: string): string[] {
  return [...page.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))].map(([, value]) => value!);
}

/** A plan with steps of each status, a gap, a finding and an unchecked rule. */
function livelyPlan(): Plan {
  const plan = goodPlan({ revision: 4 });
  plan.requirements.push(requirement("R3", "Users can export links.", { acceptance: ["One line a link."] }));
  plan.requirements.push(requirement("R4", "Users can print links.", { status: "retired" }));
  const [first, second, third] = plan.phases[0]!.steps;
  Object.assign(first!, { status: "done", evidence: { verified: true, exitStatus: 0, note: "Seen by hand." } });
  Object.assign(second!, { status: "doing" });
  Object.assign(third!, { status: "retired" });
  return { ...plan, checks: checksOf(lintPlan(plan, { rules: { vague: { off: "short on purpose" } } })) };
}

Deno.test("the page allows nothing but its own style and script", () => {
  const page = renderHtml(livelyPlan());
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [, style] = /<style>([^]*?)<\/style>/.exec(page)!;
  const [, script] = /<script>([^]*?)<\/script>/.exec(page)!;
  assert.equal(
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1],
    `default-src 'none'; style-src ${hash(style!)}; script-src ${
      hash(script!)
    }; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  assert.equal(page.match(/<(?:style|script)\b/g)?.length, 2);
  assert.doesNotMatch(page, /<[^>]*\s(?:style|on\w+|src|srcset|action)=/);
});

for (
  const [what, plan] of [["lively", livelyPlan()], ["hostile", hostilePlan()], ["large", syntheticPlan(320)]] as const
) {
  Deno.test(`every link of a ${what} plan leads to one place in the page`, () => {
    const page = renderHtml(plan);
    const ids = all(page, "id");
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), []);
    const places = new Set(ids);
    for (const target of all(page, "href")) {
      if (target.startsWith("data:image/svg+xml,")) continue;
      assert.ok(target.startsWith("#") && places.has(target.slice(1)), target);
    }
    for (const name of all(page, "aria-labelledby")) assert.ok(places.has(name), name);
  });
}

Deno.test("the page tells the status of steps, what proved them done, and what can start", () => {
  const page = renderHtml(livelyPlan());
  assert.match(page, /<strong>20 %<\/strong> <span class="soft">1 of 5 steps done, 1 in progress/);
  assert.match(page, /class="tag verified">verified<\/span> command ended with 0/);
  assert.match(page, /<p dir="auto">Seen by hand\.<\/p>/);
  assert.match(page, /<li class="step retired" data-status="retired">[^]*?<s>Run the tests in CI<\/s>/);
  assert.match(page, /revision 4/);
});

Deno.test("requirements without a step or a test are marked, in the matrix too", () => {
  const page = renderHtml(livelyPlan());
  assert.match(page, /id="R3">\s*<th scope="row">R3<\/th>[^]*?class="tag gap">no step</);
  assert.match(page, /<table class="matrix">[^]*?<a href="#R3">R3<\/a>[^]*?class="tag gap">no step</);
  assert.match(page, /id="R4">[^]*?<s>Users can print links\.<\/s>/);
});

Deno.test("findings lead to what they are about, and what was not checked is told", () => {
  const page = renderHtml(livelyPlan());
  assert.match(page, /<li class="finding error">[^]*?<a href="#R3">requirement R3<\/a> <code>coverage<\/code>/);
  assert.match(page, /<code>vague<\/code> turned off: short on purpose/);
});

Deno.test("steps and requirements that are not there are shown as such", () => {
  const page = renderHtml(
    goodPlan({ phases: [phase(1, [step("1.1", { dependsOn: ["9.9"], requirements: ["R99"] })])] }),
  );
  assert.match(page, /class="chip missing">9\.9 \(no such step\)/);
  assert.match(page, /class="chip missing">R99 \(no such requirement\)/);
});

Deno.test("a step keeps its address by its id, whatever becomes of its number", () => {
  const page = renderHtml(goodPlan({ phases: [phase(1, [step("1.7", { id: "S1a2b" })])] }));
  assert.match(page, /id="S1a2b"/);
});

Deno.test("a plan without phases, design and checks has a page, too", () => {
  const { project, provenance } = goodPlan();
  const page = renderHtml({
    schemaVersion: 1,
    revision: 1,
    project,
    requirements: [],
    assumptions: [],
    questions: [],
    risks: [],
    definitionOfDone: [],
    phases: [],
    provenance,
  });
  assert.match(page, /The plan has no phases yet\./);
  assert.match(page, /This plan was not checked\./);
  assert.doesNotMatch(page.replace(/<(style|script)>[^]*?<\/\1>/g, ""), /undefined|NaN|\[object/);
});

Deno.test("large plans get a graph of phases and say so; the page grows as the plan does", () => {
  const [small, large] = [renderHtml(syntheticPlan(400)), renderHtml(syntheticPlan(4000))];
  assert.match(small, /The plan has 400 steps: too many to draw\. This graph shows its phases\./);
  assert.match(small, /this table counts them by phase/);
  assert.match(large, /too many for a matrix/);
  assert.ok(large.length < 11 * small.length, `${large.length} of ${small.length}`);
});

Deno.test("the same plan gives the same bytes", () => {
  assert.equal(renderHtml(livelyPlan()), renderHtml(livelyPlan()));
});
