/**
 * A plan's files in an output folder: what was written by us may be replaced, what somebody edited may not.
 * @module
 */
import { StoreError } from "../errors.ts";
import { parsePlan } from "../plan/read.ts";
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";
import { makeFolder, readTextIfAny, removeIfAny, type StagedFile, stageText } from "./files.ts";

const PLAN = "plan.json";

/** What became of the files. */
export interface WrittenFiles {
  /** Paths that hold the new content, in the order of reading. */
  written: string[];
  /** Paths that somebody edited: the new content stands beside each, in `NAME.new`. */
  kept: string[];
  /** Paths of phases that the plan no longer has, removed. */
  removed: string[];
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
 * Writes a plan and its rendered files into a folder: first all of them beside their places, then, in one go, all into
 * their places, `plan.json` last. If anything fails before, nothing has changed.
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
  await makeFolder(folder);
  const root = await Deno.realPath(folder);
  const before = await previousPlan(folder);
  const digests: Record<string, string> = { ...before.digests };
  for (const [name, text] of Object.entries(files)) digests[name] = await digest(text);
  const stale = Object.keys(before.digests).filter((name) =>
    /^phase\d+\.md$/.test(name) && files[name] === undefined && hasPhases(files)
  );
  for (const name of stale) delete digests[name];
  delete digests[PLAN];
  const content = { ...plan, provenance: { ...plan.provenance, files: digests } };
  const stamped = formatPlan({
    ...content,
    provenance: { ...content.provenance, files: { ...digests, [PLAN]: await digest(formatPlan(content)) } },
  });

  const result: WrittenFiles = { written: [], kept: [], removed: [] };
  const staged: StagedFile[] = [];
  try {
    for (const [name, text] of [...Object.entries(files), [PLAN, stamped] as const]) {
      options.signal?.throwIfAborted();
      const path = `${folder}/${name}`;
      await refuseLink(path, root);
      const there = await readTextIfAny(path);
      if (there !== text) {
        const edited = there !== undefined && options.force !== true &&
          (name === PLAN ? before.edited && there !== options.base : await digest(there) !== before.digests[name]);
        staged.push(await stageText(edited ? `${path}.new` : path, text));
        if (edited) {
          result.kept.push(path);
          continue;
        }
      }
      result.written.push(path);
    }
    options.signal?.throwIfAborted();
  } catch (error) {
    for (const file of staged) await file.discard();
    throw error;
  }
  for (const file of staged) await file.commit();
  for (const name of stale) {
    const path = `${folder}/${name}`;
    const there = await readTextIfAny(path);
    if (there === undefined || (await digest(there) !== before.digests[name] && options.force !== true)) continue;
    await removeIfAny(path);
    result.removed.push(path);
  }
  return result;
}

function hasPhases(files: Record<string, string>): boolean {
  return files["devplan.md"] !== undefined;
}

/** What stands in the folder: the digests of the files we wrote, and whether somebody edited the plan since or worked from it. */
async function previousPlan(folder: string): Promise<{ digests: Record<string, string>; edited: boolean }> {
  const text = await readTextIfAny(`${folder}/${PLAN}`);
  if (text === undefined) return { digests: {}, edited: false };
  try {
    const plan = parsePlan(text);
    const { [PLAN]: own, ...digests } = plan.provenance.files ?? {};
    const untouched = formatPlan(plan) === text &&
      own === await digest(formatPlan({ ...plan, provenance: { ...plan.provenance, files: digests } }));
    const worked = plan.phases.some(({ steps }) => steps.some(({ status }) => status !== "todo"));
    return { digests, edited: !untouched || worked };
  } catch {
    // Not a plan of ours: then it is somebody's file.
    return { digests: {}, edited: true };
  }
}

/** The permission to write into a folder follows links out of it: a file there must be a plain one. */
async function refuseLink(path: string, root: string): Promise<void> {
  try {
    if (!(await Deno.lstat(path)).isSymlink) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new StoreError(
    `Cannot write "${path}": it is a symbolic link, expected a plain file in ${root}`,
    path,
    "Remove the link, or choose another --output-dir.",
  );
}

/** Half of a SHA-256 in hexadecimal: enough to see that a file was edited. */
async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
