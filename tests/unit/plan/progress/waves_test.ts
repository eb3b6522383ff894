import assert from "node:assert/strict";
import fc from "fast-check";
import { UsageError } from "../../../../src/errors.ts";
import { stepsOf } from "../../../../src/plan/progress/find.ts";
import { nextSteps } from "../../../../src/plan/progress/next.ts";
import { planWaves } from "../../../../src/plan/progress/waves.ts";
import type { Plan, Step, StepStatus } from "../../../../src/plan/types.ts";
import { goodPlan, step } from "../builders.ts";

/** A plan with one phase of such steps. */
function planOf(steps: readonly Step[]): Plan {
  const plan = goodPlan();
  return { ...plan, phases: plan.phases.slice(0, 1).map((phase) => ({ ...phase, dependsOn: [], steps: [...steps] })) };
}

const PATHS = ["a.ts", "b.ts", "src/", "src/c.ts", "src/deep/d.ts", "SRC/c.ts"];

/** Plans whose steps wait for any others, circles included. */
const plans = fc.integer({ min: 0, max: 24 }).chain((size) =>
  fc.tuple(...Array.from({ length: size }, (_, at) =>
    fc.record({
      status: fc.constantFrom<StepStatus>("todo", "todo", "todo", "doing", "done", "retired"),
      waits: fc.array(fc.integer({ min: 0, max: Math.max(0, size - 1) }), { maxLength: 3 }),
      paths: fc.uniqueArray(fc.constantFrom(...PATHS), { maxLength: 2 }),
    }).map(({ status, waits, paths }) =>
      step(`1.${at + 1}`, {
        status,
        dependsOn: waits.filter((other) => other !== at).map((other) => `1.${other + 1}`),
        deliverables: paths.map((path) => ({ path, action: "modify" as const })),
      })
    )))
).map((steps) => planOf(steps));

function touches(a: Step, b: Step): boolean {
  const clean = (path: string) => path.toLowerCase().replace(/\/$/, "");
  return a.deliverables.some(({ path: one }) =>
    b.deliverables.some(({ path: other }) =>
      clean(one) === clean(other) || clean(one).startsWith(`${clean(other)}/`) ||
      clean(other).startsWith(`${clean(one)}/`)
    )
  );
}

Deno.test("planWaves() deals each step once, after all it waits for, at most N at a time, no path twice in a wave", () => {
  fc.assert(fc.property(plans, fc.integer({ min: 1, max: 4 }), (plan, agents) => {
    const waves = planWaves(plan, agents);
    const steps = stepsOf(plan);
    const doing = steps.filter(({ status }) => status === "doing");
    const waveOf = new Map(waves.flatMap((wave, at) => wave.map(({ number }) => [number, at])));
    const dealt = waves.flat();
    assert.equal(new Set(dealt).size, dealt.length);
    assert.ok(dealt.every(({ status }) => status === "todo"));
    waves.forEach((wave, at) => {
      const working = at === 0 ? [...doing, ...wave] : wave;
      assert.ok(wave.length <= Math.max(0, agents - (at === 0 ? doing.length : 0)));
      for (const one of wave) {
        for (const other of working) assert.ok(one === other || !touches(one, other), `${one.number} ${other.number}`);
        for (const number of one.dependsOn) {
          const before = steps.find((other) => other.number === number);
          if (before?.status === "todo") assert.ok((waveOf.get(number) ?? Infinity) < at);
          if (before?.status === "doing") assert.ok(at > 0);
        }
      }
    });
    const now = new Set(nextSteps(plan));
    for (const first of waves[0] ?? []) assert.ok(now.has(first));
    // What is in no wave waits, in the end, for a circle.
    const open = new Set(steps.filter((one) => one.status === "todo" && !waveOf.has(one.number)));
    for (const one of open) {
      assert.ok(one.dependsOn.some((number) => [...open].some((other) => other.number === number)), one.number);
    }
  }));
});

Deno.test("nextSteps() are the steps whose dependencies are done or retired, in order", () => {
  fc.assert(fc.property(plans, (plan) => {
    const steps = stepsOf(plan);
    const open = new Set(
      steps.filter(({ status }) => status === "todo" || status === "doing").map(({ number }) => number),
    );
    const expected = steps.filter(({ status, dependsOn }) =>
      status === "todo" && !dependsOn.some((number) => open.has(number))
    );
    assert.deepEqual(nextSteps(plan), expected);
  }));
});

Deno.test("a phase waits for the phases that it depends on", () => {
  const plan = goodPlan();
  const [first, second] = plan.phases;
  for (const each of second?.steps ?? []) each.dependsOn = [];
  Object.assign(second ?? {}, { dependsOn: [1] });
  assert.deepEqual(nextSteps(plan).map(({ number }) => number), ["1.1"]);
  for (const each of first?.steps ?? []) each.status = "done";
  assert.deepEqual(nextSteps(plan).map(({ number }) => number), ["2.1", "2.2", "2.3"]);
});

Deno.test("planWaves() takes long chains and wide plans without recursion or squares", () => {
  const chain = Array.from(
    { length: 20_000 },
    (_, at) => step(`1.${at + 1}`, { dependsOn: at === 0 ? [] : [`1.${at}`], deliverables: [] }),
  );
  assert.equal(planWaves(planOf(chain.reverse()), 3).length, 20_000);
  const wide = Array.from(
    { length: 20_000 },
    (_, at) => step(`1.${at + 1}`, { dependsOn: [], deliverables: [{ path: `a/${at}.ts`, action: "create" }] }),
  );
  assert.equal(planWaves(planOf(wide), 2).length, 10_000);
});

Deno.test("planWaves() refuses numbers that are none of workers", () => {
  for (const agents of [0, -1, 1.5, NaN, Infinity]) assert.throws(() => planWaves(goodPlan(), agents), UsageError);
});
