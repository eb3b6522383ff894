import { UsageError } from "../errors.ts";
import { traceCsv, traceJson, traceMarkdown, traceSummary, traceTable } from "../output/reports/trace.ts";
import { tracePlan } from "../plan/trace.ts";
import { oneLine, shorten } from "../text.ts";
import type { Io, Values } from "./command.ts";
import { formatOf } from "./format.ts";
import { namedPlans } from "./named_plan.ts";
import { readPlanFile } from "./plan_file.ts";
import { readSettings } from "./settings.ts";
import { printTable } from "./table.ts";

/** Prints the matrix of a plan's requirements; returns the exit code: 8 where too few have a step. */
export async function traceFile(values: Values, words: readonly string[], io: Io): Promise<number> {
  const format = formatOf(values, ["table", "markdown", "csv", "json"]);
  const least = leastOf(values);
  const [given] = namedPlans(values, words);
  const { settings, warnings } = await readSettings(values, io, { show: true });
  for (const warning of warnings) io.say(`warning: ${warning}`);
  const { read } = await readPlanFile(given ?? `${settings.outputDir}/plan.json`, io);
  if (read.absent.includes("citations") || read.absent.includes("requirements")) {
    throw new UsageError(
      `Cannot trace "${oneLine(given ?? "")}": its steps name no requirements (${read.format})`,
      "Name them in the tasks, for example as (R2) or [US1], or give a plan.json.",
    );
  }
  const trace = tracePlan(read.plan);
  const exitCode = trace.percent < least ? 8 : 0;
  switch (format) {
    case "table":
      printTable(io, traceTable(trace).map((row, at) => at === 0 ? row.map((head) => head.toUpperCase()) : row));
      for (const line of traceSummary(trace)) io.out(line);
      break;
    case "markdown":
      io.out(traceMarkdown(trace).trimEnd());
      break;
    case "csv":
      io.out(traceCsv(trace).trimEnd());
      break;
    case "json":
      io.out(traceJson(trace, exitCode));
  }
  if (exitCode === 8) {
    io.say(`error: ${trace.percent} % of the requirements have a step, expected at least ${least} %`);
    io.say("  Let steps cite the requirements that are listed without one, or say why they are out of scope.");
  }
  return exitCode;
}

function leastOf(values: Values): number {
  const text = values.text("fail-under");
  if (text === undefined) return 0;
  const percent = /^\d{1,3}(?:\.\d{1,3})?%?$/.test(text) ? parseFloat(text) : NaN;
  if (percent <= 100) return percent;
  throw new UsageError(
    `Cannot use "--fail-under ${shorten(oneLine(text), 40)}": expected a number from 0 to 100`,
    "Say how many percent of the requirements must have a step, for example --fail-under 100.",
  );
}
