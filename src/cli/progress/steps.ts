/**
 * Steps as commands show them.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { jsonText } from "../../output/reports/report.ts";
import { nextSteps } from "../../plan/progress/next.ts";
import { countsOf } from "../../plan/progress/status.ts";
import { stepsOf } from "../../plan/progress/find.ts";
import type { Plan, Step } from "../../plan/types.ts";
import { counted, oneLine, shorten } from "../../text.ts";
import type { Io } from "../command.ts";

/** The words behind a command, of which the first must be a step. */
export function stepNameOf(word: string | undefined, verb: string): string {
  if (word !== undefined && word.trim() !== "") return word;
  throw new UsageError(
    `Cannot ${verb} a step without its number: expected STEP, got nothing`,
    "Name it by number or id, for example 1.2. See: devussy next",
  );
}

/** A step on one line. */
export function stepLine({ number, title, size, status }: Step): string {
  return `${number}  ${shorten(oneLine(title), 90)} (${size}${status === "doing" ? ", in progress" : ""})`;
}

/** Says how far the plan is, and what can start. */
export function sayNext(plan: Plan, io: Io): void {
  const { done, total } = countsOf(stepsOf(plan));
  const next = nextSteps(plan);
  const doing = stepsOf(plan).filter(({ status }) => status === "doing").map(({ number }) => number);
  io.say(
    `${done} of ${counted(total, "step")} done${doing.length === 0 ? "" : `; in progress: ${some(doing)}`}${
      next.length === 0 ? "" : `; next: ${some(next.map(({ number }) => number))}`
    }`,
  );
}

/** The first of many names. */
export function some(names: readonly string[], most = 6, between = ", "): string {
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])].join(between);
}

/** Prints the JSON document of a command. */
export function printDocument(io: Io, content: Record<string, unknown>, exitCode = 0): number {
  io.out(jsonText({ schemaVersion: 1, exitCode, ...content }));
  return exitCode;
}
