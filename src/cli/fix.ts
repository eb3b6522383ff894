import { UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { fixPlan } from "../plan/checks/fix/fix_plan.ts";
import { checksOf, type LintOptions, lintPlan } from "../plan/checks/lint.ts";
import { type ReadPlan, readPlan } from "../plan/readers/mod.ts";
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";
import { readTextIfAny, refuseAllBut, stageText } from "../store/files.ts";
import { lockFolder } from "../store/lock.ts";
import { writePlanFiles } from "../store/plan_files.ts";
import type { Io } from "./command.ts";
import type { PlanOnDisk } from "./plan_file.ts";
import { folderOf } from "../store/folder_of.ts";
import { tellFiles } from "./report.ts";

/** What became of a plan that was to be mended. */
export interface Fixed {
  read: ReadPlan;
  /** What was mended, one sentence each. */
  fixed: string[];
}

/**
 * Refuses what cannot be mended without losing something.
 *
 * @throws {UsageError} If it is another tool's plan, or holds keys that we do not know.
 */
export function refuseToFix({ path, text, read }: PlanOnDisk): void {
  if (read.format !== "devussy" || path === "-") {
    throw new UsageError(
      `Cannot mend "${path}": it is ${path === "-" ? "no file" : read.format}, expected a plan.json`,
      "Mend it in the tool that wrote it; without --fix it is only checked.",
    );
  }
  const unknown = unknownKey(JSON.parse(text.replace(/^\ufeff/, "")), read.plan, "");
  if (unknown === undefined) return;
  throw new UsageError(
    `Cannot mend "${path}": it holds ${unknown}, which is no key of a plan and would be lost`,
    "Take it out, or mend the plan by hand.",
  );
}

/** Mends what is mechanical in a plan's file, and in the pages that were made from it. A sound plan is left alone. */
export async function fixFile({ path, text, read }: PlanOnDisk, options: LintOptions, io: Io): Promise<Fixed> {
  const { plan, fixed } = fixPlan(read.plan, options.earlier === undefined ? {} : { earlier: options.earlier });
  const inOrder =
    JSON.stringify(JSON.parse(formatPlan(plan))) === JSON.stringify(JSON.parse(text.replace(/^\ufeff/, "")));
  if (fixed.length === 0 && inOrder) return { read, fixed };
  if (fixed.length === 0) fixed.push("The keys stand in their order.");
  const checks = checksOf(lintPlan(plan, options));
  await write(path, text, { ...plan, revision: read.plan.revision + 1, checks }, io);
  for (const line of fixed) io.say(`fixed: ${line}`);
  return { read: readPlan({ path, text: await readTextIfAny(path) ?? "" }, []), fixed };
}

async function write(path: string, text: string, plan: Plan, io: Io): Promise<void> {
  const folder = folderOf(path) || ".";
  const lock = await lockFolder(folder, { command: "lint --fix" });
  try {
    // Pages belong to a plan under its own name only.
    if (path === "plan.json" || path.endsWith("/plan.json")) {
      const pages = plan.provenance.files === undefined ? {} : renderPlan(plan);
      const files = await writePlanFiles(folder, plan, pages, { base: text });
      for (const written of files.written) io.say(`written: ${written}`);
      tellFiles(files, io);
    } else {
      refuseAllBut("file", path);
      (await stageText(path, formatPlan(plan))).commit();
      io.say(`written: ${path}; pages made from it are as they were`);
    }
  } finally {
    lock.release();
  }
}

/** Where a file says something that the plan as it was read does not. */
function unknownKey(data: unknown, known: unknown, place: string): string | undefined {
  if (typeof data !== "object" || data === null || typeof known !== "object" || known === null) return undefined;
  for (const [key, value] of Object.entries(data)) {
    const name = Array.isArray(data) ? `${place}[${key}]` : place === "" ? key : `${place}.${key}`;
    if (!Object.hasOwn(known, key)) return name;
    const deeper = unknownKey(value, (known as Record<string, unknown>)[key], name);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
