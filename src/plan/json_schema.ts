import { z } from "../packages/zod.ts";
import { planSchema } from "./schema.ts";

/** Turns one of our schemas into JSON Schema, for providers that take one and for the published file. */
export function toJsonSchema(schema: unknown): Record<string, unknown> {
  if (!(schema instanceof z.ZodType)) throw new TypeError("Cannot make a JSON Schema: expected one of our own schemas");
  return z.toJSONSchema(schema, { io: "input" });
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
export function planJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = toJsonSchema(planSchema);
  return {
    $schema,
    title: "devussy plan",
    description: "A development plan: requirements, design, phases and steps. Generated from src/plan/schema.ts.",
    ...rest,
  };
}
