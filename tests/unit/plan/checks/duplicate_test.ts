import assert from "node:assert/strict";
import fc from "fast-check";
import { duplicate } from "../../../../src/plan/checks/rules/duplicate.ts";
import type { Found } from "../../../../src/plan/checks/rule.ts";
import { PlanView } from "../../../../src/plan/checks/view.ts";
import { likenesses } from "../../../../src/plan/shingles.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan, phase, step, withStep } from "../builders.ts";
import { soundPlans } from "./sound_plans.ts";

function found(plan: Plan, percent = 85): Found[] {
  return duplicate.check(new PlanView(plan, { absent: [], files: [] }), { max_similarity_percent: percent });
}

/** A plan of one phase with these steps. */
function planOf(...steps: Partial<Step>[]): Plan {
  return goodPlan({ phases: [phase(1, steps.map((more, at) => step(`1.${at + 1}`, more)))] });
}

const LONG =
  "Read the list of hives from the file, sort them by the age of their queens, and show the ten oldest with the date of their last inspection and the name of the meadow";

Deno.test("lintPlan() finds a step when it says the same as an earlier one", () => {
  const plan = planOf({ title: "Show hives", do: [LONG] }, { title: "Show hives", do: [LONG] }, {});
  assert.deepEqual(found(plan).map(({ message, pointer }) => [message, pointer]), [
    ['Step 1.2 says the same as step 1.1 "Show hives"', "/phases/0/steps/1"],
  ]);
});

Deno.test("lintPlan() finds a step when hardly a word of it is its own, in any case and with any marks", () => {
  const reworded = LONG.toUpperCase().replaceAll(",", ";").replace("MEADOW", "FIELD");
  const [finding, ...more] = found(
    planOf({ title: "Show hives", do: [LONG] }, { title: "Show hives", do: [reworded] }),
  );
  assert.match(finding?.message ?? "", /^Step 1\.2 says nearly the same as step 1\.1 "Show hives" \(9\d %\)$/);
  assert.deepEqual(more, []);
});

Deno.test("lintPlan() reports each duplicate once when there are many", () => {
  const plan = planOf(...Array.from({ length: 40 }, () => ({ title: "Show hives", do: [LONG] })));
  assert.equal(found(plan).length, 39);
  assert.ok(found(plan).every(({ message }) => message.includes("step 1.1 ")));
});

Deno.test("lintPlan() leaves steps alone when they do the like to other things", () => {
  const about = (thing: string) => ({
    title: `Add ${thing}`,
    do: [`Create the model of a ${thing} with its fields.`, `Let users list, change and delete each ${thing}.`],
  });
  assert.deepEqual(found(planOf(about("order"), about("invoice"), about("parcel"))), []);
});

Deno.test("lintPlan() leaves steps of few words alone when they are for other things", () => {
  const tests = (file: string, id: string): Partial<Step> => ({
    title: "Write tests",
    do: [],
    requirements: [id],
    deliverables: [{ path: file, action: "create" }],
  });
  assert.deepEqual(found(planOf(tests("a_test.go", "R1"), tests("b_test.go", "R2"))), []);
  assert.equal(found(planOf(tests("a_test.go", "R1"), tests("a_test.go", "R1"))).length, 1);
  const bare = { title: "Write tests", do: [], requirements: [], deliverables: [] };
  assert.equal(found(planOf(bare, bare)).length, 1);
  assert.deepEqual(found(goodPlan({ phases: [phase(1, [step("1.1", bare)]), phase(2, [step("2.1", bare)])] })), []);
});

Deno.test("lintPlan() leaves a step alone when the other is retired", () => {
  assert.deepEqual(found(planOf({ title: "Show", do: [LONG], status: "retired" }, { title: "Show", do: [LONG] })), []);
});

Deno.test("lintPlan() compares texts without spaces by pairs of letters", () => {
  const text = "从文件中读取蜂箱列表，按蜂王年龄排序，显示最老的十个以及上次检查的日期和草地名称";
  const near = text.replace("草地", "田野");
  assert.equal(found(planOf({ title: "显示蜂箱", do: [text] }, { title: "显示蜂箱", do: [text] })).length, 1);
  assert.equal(found(planOf({ title: "显示蜂箱", do: [text] }, { title: "显示蜂箱", do: [near] }), 70).length, 1);
  const other = "用户可以导入电子书文件并保存阅读进度和书签，还可以搜索书中的文字";
  assert.deepEqual(found(planOf({ title: "显示蜂箱", do: [text] }, { title: "导入", do: [other] })), []);
});

Deno.test("lintPlan() takes its limit from the settings", () => {
  const near = LONG.replace("hives", "orders").replace("queens", "owners");
  const plan = planOf({ title: "Show", do: [LONG] }, { title: "Show", do: [near] });
  assert.deepEqual(found(plan), []);
  assert.equal(found(plan, 55).length, 1);
});

Deno.test("lintPlan() finds no duplicates in sound plans", async () => {
  assert.deepEqual(found(goodPlan()), []);
  assert.deepEqual(found(withStep({ title: "..." })), []);
  for (const [name, plan] of await soundPlans()) assert.deepEqual(found(plan), [], name);
});

Deno.test("likenesses() finds what comparing each with each finds", () => {
  const text = fc.array(fc.constantFrom(..."abcd"), { minLength: 5, maxLength: 14 }).map((words) => words.join(" "));
  const runsOf = (text: string) => {
    const words = text.split(" ");
    return new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(" ")));
  };
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), fc.constantFrom(0.5, 0.7, 0.85), (texts, share) => {
      const expected = texts.flatMap((text, later) => {
        const own = runsOf(text);
        const earlier = texts.slice(0, later).findIndex((other) => {
          const runs = runsOf(other);
          if (Math.min(own.size, runs.size) < 3) return text === other;
          const common = [...own].filter((run) => runs.has(run)).length;
          return common / (own.size + runs.size - common) > share;
        });
        return earlier < 0 ? [] : [[later, earlier]];
      });
      assert.deepEqual(likenesses(texts, share).map(({ later, earlier }) => [later, earlier]), expected);
    }),
    { numRuns: 300 },
  );
});
