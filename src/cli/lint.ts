import { PlanError, StoreError, UsageError } from "../errors.ts";
import { githubReport } from "../output/reports/github.ts";
import { jsonReport } from "../output/reports/json.ts";
import { type CheckedFile, exitCodeOf, type UnreadFile } from "../output/reports/report.ts";
import { rulesJson, rulesList } from "../output/reports/rules.ts";
import { sarifReport } from "../output/reports/sarif.ts";
import { textReport } from "../output/reports/text.ts";
import { type LintOptions, lintPlan } from "../plan/checks/lint.ts";
import { rules } from "../plan/checks/mod.ts";
import { placed, placeOf } from "../plan/readers/mod.ts";
import type { Plan } from "../plan/types.ts";
import { VERSION } from "../version.ts";
import type { Io, Values } from "./command.ts";
import { failureOf } from "./failure.ts";
import { fixFile, refuseToFix } from "./fix.ts";
import { formatOf } from "./format.ts";
import { namedPlans } from "./named_plan.ts";
import { type PlanOnDisk, readPlanFile } from "./plan_file.ts";
import { filesOfRepo } from "./repo.ts";
import { readSettings } from "./settings.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;

/** Checks plans and reports; returns the exit code: 8 where one does not pass. */
export async function lintFiles(values: Values, words: readonly string[], io: Io): Promise<number> {
  if (values.on("rules")) {
    if (formatOf(values, ["text", "json"]) === "json") io.out(rulesJson(rules));
    else for (const line of rulesList(rules)) io.out(line);
    return 0;
  }
  const format = formatOf(values, FORMATS);
  const named = namedPlans(values, words);
  const { settings, warnings } = await readSettings(values, io, { show: true });
  for (const warning of warnings) io.say(`warning: ${warning}`);
  const paths = [...new Set(named.length > 0 ? named : [`${settings.outputDir}/plan.json`])];
  if (values.text("against") === "-" && paths.includes("-")) {
    throw new UsageError(
      "Cannot read standard input twice: FILE and --against are both -",
      "Name a file for one of them.",
    );
  }
  const earlier = await earlierPlan(values, io);
  const files = await filesOfRepo(values, io);
  const { found, unread } = await readAll(paths, io);
  // Before the first is mended, none may be of a kind that cannot be.
  if (values.on("fix")) found.forEach(refuseToFix);
  const checked: CheckedFile[] = [];
  for (const onDisk of found) {
    io.signal.throwIfAborted();
    const { rules, minScore } = settings.lint;
    const options = {
      rules,
      absent: onDisk.read.absent,
      ...(earlier === undefined ? {} : { earlier }),
      ...(files === undefined ? {} : { files: [...files, ...onDisk.read.plan.existing?.files ?? []] }),
    };
    checked.push(await check(onDisk, options, { fix: values.on("fix"), minScore }, io));
  }
  const exitCode = unread[0]?.exitCode ?? exitCodeOf(checked);
  for (const line of linesOf(checked, unread, exitCode, format)) io.out(line);
  for (const { message, hint } of unread) {
    io.say(`error: ${message}`);
    io.say(`  ${hint}`);
  }
  return exitCode;
}

/** Reads all that can be read; where it is one file alone, that it cannot be is a failure of the command. */
async function readAll(paths: readonly string[], io: Io): Promise<{ found: PlanOnDisk[]; unread: UnreadFile[] }> {
  const found: PlanOnDisk[] = [];
  const unread: UnreadFile[] = [];
  for (const path of paths) {
    try {
      found.push(await readPlanFile(path, io));
    } catch (error) {
      const ofThisFile = error instanceof UsageError || error instanceof PlanError || error instanceof StoreError;
      if (!ofThisFile || paths.length === 1) throw error;
      const { exitCode, message, hint } = failureOf(error, io.signal);
      unread.push({ file: path, exitCode, message, hint });
    }
  }
  return { found, unread };
}

async function check(
  onDisk: PlanOnDisk,
  options: LintOptions,
  { fix, minScore }: { fix: boolean; minScore: number | undefined },
  io: Io,
): Promise<CheckedFile> {
  const { read, fixed } = fix ? await fixFile(onDisk, options, io) : { read: onDisk.read, fixed: undefined };
  return {
    path: onDisk.path,
    format: read.format,
    ...(read.part === undefined ? {} : { part: read.part }),
    plan: read.plan,
    report: placed(lintPlan(read.plan, options), read),
    lineOf: (pointer) => placeOf(pointer, read),
    ...(minScore === undefined ? {} : { minScore }),
    ...(fixed === undefined ? {} : { fixed }),
  };
}

async function earlierPlan(values: Values, io: Io): Promise<Plan | undefined> {
  const path = values.text("against");
  if (path === undefined) return undefined;
  const { read } = await readPlanFile(path, io);
  if (read.format === "devussy") return read.plan;
  throw new UsageError(
    `Cannot compare with "${path}": it is ${read.format}, expected a plan.json`,
    "Name an earlier plan.json.",
  );
}

function linesOf(
  checked: readonly CheckedFile[],
  unread: readonly UnreadFile[],
  exitCode: number,
  format: (typeof FORMATS)[number],
): string[] {
  switch (format) {
    case "text":
      return textReport(checked, { rules: rules.length });
    case "json":
      return [jsonReport(checked, { unread, exitCode })];
    case "sarif":
      return [sarifReport(checked, { rules, version: VERSION, unread, exitCode })];
    case "github":
      return githubReport(checked, unread);
  }
}
