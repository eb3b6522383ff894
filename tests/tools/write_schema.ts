/**
 * Writes the published JSON Schema of plans. A test compares the file with what this would write.
 * @module
 */
import { planJsonSchema } from "../../src/plan/json_schema.ts";

/** The text of `config/plan.schema.json`. */
export function schemaText(): string {
  return JSON.stringify(planJsonSchema(), null, 2) + "\n";
}

if (import.meta.main) Deno.writeTextFileSync(new URL("../../config/plan.schema.json", import.meta.url), schemaText());
