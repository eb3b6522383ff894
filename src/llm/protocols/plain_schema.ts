import { isObject } from "../json.ts";
import type { JsonSchema } from "../types.ts";

/** Keywords that Anthropic refuses (req_llm#302, ax#459); whoever reads the answer checks them anyway. */
const REFUSED = new Set([
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "maxItems", "uniqueItems", "minProperties", "maxProperties", "$schema"],
]);

/** A schema as Anthropic takes it: without limits of numbers and lengths, every object closed. */
export function plainSchema(schema: JsonSchema): JsonSchema {
  const plain: JsonSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (REFUSED.has(keyword) || (keyword === "minItems" && Number(value) > 1)) continue;
    plain[keyword] = ["properties", "$defs", "definitions"].includes(keyword) && isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inSchema(inner)]))
      : ["enum", "const", "default", "required", "examples"].includes(keyword)
      ? value
      : inSchema(value);
  }
  if ([plain["type"]].flat().includes("object")) plain["additionalProperties"] = false;
  return plain;
}

function inSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSchema);
  return isObject(value) ? plainSchema({ ...value }) : value;
}
