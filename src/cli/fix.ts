import { UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { fixPlan } from "../plan/checks/fix.ts";
import { type LintOptions, lintPlan } from "../plan/checks/lint.ts";
import { type ReadPlan, readPlan } from "../plan/readers/mod.ts";
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";
import { lockFolder } from "../store/lock.ts";
import { readTextIfAny, refuseAllBut, stageText } from "../store/files.ts";
import { writePlanFiles } from "../store/plan_files.ts";
import type { Io } from "./command.ts";
import { folderOf, type PlanOnDisk } from "./plan_file.ts";

/** What became of a plan that was to be mended. */
export interface Fixed {
  read: ReadPlan;
  /** What was mended, one sentence each. */
  fixed: string[];
}

/** Mends what is mechanical in a plan's file, and in the pages that were made from it. A sound plan is left alone. */
export async function fixFile({ path, text, read }: PlanOnDisk, options: LintOptions, io: Io): Promise<Fixed> {
  if (read.format !== "devussy") {
    throw new UsageError(
      `Cannot mend "${path}": it is ${read.format}, expected a plan.json`,
      "Mend it in the tool that wrote it; without --fix it is only checked.",
    );
  }
  const { plan, fixed } = fixPlan(read.plan, options.earlier === undefined ? {} : { earlier: options.earlier });
  if (fixed.length === 0 && formatPlan(read.plan) === text) return { read, fixed };
  if (fixed.length === 0) fixed.push("The keys stand in their order.");
  const { score, findings, unchecked } = lintPlan(plan, options);
  const checks = { score, findings, ...(unchecked.length === 0 ? {} : { unchecked }) };
  await write(path, text, { ...plan, revision: read.plan.revision + 1, checks });
  for (const line of fixed) io.say(`fixed: ${line}`);
  return { read: readPlan({ path, text: await readTextIfAny(path) ?? "" }, []), fixed };
}

async function write(path: string, text: string, plan: Plan): Promise<void> {
  const folder = folderOf(path) || ".";
  const lock = await lockFolder(folder, { command: "lint --fix" });
  try {
    // Pages belong to a plan under its own name only.
    if (path === "plan.json" || path.endsWith("/plan.json")) {
      const pages = plan.provenance.files === undefined ? {} : renderPlan(plan);
      await writePlanFiles(folder, plan, pages, { base: text });
    } else {
      refuseAllBut("file", path);
      (await stageText(path, formatPlan(plan))).commit();
    }
  } finally {
    lock.release();
  }
}
