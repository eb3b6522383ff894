import assert from "node:assert/strict";
import fc from "fast-check";
import { exportPlan } from "../../../../src/output/exports/mod.ts";
import { isStanding, type Work, workOf } from "../../../../src/output/exports/work.ts";
import { readPlan } from "../../../../src/plan/readers/mod.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { hostilePlan, plans, workedPlan } from "./plans.ts";

type Format = "taskmaster" | "openspec" | "speckit";

/** Reads an export back with our own reader of that format. */
function readBack(plan: Plan, format: Format) {
  const files = Object.entries(exportPlan(plan, format)).map(([path, text]) => ({ path, text }));
  const main = files.find(({ path }) => /(?:^|\/)tasks\.(?:md|json)$/.test(path));
  assert.ok(main !== undefined);
  return readPlan(main, files);
}

/** What a plan says of its steps, by titles: numbers and ids are another's after an export. */
function gist(works: readonly Work[], needs: "after" | "waits", states: (status: string) => string) {
  return works.map((work) => ({
    title: work.step.title,
    status: states(work.step.status),
    after: work[needs].map(({ step }) => step.title).sort(),
  }));
}

for (
  const [format, needs, states, retired] of [
    ["taskmaster", "waits", (status) => status, true],
    ["openspec", "after", (status) => status, false],
    ["speckit", "after", (status) => status === "done" ? "done" : "todo", false],
  ] satisfies [Format, "after" | "waits", (status: string) => string, boolean][]
) {
  Deno.test(`readPlan() finds in ${format} the titles, order, dependencies and states that exportPlan() put there`, () => {
    fc.assert(fc.property(plans, (plan) => {
      const { plan: read } = readBack(plan, format);
      const sent = workOf(plan).filter((work) => retired || isStanding(work));
      assert.deepEqual(gist(workOf(read), "after", (status) => status), gist(sent, needs, states));
      if (format !== "taskmaster") {
        const titles = plan.phases.filter(({ steps }) => steps.some(({ status }) => status !== "retired"));
        assert.deepEqual(read.phases.map(({ title }) => title), titles.map(({ title }) => title));
      }
    }));
  });

  Deno.test(`${format}: hostile texts add no step and change no state`, () => {
    const plan = hostilePlan();
    const { plan: read } = readBack(plan, format);
    const steps = read.phases.flatMap(({ steps }) => steps);
    assert.equal(steps.length, workOf(plan).length);
    assert.ok(steps.every(({ status }) => status === "todo"));
  });
}

Deno.test("readPlan() finds the requirements of OpenSpec and spec-kit with the steps that work on them", () => {
  for (const format of ["openspec", "speckit"] as const) {
    const { plan } = readBack(workedPlan(), format);
    assert.deepEqual(
      plan.requirements.map(({ text, status }) => [/Users can \w+ \w+|A redirect/.exec(text)?.[0], status]),
      [["Users can shorten links", "active"], ["Users can count clicks", "active"], ["A redirect", "active"]],
      format,
    );
    const cited = plan.phases.flatMap(({ steps }) => steps).map(({ requirements }) => requirements);
    assert.deepEqual(cited, [["R1"], ["R1"], ["R2"], ["R2"], ["R3"]], format);
    assert.equal(lintPlan(plan, {}).findings.filter(({ rule }) => rule === "dangling-reference").length, 0);
  }
});
