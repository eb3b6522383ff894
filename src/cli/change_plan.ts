import { basename } from "node:path";
import { UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { withTicks, withTicksOf } from "../plan/pages/ticks.ts";
import { stepsOf } from "../plan/progress/find.ts";
import type { Plan } from "../plan/types.ts";
import { type Adapt, changedText, writeChangedFiles } from "../store/changed_files.ts";
import { PLAN_FILE } from "../store/digests.ts";
import { refuseAllBut, stageText } from "../store/files.ts";
import { lockFolder } from "../store/lock.ts";
import type { WrittenFiles } from "../store/plan_files.ts";
import { recoverFiles, refuseStale, StaleFile } from "../store/transaction.ts";
import type { Io } from "./command.ts";
import { type OwnPlan, readPlanAt } from "./own_plan.ts";
import { folderOf } from "../store/folder_of.ts";

/** How long to wait for another process that changes the same plan, in milliseconds. */
const PATIENCE_MS = 15_000;

/** A plan that was changed in its file, and what became of its pages. */
export interface Changed {
  before: Plan;
  plan: Plan;
  files: WrittenFiles;
}

/**
 * Changes a plan where it lies, and its pages with it, as one change. What people wrote into the pages stays.
 *
 * @param change Makes the new plan, and may throw; the same plan means that there is nothing to change.
 * @param options `command` is told to whoever finds the folder held; `pages`: also bring the pages up to date where the plan
 * stays as it is, and make those anew that somebody removed.
 * @throws {LockError} If another process holds the folder for long.
 */
export async function changePlan(
  path: string,
  change: (plan: Plan, folder: string) => Plan | Promise<Plan>,
  { command, io, pages = false }: { command: string; io: Io; pages?: boolean },
): Promise<Changed> {
  return await holdPlan(path, { command, io }, async ({ folder, text, plan: before }) => {
    const plan = await change(before, folder);
    const files = plan === before && !pages
      ? NOTHING
      : await writeChangedPlan(path, { text, before, after: plan, all: pages }, io);
    return { before, plan, files };
  });
}

/** How often a change is begun anew where somebody saves a file in the moment between reading and writing it. */
const TRIES = 5;

/** Reads a plan with its folder's lock held, so that what is made of it is written over nothing else. */
export async function holdPlan<Result>(
  path: string,
  { command, io }: { command: string; io: Io },
  work: (read: Omit<OwnPlan, "settings">) => Promise<Result>,
): Promise<Result> {
  if (path === "-") {
    throw new UsageError("Cannot change a plan that came from standard input", "Name its file with --plan.");
  }
  const folder = folderOf(path) || ".";
  const lock = await lockFolder(folder, { command, waitMs: PATIENCE_MS });
  try {
    await recoverFiles(folder);
    for (let tries = 1;; tries++) {
      try {
        return await work(await readPlanAt(path, io));
      } catch (error) {
        if (!(error instanceof StaleFile) || tries >= TRIES) throw error;
      }
    }
  } finally {
    lock.release();
  }
}

/** Where nothing was to be written. */
export const NOTHING: WrittenFiles = { written: [], kept: [], removed: [], stale: [], outdated: [] };

/** How the pages of a changed plan are made of those of the one before. */
export interface PageChange {
  /** Also the pages that somebody removed. */
  all?: boolean;
  /** What the pages were compared with, where that is not the plan before. */
  bases?: Readonly<Record<string, string>>;
  /** Readies an edited page for the comparison with its renderings. */
  adapt?: Adapt;
}

/** Writes a plan that was made from the one that lies there. The folder's lock is held. */
export async function writeChangedPlan(
  path: string,
  { text, before, after, all = false, bases, adapt = ticked(before, after) }:
    & { text: string; before: Plan; after: Plan }
    & PageChange,
  io: Pick<Io, "signal">,
): Promise<WrittenFiles> {
  if (basename(path) !== PLAN_FILE) {
    // Pages belong to a plan under its own name only.
    refuseAllBut("file", path);
    refuseStale(path, text);
    (await stageText(path, changedText(after, before, text))).commit();
    return { ...NOTHING, written: [path] };
  }
  // A plan that was written without pages gets none.
  const hasPages = before.provenance.files !== undefined;
  return await writeChangedFiles(folderOf(path) || ".", {
    text,
    before: { plan: before, pages: hasPages ? bases ?? renderPlan(before) : {} },
    after: { plan: after, pages: hasPages ? renderPlan(after) : {} },
    all,
    adapt,
  }, io.signal);
}

/** Boxes of steps that were marked follow the plan; one that somebody ticked stays ticked, until sync takes it over. */
function ticked(before: Plan, after: Plan): Adapt {
  const status = new Map(stepsOf(before).map((step) => [step.id, step.status]));
  const [kept, marked] = [true, false].map((same) =>
    stepsOf(after).filter(({ id, status: now }) => status.has(id) && (status.get(id) === now) === same)
  );
  return (name, { base, theirs, ours }) => {
    if (!/^phase\d+\.md$/.test(name)) return { base, theirs, ours };
    const asPeople = (page: string) => withTicksOf(theirs, page, kept ?? []);
    return {
      base: withTicks(asPeople(base), marked ?? []),
      theirs: withTicks(theirs, marked ?? []),
      ours: asPeople(ours),
    };
  };
}
