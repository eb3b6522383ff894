/**
 * The digests by which files that somebody edited are known.
 * @module
 */
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";

/** The file that holds the plan itself. */
export const PLAN_FILE = "plan.json";

/** Half of a SHA-256 in hexadecimal: enough to see that a file was edited. */
export async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return bytes.slice(0, 16).toHex();
}

/** The plan with the digests of its pages, and with its own. */
export async function stamped(plan: Plan, pages: Readonly<Record<string, string>>): Promise<Plan> {
  return withDigests(plan, { ...pages, [PLAN_FILE]: await ownDigest(plan, pages) });
}

/** Whether the text of a `plan.json` is as we wrote it. */
export async function isUntouched(plan: Plan, text: string): Promise<boolean> {
  const { [PLAN_FILE]: own, ...pages } = plan.provenance.files ?? {};
  return formatPlan(plan) === text && own === await ownDigest(plan, pages);
}

/** The digest of a plan that holds all digests but this. */
async function ownDigest(plan: Plan, pages: Readonly<Record<string, string>>): Promise<string> {
  return await digest(formatPlan(withDigests(plan, pages)));
}

function withDigests(plan: Plan, files: Readonly<Record<string, string>>): Plan {
  return { ...plan, provenance: { ...plan.provenance, files: { ...files } } };
}
