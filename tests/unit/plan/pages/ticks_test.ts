import assert from "node:assert/strict";
import { renderPhase } from "../../../../src/output/phase.ts";
import { readNews } from "../../../../src/plan/pages/sync.ts";
import { ticksOf, withTicks } from "../../../../src/plan/pages/ticks.ts";
import { finishStep } from "../../../../src/plan/progress/mark.ts";
import { stepsOf } from "../../../../src/plan/progress/find.ts";
import { goodPlan } from "../builders.ts";

const PLAN = goodPlan();
const PHASE = PLAN.phases[0] ?? assert.fail();
const PAGE = renderPhase(PHASE, PLAN);

Deno.test("ticksOf() finds each step's box, whatever people made of its line", () => {
  assert.deepEqual(ticksOf(PAGE, PHASE).map(({ step, ticked }) => [step.number, ticked]), [
    ["1.1", false],
    ["1.2", false],
    ["1.3", false],
  ]);
  const [one] = PHASE.steps;
  const tasks = (line: string) =>
    `# A page\n\n## Tasks\n\n<!-- PHASE_TASKS_START -->\n${line}\n<!-- PHASE_TASKS_END -->\n`;
  for (
    const line of [
      `* [X] **my own words** (feature; \`${one?.id}\`)`,
      "+ [x] **1.1 without facts**",
      "   - [x] **1.1 Three blanks**",
      `- [x] **9.9 A number of before** (feature; \`${one?.id}\`)\r`,
      `- [x] **1.1 Wrapped by\n  a formatter** (feature; size M;\n  \`${one?.id}\`)`,
    ]
  ) {
    const found = ticksOf(tasks(line), PHASE).map(({ step, ticked, line }) => ({ step, ticked, line }));
    assert.deepEqual(found, [{ step: one, ticked: true, line: 6 }], line);
  }
  for (
    const line of ["- [x] **9.9 Nobody's**", "- [x] 1.1 seconds at most", "```\n- [x] **1.1 code**\n```", "[x] 1.1"]
  ) {
    assert.deepEqual(ticksOf(tasks(line), PHASE), [], line);
  }
  const elsewhere = `# A page\n\n- [x] **1.1 was discussed**\n\n${PAGE}\n- [x] **1.2 is my note**\n`;
  assert.ok(ticksOf(elsewhere, PHASE).every(({ ticked }) => !ticked));
});

Deno.test("withTicks() changes boxes alone, of those steps alone", () => {
  const done = stepsOf(finishStep(PLAN, "1.1")).filter(({ number }) => number === "1.1");
  const page = PAGE.replaceAll("\n", "\r\n").replace("Tasks", "Tasks \t my words");
  const ticked = withTicks(page, done);
  assert.equal(ticked, page.replace("- [ ] **1.1", "- [x] **1.1"));
  assert.equal(withTicks(ticked, stepsOf(PLAN)), page);
  assert.equal(withTicks(page, []), page);
});

Deno.test("readNews() tells what was ticked, unticked, rewritten, doubled and taken out", () => {
  const plan = finishStep(PLAN, "1.1");
  const rendered = { "phase1.md": renderPhase(plan.phases[0] ?? PHASE, plan), "phase2.md": "" };
  const [first = "", second = "", third = ""] = PAGE.split("\n").filter((line) => line.startsWith("- [ ] **"));
  const page = (lines: readonly string[]) => ({
    "phase1.md": `<!-- PHASE_TASKS_START -->\n${lines.join("\n")}\n<!-- PHASE_TASKS_END -->`,
    "phase2.md": "",
  });
  const told = (lines: readonly string[]) => {
    const { ticked, disagreements } = readNews(plan, page(lines), rendered);
    return [...ticked.map(({ step }) => `ticked ${step.number}`), ...disagreements.map(({ text }) => text)]
      .filter((text) => !/2\.\d is not there/.test(text));
  };
  const x = (line: string) => line.replace("[ ]", "[x]");
  assert.deepEqual(told([x(first), second, third]), []);
  assert.deepEqual(told([x(first), x(second), third]), ["ticked 1.2"]);
  assert.deepEqual(told([first, second, third]), ["step 1.1 is not ticked, but done in plan.json"]);
  assert.deepEqual(told([x(first), second.replace("**1.2 ", "**1.2 My "), third]), [
    "step 1.2 reads differently in plan.json",
  ]);
  assert.deepEqual(told([x(first), second.replace("** (", "**\n  ("), third]), []);
  assert.deepEqual(told([x(first), second, second, third]), ["step 1.2 stands there twice"]);
  assert.deepEqual(told([x(first), third]), ["step 1.2 is not there"]);
  assert.deepEqual(readNews(plan, {}, rendered), { ticked: [], disagreements: [] });
});
