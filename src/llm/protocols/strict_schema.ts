import { isObject } from "../json.ts";
import type { JsonSchema } from "../types.ts";

/** Keywords that OpenAI's strict mode refuses. */
const REFUSED = [
  ...["allOf", "oneOf", "not", "if", "dependentRequired", "dependentSchemas", "patternProperties"],
  ...["minLength", "maxLength", "propertyNames", "uniqueItems", "contains"],
];
/** Keywords that hold a schema, a list of them, or a map to them. */
const HOLD_SCHEMAS = ["items", "anyOf", "prefixItems"];
const HOLD_MAPS = ["properties", "$defs", "definitions"];

/** Whether a schema is one that OpenAI can enforce: an object, and every object is closed and requires all it has. */
export function isStrict(schema: JsonSchema): boolean {
  return schema["type"] === "object" && isClosed(schema);
}

function isClosed(schema: unknown): boolean {
  if (!isObject(schema)) return true;
  if (REFUSED.some((keyword) => keyword in schema)) return false;
  const properties = isObject(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  if ([schema["type"]].flat().includes("object") || properties.length > 0) {
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    if (schema["additionalProperties"] !== false) return false;
    if (!properties.every((name) => required.includes(name))) return false;
  }
  const inner = [
    ...HOLD_SCHEMAS.flatMap((keyword) => schema[keyword]),
    ...HOLD_MAPS.flatMap((keyword) => isObject(schema[keyword]) ? Object.values(schema[keyword]) : []),
  ];
  return inner.every(isClosed);
}
