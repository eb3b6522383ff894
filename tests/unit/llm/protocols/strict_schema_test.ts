import assert from "node:assert/strict";
import { isStrict } from "../../../../src/llm/protocols/strict_schema.ts";

/** A closed object with all properties required. */
function closed(properties: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false, ...more };
}

const TEXT = { type: "string" };

Deno.test("isStrict() accepts what OpenAI can enforce", () => {
  for (
    const schema of [
      closed({}),
      closed({ a: TEXT, b: { type: "number" } }),
      closed({ a: closed({ b: TEXT }) }),
      closed({ list: { type: "array", items: closed({ a: TEXT }) } }),
      closed({ a: { anyOf: [TEXT, { type: "null" }, closed({ b: TEXT })] } }),
      closed({ a: { $ref: "#/$defs/one" } }, { $defs: { one: closed({ b: TEXT }) } }),
      closed({ a: TEXT }, { required: ["a", "b"], description: "more is required than there is" }),
      closed({ a: { enum: [{ not: 1 }] }, b: { const: { oneOf: 1 } }, c: { ...TEXT, default: { if: 1 } } }),
    ]
  ) assert.ok(isStrict(schema), JSON.stringify(schema));
});

Deno.test("isStrict() takes properties that are named like keywords for what they are", () => {
  assert.ok(
    isStrict(closed({ not: TEXT, if: TEXT, oneOf: TEXT, properties: TEXT, additionalProperties: TEXT, type: TEXT })),
  );
});

Deno.test("isStrict() refuses objects that are open or have optional properties, however deep", () => {
  const open: Record<string, unknown>[] = [
    { type: "object" },
    { type: "object", properties: { a: TEXT } },
    { properties: { a: TEXT } },
    closed({ a: TEXT }, { additionalProperties: true }),
    closed({ a: TEXT }, { additionalProperties: TEXT }),
    closed({ a: TEXT, b: TEXT }, { required: ["a"] }),
    closed({ a: TEXT }, { required: undefined }),
    closed({ a: TEXT }, { required: "a" }),
  ];
  for (const schema of open) {
    for (
      const around of [
        schema,
        closed({ a: schema }),
        closed({ a: { type: "array", items: schema } }),
        closed({ a: { type: "array", prefixItems: [TEXT, schema] } }),
        closed({ a: { anyOf: [TEXT, schema] } }),
        closed({}, { $defs: { a: schema } }),
        closed({}, { definitions: { a: schema } }),
      ]
    ) assert.ok(!isStrict(around), JSON.stringify(around));
  }
});

Deno.test("isStrict() wants an object, as OpenAI does", () => {
  for (const schema of [{}, TEXT, { type: "array", items: closed({ a: TEXT }) }]) assert.ok(!isStrict(schema));
});

Deno.test("isStrict() refuses an open object that may also be null", () => {
  assert.ok(!isStrict(closed({ a: { type: ["object", "null"] } })));
});

Deno.test("isStrict() refuses keywords that OpenAI does not take", () => {
  for (
    const keyword of ["allOf", "oneOf", "not", "if", "dependentRequired", "patternProperties", "minLength", "maxLength"]
  ) assert.ok(!isStrict(closed({ a: { ...TEXT, [keyword]: [] } })), keyword);
});

Deno.test("isStrict() lets pass what is no schema: it cannot judge it", () => {
  for (const items of [undefined, null, true, 7, "x"]) {
    assert.ok(isStrict({ type: "object", additionalProperties: false, items }));
  }
});
