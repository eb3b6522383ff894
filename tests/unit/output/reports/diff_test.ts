import assert from "node:assert/strict";
import { diffJson, diffMarkdown, diffText } from "../../../../src/output/reports/diff.ts";
import { diffPlans } from "../../../../src/plan/diff.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, requirement, step } from "../../plan/builders.ts";

function changed(change: (plan: Plan) => void) {
  const after = goodPlan({ revision: 2, checks: { score: 92, findings: [] } });
  change(after);
  return diffPlans(goodPlan(), after);
}

const some = () =>
  changed((plan) => {
    plan.requirements[0]!.text = "People can shorten links.";
    plan.requirements.push(requirement("R3", "Users can delete links."));
    const [first, second, third] = plan.phases[0]!.steps;
    first!.do.reverse();
    second!.status = "done";
    third!.status = "retired";
    plan.phases[1]!.steps.push(step("2.4", { id: "Snew", title: "Delete links" }));
    plan.questions = [];
  });

Deno.test("diffText() tells in short lines what came, went and changed", () => {
  assert.deepEqual(diffText(some()), [
    "revision 1 -> 2, score not checked -> 92",
    "",
    "Requirements: 1 added, 1 changed",
    "  + R3 Users can delete links. (functional, must)",
    "  ~ R1",
    "      - Users can shorten links.",
    "      + People can shorten links.",
    "",
    "Steps: 1 added, 1 changed, 1 retired",
    "  + 2.4 Snew Delete links",
    "  ~ 1.1 S1x1 Build part 1 of 1",
    "      ~ do: the same in another order",
    "  - 1.3 S1x3 Run the tests in CI (retired)",
    "",
    "Progress: 1 step",
    "  ~ 1.2 S1x2 Build part 1 of 2: todo, now done",
    "",
    "The rest: 1 removed",
    "  - question Q1 How long do links live?",
  ]);
});

Deno.test("diffMarkdown() tells the same", () => {
  assert.equal(
    diffMarkdown(some()),
    `# What changed in the plan

- revision 1 -> 2, score not checked -> 92

## Requirements: 1 added, 1 changed

- added **R3** Users can delete links. (functional, must)
- changed **R1**
  - removed: Users can shorten links.
  - added: People can shorten links.

## Steps: 1 added, 1 changed, 1 retired

- added **2.4 Snew** Delete links
- changed **1.1 S1x1** Build part 1 of 1
  - do, changed: the same in another order
- removed **1.3 S1x3** Run the tests in CI (retired)

## Progress: 1 step

- changed **1.2 S1x2** Build part 1 of 2: todo, now done

## The rest: 1 removed

- removed **question Q1** How long do links live?
`,
  );
});

Deno.test("reports of a diff say where there is none", () => {
  const same = diffPlans(goodPlan(), goodPlan());
  assert.deepEqual(diffText(same), ["no difference: both plans say the same", "revision 1, score not checked"]);
  assert.match(diffMarkdown(same), /no difference/);
  assert.equal(JSON.parse(diffJson(same)).same, true);
});

Deno.test("diffJson() gives whole what came and went, and the fields of what changed", () => {
  const { schemaVersion, exitCode, same, steps, requirements } = JSON.parse(diffJson(some()));
  assert.deepEqual([schemaVersion, exitCode, same], [1, 0, false]);
  assert.equal(steps.added[0].do.length, 2);
  assert.deepEqual(Object.keys(steps.changed[0]), ["id", "number", "title", "fields"]);
  assert.equal(requirements.changed[0].before.text, "Users can shorten links.");
});

Deno.test("diffText() shows where long texts differ, and cuts long lists", () => {
  const long = "word ".repeat(60);
  const [before, after] = [goodPlan(), goodPlan()];
  before.phases[0]!.steps[0]!.do = [`${long}one`];
  after.phases[0]!.steps[0]!.do = [`${long}two`];
  const lines = diffText(diffPlans(before, after));
  assert.ok(
    lines.some((line) => /^ {6}- do: … .*one$/.test(line)) && lines.some((line) => /^ {6}\+ do: … .*two$/.test(line)),
  );
  for (const line of lines) assert.ok(line.length <= 170, line);
  const many = changed((plan) => {
    plan.phases[0]!.steps.push(...Array.from({ length: 300 }, (_, at) => step(`1.${at + 4}`, { id: `Sm${at}` })));
  });
  assert.ok(diffText(many).includes("  and 100 more: --format json tells all"));
});

Deno.test("reports of a diff take hostile texts for texts", () => {
  const hostile =
    "\u001b[31m<b>x</b>\u202e\n# y | [a](javascript:b) ::error sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEF";
  const diff = changed((plan) => {
    plan.phases[0]!.steps[0]!.title = hostile;
    plan.requirements[0]!.text = hostile;
    plan.risks[0]!.text = hostile;
    plan.project.name = hostile;
  });
  for (const text of [diffText(diff).join("\n"), diffMarkdown(diff), diffJson(diff)]) {
    // deno-lint-ignore no-control-regex -- they are what must not be there
    assert.doesNotMatch(text, /\x1b|\u202e/);
  }
  assert.doesNotMatch(diffMarkdown(diff), /<b>|\]\(javascript|^# y/m);
  assert.doesNotMatch(diffText(diff).join("\n") + diffMarkdown(diff), /sk-proj-abc/);
});
