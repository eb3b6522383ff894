import assert from "node:assert/strict";
import fc from "fast-check";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Finding, Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan, phase, step, withStep } from "../builders.ts";

function found(plan: Plan, rule: string): Finding[] {
  return lintPlan(plan).findings.filter((finding) => finding.rule === rule);
}

/** What is found about the order of work; a plan of nothing but chains has other faults too. */
function aboutOrder(plan: Plan): Finding[] {
  return lintPlan(plan).findings.filter(({ rule }) => /^(?:cycle|order|numbering|dangling-reference)$/.test(rule));
}

/** A plan of one phase whose steps wait for those with the given positions, from 1. */
function waiting(dependsOn: readonly (readonly number[])[]): Plan {
  const steps: Step[] = dependsOn.map((positions, at) =>
    step(`1.${at + 1}`, { requirements: ["R1", "R2"], dependsOn: positions.map((position) => `1.${position}`) })
  );
  return goodPlan({ phases: [phase(1, steps)] });
}

Deno.test("lintPlan() finds a step when it depends on itself", () => {
  const plan = withStep({ dependsOn: ["1.1"] });
  assert.deepEqual(found(plan, "cycle").map(({ message }) => message), [
    "These steps wait for each other: 1.1 -> 1.1",
  ]);
  assert.deepEqual(found(plan, "order").map(({ message }) => message), ["Step 1.1 depends on itself"]);
});

Deno.test("lintPlan() shows the shortest cycle when steps wait for each other", () => {
  const cycles = found(waiting([[2, 4], [3], [1], [1]]), "cycle");
  assert.deepEqual(cycles.map(({ message }) => message), ["These steps wait for each other: 1.1 -> 1.4 -> 1.1"]);
  assert.equal(cycles[0]?.pointer, "/phases/0/steps/0/dependsOn");
});

Deno.test("lintPlan() finds each knot of steps once", () => {
  assert.equal(found(waiting([[2], [1], [4], [3], []]), "cycle").length, 2);
});

Deno.test("lintPlan() finds a step when it depends on a later one", () => {
  const plan = waiting([[2], []]);
  assert.deepEqual(aboutOrder(plan).map(({ rule, pointer }) => [rule, pointer]), [
    ["order", "/phases/0/steps/0/dependsOn/0"],
  ]);
});

Deno.test("lintPlan() finds phases when they wait for each other", () => {
  const plan = goodPlan();
  Object.assign(plan.phases[0] ?? {}, { dependsOn: [2] });
  assert.deepEqual(found(plan, "cycle").map(({ message }) => message), [
    "These phases wait for each other: 1 -> 2 -> 1",
  ]);
  assert.deepEqual(found(plan, "order").map(({ pointer }) => pointer), ["/phases/0/dependsOn/0"]);
});

Deno.test("lintPlan() finds a phase when it depends on itself", () => {
  const plan = goodPlan();
  Object.assign(plan.phases[1] ?? {}, { dependsOn: [2] });
  assert.equal(found(plan, "cycle").length, 1);
  assert.equal(found(plan, "order").length, 1);
});

Deno.test("lintPlan() finds nothing in diamonds and repeated dependencies", () => {
  assert.deepEqual(aboutOrder(waiting([[], [1], [1, 1], [2, 3]])), []);
});

Deno.test("lintPlan() reads a chain of 5,000 steps, closed or open", () => {
  const chain = Array.from({ length: 5000 }, (_, at) => at === 0 ? [] : [at]);
  assert.deepEqual(aboutOrder(waiting(chain)), []);
  const [knot, ...others] = found(waiting([[5000], ...chain.slice(1)]), "cycle");
  assert.deepEqual(others, []);
  assert.match(knot?.message ?? "", /^These steps wait for each other: 1\.1 -> 1\.5000 -> /);
});

Deno.test("lintPlan() finds a cycle exactly when some step reaches itself", () => {
  const graph = fc.integer({ min: 1, max: 8 }).chain((count) =>
    fc.array(fc.array(fc.integer({ min: 1, max: count }), { maxLength: 3 }), { minLength: count, maxLength: count })
  );
  fc.assert(fc.property(graph, (dependsOn) => {
    const reaches = (from: number): boolean => {
      const seen = new Set<number>();
      const queue = [...dependsOn[from - 1] ?? []];
      for (const next of queue) {
        if (next === from) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(...dependsOn[next - 1] ?? []);
      }
      return false;
    };
    const cyclic = dependsOn.some((_, at) => reaches(at + 1));
    assert.equal(found(waiting(dependsOn), "cycle").length > 0, cyclic);
    assert.equal(
      found(waiting(dependsOn), "order").length,
      dependsOn.flatMap((positions, at) => positions.filter((position) => position > at)).length,
    );
  }));
});

Deno.test("lintPlan() shows cycles whose every arrow is a dependency", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), { minLength: 6, maxLength: 6 }),
      (dependsOn) => {
        for (const { message } of found(waiting(dependsOn), "cycle")) {
          const path = message.replace(/^[^:]*: /, "").split(" -> ");
          assert.equal(path[0], path.at(-1));
          path.slice(1).forEach((to, at) => {
            const from = Number(path[at]?.slice(2));
            assert.ok(dependsOn[from - 1]?.includes(Number(to.slice(2))), message);
          });
        }
      },
    ),
  );
});
