import assert from "node:assert/strict";
import fc from "fast-check";
import { PlanError } from "../../../src/errors.ts";
import { planJsonSchema } from "../../../src/plan/json_schema.ts";
import { parsePlan } from "../../../src/plan/read.ts";
import { formatPlan } from "../../../src/plan/write.ts";
import { goodPlan } from "./builders.ts";

/** The value with the keys of each object in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffled(entry, random));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => ({ key, entry, at: random() }));
  entries.sort((a, b) => a.at - b.at);
  return Object.fromEntries(entries.map(({ key, entry }) => [key, shuffled(entry, random)]));
}

function problemsOf(text: string): PlanError {
  try {
    parsePlan(text);
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error(`expected a PlanError for ${text.slice(0, 80)}`);
}

Deno.test("parsePlan() gives the plan back when formatPlan() wrote it", () => {
  const plan = goodPlan();
  assert.deepEqual(parsePlan(formatPlan(plan)), plan);
  assert.equal(formatPlan(parsePlan(formatPlan(plan))), formatPlan(plan));
});

Deno.test("formatPlan() writes two spaces and a final newline", () => {
  const text = formatPlan(goodPlan());
  assert.match(text, /^\{\n {2}"schemaVersion": 1,\n/);
  assert.ok(text.endsWith("}\n") && !text.endsWith("\n\n"));
});

Deno.test("formatPlan() writes the same bytes whatever the order of keys", () => {
  const expected = formatPlan(goodPlan());
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
      const random = () => numbers.next().value ?? 0;
      assert.equal(formatPlan(parsePlan(JSON.stringify(shuffled(goodPlan(), random)))), expected);
    }),
    { numRuns: 30 },
  );
});

Deno.test("formatPlan() does not change the plan it is given", () => {
  const plan = goodPlan();
  formatPlan(plan);
  assert.deepEqual(plan, goodPlan());
});

Deno.test("formatPlan() throws a PlanError when the value is no plan", () => {
  assert.throws(() => formatPlan({ ...goodPlan(), revision: 0 }), PlanError);
});

Deno.test("parsePlan() drops keys when this version does not know them", () => {
  const text = JSON.stringify({ ...goodPlan(), later: { a: 1 } });
  assert.deepEqual(parsePlan(text), goodPlan());
});

Deno.test("parsePlan() does not touch prototypes when keys name them", () => {
  const text = JSON.stringify(goodPlan()).replace("{", '{"__proto__":{"polluted":true},');
  const plan = parsePlan(text);
  assert.equal((plan as unknown as { polluted?: boolean }).polluted, undefined);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});

Deno.test("parsePlan() says so when the text is not JSON", () => {
  for (const text of ["", "{", "plan", "# Plan"]) {
    const error = problemsOf(text);
    assert.match(error.message, /^Cannot read the plan: expected JSON/);
    assert.notEqual(error.hint, "");
  }
});

Deno.test("parsePlan() says so when the JSON is no object", () => {
  for (const text of ["null", "1", '"plan"', "[]", "true"]) {
    assert.match(problemsOf(text).message, /does not fit the schema/);
  }
});

Deno.test("parsePlan() names each place when fields are wrong", () => {
  const plan = goodPlan() as unknown as { requirements: { id: unknown }[]; phases: { steps: { size: unknown }[] }[] };
  Object.assign(plan.requirements[1] ?? {}, { id: "X2" });
  Object.assign(plan.phases[1]?.steps[0] ?? {}, { size: "XL" });
  const { problems, message } = problemsOf(JSON.stringify(plan));
  assert.equal(problems.length, 2);
  assert.match(problems.join("\n"), /^requirements\[1\]\.id: /m);
  assert.match(problems.join("\n"), /^phases\[1\]\.steps\[0\]\.size: /m);
  assert.match(message, /requirements\[1\]\.id/);
  assert.doesNotMatch(message, /\n/);
});

Deno.test("parsePlan() refuses null when a field is absent", () => {
  assert.match(problemsOf(JSON.stringify({ ...goodPlan(), handoff: null })).problems.join(), /^handoff: /);
});

Deno.test("parsePlan() lists at most ten problems in the message and all in problems", () => {
  const { problems, message } = problemsOf("{}");
  assert.ok(problems.length >= 8);
  const bad = { ...goodPlan(), questions: Array.from({ length: 40 }, () => ({ id: "no", text: "x" })) };
  const many = problemsOf(JSON.stringify(bad));
  assert.equal(many.problems.length, 40);
  assert.match(many.message, /; and 30 more/);
  assert.notEqual(message, "");
});

Deno.test("parsePlan() asks for a newer devussy when the plan's schemaVersion is newer", () => {
  const error = problemsOf(JSON.stringify({ schemaVersion: 2 }));
  assert.match(error.message, /schemaVersion is 2, this devussy reads 1/);
  assert.match(error.hint, /newer/);
});

Deno.test("parsePlan() throws nothing but PlanErrors whatever the text", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    assert.notEqual(problemsOf(text).problems, undefined);
  }));
});

Deno.test("planJsonSchema() is draft 2020-12 with a title and demands the version", () => {
  const schema = planJsonSchema();
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  assert.equal(schema.title, "devussy plan");
  assert.ok((schema.required as string[]).includes("schemaVersion"));
  assert.ok(!(schema.required as string[]).includes("design"));
});
