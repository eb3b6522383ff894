import { PlanError } from "../errors.ts";
import { planSchema } from "./schema.ts";
import { cleanText } from "../text.ts";
import type { Plan } from "./types.ts";

/** At most this many problems are listed; the rest are counted. */
const MAX_PROBLEMS = 10;

/**
 * Reads the text of a `plan.json`.
 *
 * @param text The file's text.
 * @returns The plan, its keys in their one order; keys that this version does not know are dropped.
 * @throws {PlanError} If the text is not JSON or not a plan of this version; `problems` names every place.
 *
 * @example
 * ```ts
 * import { parsePlan, PlanError } from "@devussy/devussy";
 * try {
 *   parsePlan("{}");
 * } catch (error) {
 *   if (!(error instanceof PlanError) || error.problems.length === 0) throw error;
 * }
 * ```
 */
export function parsePlan(text: string): Plan {
  let data: unknown;
  try {
    data = JSON.parse(text, (_, value) => typeof value === "string" ? cleanText(value) : value);
  } catch (error) {
    throw new PlanError(
      `Cannot read the plan: expected JSON, got ${error instanceof Error ? error.message : "something else"}`,
      "Restore the file, or make it anew with run-full-pipeline.",
    );
  }
  const version = (data as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === "number" && version > 1) {
    throw new PlanError(
      `Cannot read the plan: its schemaVersion is ${version}, this devussy reads 1`,
      "Use the devussy that wrote it, or a newer one.",
    );
  }
  return validatePlan(data);
}

/** Checks that a value is a plan and puts its keys into their one order. Throws a {@linkcode PlanError} that lists the problems. */
export function validatePlan(data: unknown): Plan {
  const result = planSchema.safeParse(data);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) =>
    `${issue.path.length === 0 ? "the whole" : formatPath(issue.path)}: ${issue.message}`
  );
  const shown = problems.slice(0, MAX_PROBLEMS).join("; ");
  const more = problems.length > MAX_PROBLEMS ? `; and ${problems.length - MAX_PROBLEMS} more` : "";
  throw new PlanError(
    `Cannot read the plan: it does not fit the schema: ${shown}${more}`,
    "Compare it with config/plan.schema.json, or make it anew with run-full-pipeline.",
    problems,
  );
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.map((key, index) => typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${String(key)}`)
    .join("");
}
