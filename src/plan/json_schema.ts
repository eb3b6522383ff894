import { z } from "../packages/zod.ts";
import { planSchema } from "./schema.ts";

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = { [key: string]: unknown };

/** Turns one of our schemas into JSON Schema, for providers that take one and for the published file. */
export function toJsonSchema(schema: unknown): JsonSchema {
  if (!(schema instanceof z.ZodType)) throw new TypeError("Cannot make a JSON Schema: expected one of our own schemas");
  return z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
}

/**
 * The JSON Schema of `plan.json`, the same that is published as `config/plan.schema.json`.
 *
 * @example
 * ```ts
 * import { planJsonSchema } from "@devussy/devussy";
 * const schema = planJsonSchema();
 * if (schema.title !== "devussy plan") throw new Error("unexpected title");
 * ```
 */
export function planJsonSchema(): JsonSchema {
  const { $schema, ...rest } = toJsonSchema(planSchema);
  return {
    $schema,
    title: "devussy plan",
    description: "A development plan: requirements, design, phases and steps. Generated from src/plan/schema.ts.",
    ...rest,
  };
}
