import { githubReport } from "../output/reports/github.ts";
import { jsonReport } from "../output/reports/json.ts";
import { type CheckedFile, exitCodeOf } from "../output/reports/report.ts";
import { rulesJson, rulesList } from "../output/reports/rules.ts";
import { sarifReport } from "../output/reports/sarif.ts";
import { textReport } from "../output/reports/text.ts";
import { lintPlan } from "../plan/checks/lint.ts";
import { rules } from "../plan/checks/mod.ts";
import { parsePlan } from "../plan/read.ts";
import { placed, placeOf } from "../plan/readers/mod.ts";
import type { Plan } from "../plan/types.ts";
import { PLAN, readInput } from "../store/input.ts";
import { VERSION } from "../version.ts";
import type { Io, Values } from "./command.ts";
import { fixFile } from "./fix.ts";
import { formatOf } from "./format.ts";
import { readPlanFile } from "./plan_file.ts";
import { readSettings } from "./settings.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;

/** Checks plans and reports; returns the exit code: 8 where one does not pass. */
export async function lintFiles(values: Values, words: readonly string[], io: Io): Promise<number> {
  const format = formatOf(values, FORMATS);
  if (values.on("rules")) {
    if (format === "json") io.out(rulesJson(rules));
    else for (const line of rulesList(rules)) io.out(line);
    return 0;
  }
  const { settings, warnings } = await readSettings(values, io, { show: true });
  for (const warning of warnings) io.say(`warning: ${warning}`);
  const earlier = await earlierPlan(values, io);
  const checked: CheckedFile[] = [];
  for (const path of words.length > 0 ? words : [`${settings.outputDir}/plan.json`]) {
    io.signal.throwIfAborted();
    const { minScore, rules } = settings.lint;
    const onDisk = await readPlanFile(path, io);
    const options = { rules, absent: onDisk.read.absent, ...(earlier === undefined ? {} : { earlier }) };
    const { read, fixed } = values.on("fix")
      ? await fixFile(onDisk, options, io)
      : { read: onDisk.read, fixed: undefined };
    checked.push({
      path,
      format: read.format,
      plan: read.plan,
      report: placed(lintPlan(read.plan, options), read),
      lineOf: (pointer) => placeOf(pointer, read),
      ...(minScore === undefined ? {} : { minScore }),
      ...(fixed === undefined ? {} : { fixed }),
    });
  }
  for (const line of linesOf(checked, format)) io.out(line);
  return exitCodeOf(checked);
}

async function earlierPlan(values: Values, io: Io): Promise<Plan | undefined> {
  const path = values.text("against");
  return path === undefined ? undefined : parsePlan(await readInput(path, PLAN, io.signal));
}

function linesOf(checked: readonly CheckedFile[], format: (typeof FORMATS)[number]): string[] {
  switch (format) {
    case "text":
      return textReport(checked, { rules: rules.length });
    case "json":
      return [jsonReport(checked)];
    case "sarif":
      return [sarifReport(checked, { rules, version: VERSION })];
    case "github":
      return githubReport(checked);
  }
}
