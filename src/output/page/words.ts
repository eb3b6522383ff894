/**
 * What the page calls things.
 * @module
 */
import type { Counts } from "../../plan/progress/status.ts";
import type { Step, StepStatus } from "../../plan/types.ts";

/** What people call the ways of a step. */
export const STATUSES: Readonly<Record<StepStatus, string>> = {
  todo: "to do",
  doing: "doing",
  done: "done",
  retired: "retired",
};

/** What the sizes of steps mean. */
export const SIZES: Readonly<Record<Step["size"], string>> = {
  S: "under two hours",
  M: "half a day",
  L: "a day",
};

/** How far a phase is. */
export function shareOf({ done, doing, total }: Counts): string {
  return total === 0 ? "no steps yet" : `${done} of ${total} done${doing === 0 ? "" : `, ${doing} in progress`}`;
}
