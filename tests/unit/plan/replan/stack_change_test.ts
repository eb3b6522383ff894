import assert from "node:assert/strict";
import { UsageError } from "../../../../src/errors.ts";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { applyChanges } from "../../../../src/plan/replan/apply.ts";
import { requirementDiff } from "../../../../src/plan/replan/requirement_changes.ts";
import { checkStack, newlyAsked } from "../../../../src/plan/replan/stack_change.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, requirement } from "../builders.ts";

/** A plan whose last requirement says what it is built with. */
function builtWith(words: string, stack: readonly string[] = ["Go", "PostgreSQL"], languages = ["Go"]): Plan {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", words, { kind: "constraint" }));
  plan.project.languages = languages;
  if (plan.design !== undefined) plan.design.techStack = stack.map((name) => ({ name, why: "It was asked for." }));
  plan.phases[1]?.steps[0]?.requirements.push("R3");
  return plan;
}

function changesTo(plan: Plan, words: string) {
  const texts = ["Users can shorten links.", "Users can count clicks.", words];
  return requirementDiff(plan, { brief: texts.map((text) => `- ${text}`).join("\n") });
}

const DATA = "Data is stored in PostgreSQL.";

const REPLACED: readonly (readonly [before: Plan, after: string, asks: RegExp])[] = [
  [builtWith(DATA), "Data is stored in MySQL.", /R3 asks for MySQL, .* built with PostgreSQL as its database/],
  [builtWith("It is written in Go."), "It is written in Rust.", /R3 asks for Rust, .* built with Go as its language/],
  [
    builtWith("Pages are written in Python with Django.", ["Python", "Django"], ["Python"]),
    "Pages are written in Python with Flask.",
    /R3 asks for Flask, .* built with Django/,
  ],
  [
    builtWith("The server is written in Python.", ["Python"], ["Python"]),
    "The server is written in TypeScript.",
    /R3 asks for TypeScript, .* built with Python/,
  ],
];

for (const [plan, words, asks] of REPLACED) {
  Deno.test(`another stack is another plan: ${words}`, () => {
    const changes = changesTo(plan, words);
    assert.throws(() => checkStack(plan, changes, false), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, asks);
      assert.match(error.hint, /run-full-pipeline .*--force/);
      return true;
    });
    const [notice = "", ...others] = checkStack(plan, changes, true);
    assert.match(notice, asks);
    assert.deepEqual(others, []);
    assert.deepEqual(applyChanges(plan, changes).plan.design?.techStack, plan.design?.techStack);
  });
}

const TAKEN: readonly (readonly [before: Plan, after: string, asks: string[]])[] = [
  [builtWith(DATA), DATA, []],
  [builtWith(DATA), "Data is stored in PostgreSQL or MySQL.", []],
  [builtWith(DATA), "Data is stored in PostgreSQL, not in MySQL.", []],
  [builtWith(DATA), "Data is stored in a database such as MySQL.", []],
  [builtWith("Data is stored in a file.", ["Go"]), "Data is stored in SQLite.", ["SQLite"]],
  [builtWith(DATA), "Data is stored in PostgreSQL, and results are cached in Redis.", ["Redis"]],
  [builtWith("It is written in Go."), "It is written in Go, its pages in TypeScript.", ["TypeScript"]],
];

for (const [plan, words, asked] of TAKEN) {
  Deno.test(`the stack stays, and what is asked for besides joins it: ${words}`, () => {
    const changes = changesTo(plan, words);
    assert.deepEqual(newlyAsked(plan, changes), asked.map((name) => ({ name, id: "R3" })));
    assert.deepEqual(checkStack(plan, changes, false), []);
    const next = applyChanges(plan, changes).plan;
    assert.deepEqual(
      next.design?.techStack.slice(plan.design?.techStack.length),
      asked.map((name) => ({
        name,
        why: "R3 asks for it",
      })),
    );
    assert.deepEqual(lintPlan(next).findings.filter(({ rule }) => rule === "stack-fidelity"), []);
  });
}
