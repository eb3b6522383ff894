import { type Counts, planStatus } from "../../plan/progress/status.ts";
import { counted, oneLine, shorten } from "../../text.ts";
import type { Io, Values } from "../command.ts";
import { readOwnPlan } from "../own_plan.ts";
import { printTable } from "../table.ts";
import { printDocument, some, stepLine } from "./steps.ts";

/** How many characters the bars have. */
const BAR = 24;
/** So many steps that wait are listed. */
const MOST_BLOCKED = 8;

/** Prints how far a plan is. */
export async function showStatus(values: Values, io: Io): Promise<number> {
  const { plan } = await readOwnPlan(values, io);
  const { started, next, blocked, unverified, ...counts } = planStatus(plan);
  if (values.on("json")) {
    return printDocument(io, {
      project: plan.project.name,
      revision: plan.revision,
      ...counts,
      started,
      next,
      blocked: blocked.map(({ step: { number, id, title }, waitsFor }) => ({ number, id, title, waitsFor })),
      unverified: unverified.map(({ number }) => number),
      ...(plan.checks === undefined ? {} : { score: plan.checks.score }),
    });
  }
  const { done, total, percent, phases } = counts;
  io.out(`${oneLine(plan.project.name)}: ${done} of ${counted(total, "step")} done (${percent} %)`);
  printTable(
    io,
    phases.map((phase) => [
      `${phase.number}. ${shorten(oneLine(phase.title), 60)}`,
      bar(phase),
      `${phase.done}/${phase.total}`,
    ]),
  );
  for (const step of started) io.out(`started: ${stepLine(step)}`);
  for (const step of next) io.out(`next: ${stepLine(step)}`);
  for (const { step, waitsFor } of blocked.slice(0, MOST_BLOCKED)) {
    io.out(`waits: ${stepLine(step)} for ${some(waitsFor)}`);
  }
  if (blocked.length > MOST_BLOCKED) io.out(`waits: ${blocked.length - MOST_BLOCKED} more`);
  if (unverified.length > 0) io.out(`not verified: ${some(unverified.map(({ number }) => number))}`);
  if (total > 0 && done === total) io.out("All steps are done.");
  return 0;
}

function bar({ done, doing, total }: Counts): string {
  const full = total === 0 ? 0 : Math.floor(BAR * done / total);
  const begun = total === 0 ? 0 : Math.min(BAR - full, Math.ceil(BAR * doing / total));
  return `[${"#".repeat(full)}${"+".repeat(begun)}${".".repeat(BAR - full - begun)}]`;
}
