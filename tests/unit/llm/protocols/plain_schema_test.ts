import assert from "node:assert/strict";
import fc from "fast-check";
import { plainSchema } from "../../../../src/llm/protocols/plain_schema.ts";
import { toJsonSchema } from "../../../../src/plan/json_schema.ts";
import { basicPlanAnswer, designAnswer, handoffAnswer, phaseStepsAnswer } from "../../../../src/plan/answers.ts";

/** All keywords of a schema, wherever they stand; names of properties are none. */
function keywordsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => [
    keyword,
    ...(["properties", "$defs"].includes(keyword) ? Object.values(value).flatMap(keywordsOf) : keywordsOf(value)),
  ]);
}

Deno.test("plainSchema() leaves out what Anthropic refuses, also in our own schemas", () => {
  for (const answer of [designAnswer, basicPlanAnswer, phaseStepsAnswer, handoffAnswer]) {
    const keywords = new Set(keywordsOf(plainSchema(toJsonSchema(answer))));
    for (const refused of ["minLength", "maxLength", "minimum", "maximum", "maxItems", "exclusiveMinimum"]) {
      assert.ok(!keywords.has(refused), refused);
    }
    assert.ok(keywords.has("properties") && keywords.has("required") && keywords.has("additionalProperties"));
  }
});

Deno.test("plainSchema() keeps the rest as it is", () => {
  const closed = {
    type: "object",
    properties: {
      // Names of properties that look like keywords are names.
      minimum: { type: "number", description: "a price" },
      kind: { enum: ["a", { minimum: 1 }], default: { maximum: 2 } },
      list: { type: "array", items: { $ref: "#/$defs/one" }, minItems: 1 },
    },
    required: ["minimum"],
    additionalProperties: false,
    $defs: { one: { anyOf: [{ type: "string" }, { type: "null" }] } },
  };
  const given = structuredClone(closed);
  assert.deepEqual(plainSchema(given), closed);
  assert.deepEqual(given, closed, "the given schema is not changed");
});

Deno.test("plainSchema() closes each object and drops longer minimums of lists", () => {
  const open = {
    type: ["object", "null"],
    properties: { a: { type: "array", minItems: 2, items: { type: "object" } } },
  };
  assert.deepEqual(plainSchema(open), {
    type: ["object", "null"],
    properties: { a: { type: "array", items: { type: "object", additionalProperties: false } } },
    additionalProperties: false,
  });
});

Deno.test("plainSchema() throws at no JSON", () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (schema) => void plainSchema(schema)));
});
