import type { Option } from "../command.ts";
import { SETTINGS } from "../options.ts";

/** The options by which a command finds a plan that is there. */
export const PLAN_OPTIONS: Readonly<Record<string, Option>> = {
  plan: { value: "FILE", help: "the plan (default: plan.json in the output directory)" },
  ...Object.fromEntries(
    Object.entries(SETTINGS).filter(([name]) => ["output-dir", "config", "trust-project"].includes(name)),
  ),
};
