import assert from "node:assert/strict";
import fc from "fast-check";
import { UsageError } from "../../../src/errors.ts";
import { MAX_BRIEF, startPlan } from "../../../src/pipeline/request.ts";
import { formatPlan } from "../../../src/plan/write.ts";

Deno.test("startPlan() takes the name for the brief when there is nothing else", () => {
  for (const more of [{}, { requirements: " \n", brief: "" }]) {
    const plan = startPlan({ name: "URL shortener", ...more });
    assert.deepEqual(plan.requirements.map(({ id, text, source }) => [id, text, source]), [
      ["R1", "Build URL shortener.", { from: "flag" }],
    ]);
    assert.equal(plan.revision, 1);
    assert.deepEqual([plan.phases, plan.risks, plan.questions, plan.assumptions], [[], [], [], []]);
    assert.ok(!("design" in plan) && !("handoff" in plan) && !("checks" in plan));
  }
});

Deno.test("startPlan() takes requirements before the brief", () => {
  const { requirements, project } = startPlan({
    name: "Notes",
    requirements: "Users add notes.",
    brief: "# Notes\n\nNotes keeps what people write in plain files.\n\n- Users share notes\n",
  });
  assert.deepEqual(requirements[0]?.source, { from: "flag" });
  assert.deepEqual(requirements.at(-1)?.source, { from: "brief", line: 5 });
  assert.equal(project.summary, "Notes keeps what people write in plain files.");
});

Deno.test("startPlan() cleans lists of names and keeps each once", () => {
  const { project } = startPlan({
    name: "Notes",
    languages: [" Go ", "Go", "", "\x1b[31mRust\x1b[0m"],
    frameworks: ["Gin\nx"],
    apis: ["\u202eStripe"],
  });
  assert.deepEqual([project.languages, project.frameworks, project.apis], [["Go", "Rust"], ["Gin x"], ["Stripe"]]);
});

Deno.test("startPlan() refuses names that name nothing or could do harm", () => {
  const names: [string, RegExp][] = [
    ["", /got nothing/],
    ["   ", /got nothing/],
    ["!!!", /got "!!!"/],
    ["a".repeat(201), /201 characters/],
    ["a\nb", /control or invisible/],
    ["a\tb", /control or invisible/],
    ["a\x1b[31mb", /control or invisible/],
    ["a\u202eb", /control or invisible/],
    ["a\ud800", /control or invisible/],
    ["a\0", /control or invisible/],
  ];
  for (const [name, got] of names) {
    assert.throws(() => startPlan({ name }), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, /^Cannot plan a project: expected a name/);
      assert.match(error.message, got);
      // deno-lint-ignore no-control-regex -- control characters are what this test is about
      assert.doesNotMatch(error.message, /[\x00-\x1f\x7f]/);
      assert.notEqual(error.hint, "");
      return true;
    });
  }
});

Deno.test("startPlan() accepts names in any script", () => {
  for (const name of ["笔记", "Größe", "ملاحظات", "👩‍💻 tool", "2048", "a".repeat(200), "__proto__", "constructor"]) {
    assert.equal(startPlan({ name }).project.name, name);
  }
});

Deno.test("startPlan() says so when the brief demands nothing", () => {
  for (const brief of ["# Notes\n", "```\ncode\n```", "---"]) {
    assert.throws(() => startPlan({ name: "Notes", brief }), {
      name: "UsageError",
      message: /^Cannot plan "Notes": found no requirement in the brief/,
    });
  }
});

Deno.test("startPlan() refuses a text when it is too long", () => {
  for (const text of [{ brief: "a".repeat(MAX_BRIEF + 1) }, { requirements: "a".repeat(MAX_BRIEF + 1) }]) {
    assert.throws(() => startPlan({ name: "Notes", ...text }), { name: "UsageError", message: /1000001 characters/ });
  }
});

Deno.test("startPlan() gives a plan that can be written, or a UsageError, whatever the request", () => {
  const texts = fc.option(fc.string({ unit: "binary" }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      texts,
      texts,
      fc.array(fc.string()),
      (name, requirements, brief, languages) => {
        try {
          formatPlan(startPlan({
            name,
            languages,
            ...(requirements === undefined ? {} : { requirements }),
            ...(brief === undefined ? {} : { brief }),
          }));
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
        }
      },
    ),
    { numRuns: 500 },
  );
});
