/**
 * What must hold whatever is changed, on the plans of the shared briefs and of some ideas: sentences come, go and are
 * reworded while steps are being done.
 * @module
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { parsePlan } from "../../../../src/plan/read.ts";
import { applyChanges } from "../../../../src/plan/replan/apply.ts";
import { isChange, requirementDiff } from "../../../../src/plan/replan/requirement_changes.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { formatPlan } from "../../../../src/plan/write.ts";
import { startPlan } from "../../../../mod.ts";
import { createLLMClient } from "../../../../src/providers.ts";
import { replan } from "../../../../src/pipeline/replan/replan.ts";
import { soundPlans } from "../checks/sound_plans.ts";

const client = createLLMClient("offline", {});

const NEW = [
  "Users can export all of it as CSV.",
  "Admins can lock an account after five failed tries.",
  "The start page shows within 1 second.",
  "Out of scope: a mobile app.",
  "Every change is written to an audit log.",
];

/** Some steps are done, in an order in which they may be: each after all that it waits for. */
function worked(plan: Plan, share: number): Plan {
  const copy = structuredClone(plan);
  const done = new Set<string>();
  let open = false;
  copy.phases.forEach((phase, at) => {
    // A phase is begun when the one before is finished.
    const before = at === 0 || !open;
    for (const [position, step] of phase.steps.entries()) {
      const may = step.dependsOn.every((number) => done.has(number));
      if (step.status === "retired" || step.status === "done") done.add(step.number);
      else if (before && may && position < Math.ceil(share * 3 * phase.steps.length) - at) {
        step.status = "done";
        step.evidence = { note: "seen" };
        done.add(step.number);
      } else open = true;
    }
  });
  return parsePlan(formatPlan(copy));
}

interface Edit {
  drop: number;
  reword: number;
  add: string[];
  share: number;
}

/** The requirements as a brief, with some left out, some reworded and some more. */
function edited({ requirements }: Plan, { drop, reword, add }: Edit): string {
  const active = requirements.filter(({ status }) => status === "active");
  const lines = active.flatMap(({ text }, at) => {
    if (active.length > 3 && (at + 1) % 7 === drop) return [];
    return [at % 6 === reword ? `${text.replace(/[.]$/, "")}, as agreed on Monday.` : text];
  });
  return [...lines, ...add].map((text) => `- ${text.replace(/\s+/g, " ")}`).join("\n");
}

const edit = fc.record({
  drop: fc.nat(9),
  reword: fc.nat(8),
  add: fc.uniqueArray(fc.constantFrom(...NEW), { maxLength: 2 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** What holds for a plan and the one before. */
function assertSound(name: string, before: Plan, after: Plan): void {
  const now = new Map(stepsOf(after).map((step) => [step.id, step]));
  assert.equal(now.size, stepsOf(after).length, `${name}: ids are unique`);
  for (const step of stepsOf(before)) {
    const later = now.get(step.id);
    assert.equal(later?.number, step.number, `${name}: no step gets another number`);
    if (step.status === "done" || step.status === "retired") {
      assert.equal(JSON.stringify(later), JSON.stringify(step), `${name}: ${step.number} is frozen`);
    }
  }
  const { findings } = lintPlan(after, { earlier: before });
  const errors = findings.filter(({ severity }) => severity === "error");
  assert.deepEqual(errors.map(({ rule, location, message }) => `${rule}, ${location}: ${message}`), [], name);
}

function stepsOf({ phases }: Plan): Step[] {
  return phases.flatMap(({ steps }) => steps);
}

const plans = await soundPlans();

Deno.test("code alone: what is done is frozen, all is covered, and no change brings an error", () => {
  fc.assert(
    fc.property(fc.constantFrom(...plans), fc.array(edit, { minLength: 1, maxLength: 3 }), ([name, first], edits) => {
      let plan = first;
      for (const each of edits) {
        const before = worked(plan, each.share);
        const changes = requirementDiff(before, { brief: edited(before, each) });
        if (!isChange(changes)) continue;
        plan = parsePlan(formatPlan(applyChanges(before, changes).plan));
        assertSound(name, before, plan);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("the embedded planner: the same, and each new demand is worked on", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...plans),
      fc.array(edit, { minLength: 1, maxLength: 2 }),
      async ([name, first], edits) => {
        let plan = first;
        for (const each of edits) {
          const before = worked(plan, each.share);
          plan = await replan(before, { brief: edited(before, each) }, { client, force: true });
          if (plan === before) continue;
          assertSound(name, before, plan);
          assert.equal(plan.revision, before.revision + 1);
        }
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("the same brief again is no change, whoever made the plan", async () => {
  for (const [, plan] of plans) {
    const brief = edited(plan, { drop: 9, reword: 8, add: [NEW[0] ?? ""], share: 0 });
    const next = await replan(plan, { brief }, { client });
    assert.equal(await replan(next, { brief }, { client }), next);
  }
});

Deno.test("small changes of sound plans leave sound plans, with a score of 100", async () => {
  for (const [name, plan] of plans) {
    const next = await replan(worked(plan, 0.4), { add: [NEW[1] ?? "", NEW[2] ?? ""] }, { client });
    assert.deepEqual([next.checks?.findings, next.checks?.score], [[], 100], name);
  }
});

/** How briefs number their own demands. */
const NUMBERED: readonly ((text: string, number: number) => string)[] = [
  (text, number) => `R${number}: ${text}`,
  (text, number) => `(R${number}) ${text}`,
  (text, number) => `${text.replace(/\.$/, "")} (R${number}).`,
  (text, number) => `FR-00${number}: ${text}`,
  (text, number) => `**R${number}** ${text}`,
];
const DEMANDS = [
  "Users can add a note with a title.",
  "Users can list all notes by date.",
  "Users can delete a note after a confirmation.",
  "Users can export notes as CSV.",
  "Pages load within 2 seconds.",
];

Deno.test("a brief that numbers its own demands is no change, in any order; one edit is one change", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NUMBERED),
      fc.shuffledSubarray(DEMANDS.map((_, at) => at), { minLength: DEMANDS.length }),
      fc.nat(DEMANDS.length - 1),
      fc.integer({ min: 1, max: 4 }),
      (numbered, order, edited, first) => {
        const lines = DEMANDS.map((text, at) => `- ${numbered(text, at + first)}`);
        const brief = (each: readonly string[]) =>
          `# Notes\n\nA command line tool keeps notes on disk.\n\n${each.join("\n")}\n`;
        const plan = startPlan({ name: "Notes", brief: brief(lines) });
        assert.ok(!isChange(requirementDiff(plan, { brief: brief(lines) })), "the same brief");
        assert.ok(!isChange(requirementDiff(plan, { brief: brief(order.map((at) => lines[at] ?? "")) })), "reordered");
        const other = lines.with(
          edited,
          (lines[edited] ?? "").replace(/Users can|Pages/, "Only admins and guests now"),
        );
        const { added, changed, retired } = requirementDiff(plan, { brief: brief(other) });
        assert.deepEqual([added.length, changed.length, retired.length], [0, 1, 0], other.join());
      },
    ),
    { numRuns: 100 },
  );
});
