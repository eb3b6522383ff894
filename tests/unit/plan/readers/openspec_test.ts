import assert from "node:assert/strict";
import { readPlan } from "../../../../src/plan/readers/mod.ts";
import { validatePlan } from "../../../../src/plan/read.ts";
import { changed, errors, lines, lint, OPENSPEC_SPEC, OPENSPEC_TASKS } from "./samples.ts";

const FOLDER = "openspec/changes/add-2fa/";
const tasks = (...changes: [string, string][]) => ({
  path: `${FOLDER}tasks.md`,
  text: changed(OPENSPEC_TASKS, ...changes),
});
const spec = (text = OPENSPEC_SPEC) => ({ path: `${FOLDER}specs/auth/spec.md`, text });

Deno.test("readPlan() reads a change of OpenSpec with the requirements of its deltas", () => {
  const { plan, format, absent, requirementNames } = readPlan(tasks(), [
    spec(),
    { path: `${FOLDER}proposal.md`, text: "## Why\n\nPasswords leak.\n\n## What Changes\n\n- A second factor\n" },
    {
      path: `${FOLDER}design.md`,
      text:
        "## Tech stack\n\n- TypeScript\n\n## Risks / Trade-offs\n\n- [Clocks differ] → accept one step more (task 2.2)\n",
    },
  ]);
  assert.equal(format, "openspec");
  assert.deepEqual(validatePlan(plan), plan);
  assert.deepEqual([plan.project.name, plan.project.summary], ["add 2fa", "Passwords leak."]);
  assert.deepEqual(plan.phases.map(({ title }) => title), [
    "Database Setup",
    "Two-factor authentication",
    "Recovery codes",
    "Session lifetime",
    "Verification",
  ]);
  assert.deepEqual(plan.phases[1]?.steps[1]?.do, [
    "Accept the codes of 30 seconds before and after",
    "Refuse a code that was used already",
  ]);
  assert.deepEqual(plan.phases[2]?.steps[0]?.dependsOn, ["1.2", "2.1"]);
  assert.deepEqual([...requirementNames.values()], [
    '"Two-factor authentication"',
    '"Recovery codes"',
    '"Session lifetime"',
    '"Security questions"',
  ]);
  assert.deepEqual(plan.requirements.map(({ status }) => status), ["active", "active", "active", "retired"]);
  assert.deepEqual(plan.requirements[0]?.acceptance, [
    "OTP required – a user submits valid credentials – an OTP challenge is required",
  ]);
  assert.deepEqual(plan.risks.map(({ text, mitigation, steps }) => [text, mitigation, steps]), [
    ["[Clocks differ]", "accept one step more (task 2.2)", ["2.2"]],
  ]);
  assert.deepEqual([...absent].sort(), ["actions", "details", "numbers", "project", "types", "verification"]);
});

Deno.test("lintPlan() finds no error in a sound change of OpenSpec", () => {
  assert.deepEqual(errors(lint(tasks(), [spec()]).report), []);
  assert.deepEqual(errors(lint(tasks()).report), []);
});

Deno.test("lintPlan() finds what is wrong in a change of OpenSpec by its own numbers", () => {
  const { report } = lint(
    tasks(
      ["(depends on 3.1)", "(depends on 3.7)"],
      ["(depends on 1.1)", "(depends on 2.2)"],
      ["- [ ] 4.2 Say", "- [ ] 4.1 Say"],
      ["(depends on 4.1)", "(TBD)"],
    ),
    [spec(
      OPENSPEC_SPEC.replace(
        "## MODIFIED",
        "### Requirement: Trusted devices\nIt MUST remember devices.\n\n## MODIFIED",
      ),
    )],
  );
  const at = (line: number, name: string) => `${name} (${FOLDER}tasks.md:${line})`;
  assert.deepEqual(lines(report), [
    `coverage | "Trusted devices" (${FOLDER}specs/auth/spec.md:19) | No step works on "Trusted devices": "Trusted devices: It MUST remember devices."`,
    `dangling-reference | ${at(17, "3.2")} | There is no step 3.7`,
    `cycle | ${at(8, "2.1")} | These steps wait for each other: 2.1 -> 2.2 -> 2.1`,
    `order | ${at(8, "2.1")} | 2.1 depends on 2.2, which comes later`,
    `numbering | ${at(22, "4.1")} | The id 4.1 is given twice`,
    `placeholder | ${at(22, "4.1")} | 4.1 holds a placeholder (TBD)`,
  ]);
});

Deno.test("readPlan() takes no citations for told when the tasks of OpenSpec do not speak in the requirements' names", () => {
  const text = OPENSPEC_TASKS.replace("Two-factor authentication", "Login").replace("Recovery codes\n", "Codes\n")
    .replace("recovery codes", "codes").replace("recovery codes", "codes").replace("Session lifetime", "Sessions");
  const { read, report } = lint({ path: `${FOLDER}tasks.md`, text }, [spec()]);
  assert.ok(read.absent.includes("citations"));
  assert.equal(report.unchecked.find(({ rule }) => rule === "coverage")?.off, false);
  assert.deepEqual(lines(report), []);
});

Deno.test("readPlan() keeps a name that leads nowhere apart from our own numbers", () => {
  const text =
    "## 1. A\n- [ ] 1.1 a\n- [ ] 1.2 b\n## 4. B\n- [ ] 4.1 c (depends on 1.2)\n- [ ] 4.2 d (depends on 2.1)\n";
  const { report } = lint({ path: `${FOLDER}tasks.md`, text });
  assert.deepEqual(lines(report, ["dangling-reference", "order"]), [
    `dangling-reference | 4.2 (${FOLDER}tasks.md:6) | There is no step "2.1"`,
  ]);
});
