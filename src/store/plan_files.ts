/**
 * A plan's files in an output folder: what was written by us may be replaced, what somebody edited may not.
 * @module
 */
import { stepsOf } from "../plan/progress/find.ts";
import { parsePlan } from "../plan/read.ts";
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";
import { digest, isUntouched, PLAN_FILE, stamped } from "./digests.ts";
import { asStoreError, makeFolders, readTextIfAny, refuseAllBut } from "./files.ts";
import { readExactlyIfAny } from "./read_exactly.ts";
import { type Change, changeFiles, recoverFiles } from "./transaction.ts";

/** What became of the files. */
export interface WrittenFiles {
  /** Paths that hold the new content, in the order of reading. */
  written: string[];
  /** Paths that are left since somebody edited them, or their plan: the new content stands in `NAME.new`. */
  kept: string[];
  /** Paths of phases that the plan no longer has, removed. */
  removed: string[];
  /** Paths of phases that the plan no longer has, left because somebody edited them. */
  stale: string[];
  /** Paths of other stages that show an earlier plan still. */
  outdated: string[];
  /** How many steps were started or done in a plan that is in the way of a new one, or was given up for it. */
  worked?: number;
}

/** How to write. */
export interface WriteOptions {
  /** Replaces edited files too. */
  force?: boolean;
  /** The text of the `plan.json` that this plan was made from: what it says is not lost by replacing it. */
  base?: string;
  /** Ends the writing before the first file has changed; later it is too late, and all are written. */
  signal?: AbortSignal;
}

/**
 * Writes a plan and its rendered files into a folder, all or none.
 *
 * @param folder The output folder; it is made where it is missing.
 * @param plan The plan. The digests of its files are put into `provenance.files`.
 * @param files Rendered texts by file name; the files of other stages are left as they are.
 * @throws {StoreError} If the folder or a file cannot be written.
 */
export async function writePlanFiles(
  folder: string,
  plan: Plan,
  files: Record<string, string>,
  options: WriteOptions = {},
): Promise<WrittenFiles> {
  try {
    makeFolders(folder);
  } catch (error) {
    throw asStoreError(error, folder, "use", "folder ");
  }
  await recoverFiles(folder);
  const before = await previousPlan(folder);
  const digests: Record<string, string> = { ...before.digests };
  for (const [name, text] of Object.entries(files)) digests[name] = await digest(text);
  const stale = Object.keys(before.digests).filter((name) =>
    /^phase\d+\.md$/.test(name) && files[name] === undefined && hasPhases(files)
  );
  for (const name of stale) delete digests[name];
  delete digests[PLAN_FILE];
  const content = formatPlan(await stamped(plan, digests));

  // Where an edited plan is kept, its other files are too: two plans must not mix in one folder.
  const keepPlan = before.edited && before.text !== content && before.text !== options.base && options.force !== true;
  const keepAll = keepPlan && before.ours;
  const result: WrittenFiles = {
    written: [],
    kept: [],
    removed: [],
    stale: [],
    outdated: [],
    ...(before.worked > 0 && before.text !== options.base ? { worked: before.worked } : {}),
  };
  const changes: Change[] = [];
  for (const [name, text] of [...Object.entries(files), [PLAN_FILE, content] as const]) {
    options.signal?.throwIfAborted();
    const path = `${folder}/${name}`;
    refuseAllBut("file", path);
    const there = readExactlyIfAny(path);
    const edited = name === PLAN_FILE ? keepPlan : there !== text && options.force !== true &&
      (keepAll || (there !== undefined && await digest(there) !== before.digests[name]));
    if (edited) {
      changes.push({ name: `${name}.new`, text, from: readExactlyIfAny(`${path}.new`) });
      result.kept.push(path);
    } else {
      if (there !== text) changes.push({ name, text, from: there });
      result.written.push(path);
    }
  }
  for (const name of keepAll ? [] : stale) {
    const there = readExactlyIfAny(`${folder}/${name}`);
    if (there === undefined) continue;
    const ours = options.force === true || await digest(there) === before.digests[name];
    (ours ? result.removed : result.stale).push(`${folder}/${name}`);
    if (ours) changes.push({ name, from: there });
  }
  for (const name of keepAll ? [] : Object.keys(digests)) {
    if (files[name] !== undefined || await readTextIfAny(`${folder}/${name}`) === undefined) continue;
    result.outdated.push(`${folder}/${name}`);
  }
  await changeFiles(folder, changes, options.signal);
  return result;
}

function hasPhases(files: Record<string, string>): boolean {
  return files["devplan.md"] !== undefined;
}

/** What stands in the folder: the digests of the files we wrote, and whether somebody edited the plan since or worked from it. */
async function previousPlan(
  folder: string,
): Promise<{ digests: Record<string, string>; edited: boolean; ours: boolean; text?: string; worked: number }> {
  const text = await readTextIfAny(`${folder}/${PLAN_FILE}`);
  if (text === undefined) return { digests: {}, edited: false, ours: false, worked: 0 };
  try {
    const plan = parsePlan(text);
    const { [PLAN_FILE]: _own, ...digests } = plan.provenance.files ?? {};
    const steps = stepsOf(plan);
    const worked = steps.filter(({ status }) => status === "doing" || status === "done").length;
    const edited = steps.some(({ status }) => status !== "todo") || !await isUntouched(plan, text);
    return { digests, edited, ours: true, text, worked };
  } catch {
    // Not a plan of ours: then it is somebody's file.
    return { digests: {}, edited: true, ours: false, text, worked: 0 };
  }
}
