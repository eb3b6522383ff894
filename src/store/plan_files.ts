/**
 * A plan's files in an output folder: what was written by us may be replaced, what somebody edited may not.
 * @module
 */
import { parsePlan } from "../plan/read.ts";
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";
import {
  asStoreError,
  makeFolders,
  readTextIfAny,
  refuseAllBut,
  type StagedFile,
  stageText,
  syncFolder,
} from "./files.ts";

const PLAN = "plan.json";

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
  try {
    makeFolders(folder);
  } catch (error) {
    throw asStoreError(error, folder, "use", "folder ");
  }
  await sweep(folder);
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

  // Where an edited plan is kept, its other files are too: two plans must not mix in one folder.
  const keepPlan = before.edited && before.text !== stamped && before.text !== options.base && options.force !== true;
  const keepAll = keepPlan && before.ours;
  const result: WrittenFiles = {
    written: [],
    kept: [],
    removed: [],
    stale: [],
    outdated: [],
  };
  const staged: (StagedFile & { path: string; old: string | undefined })[] = [];
  const stage = async (path: string, text: string, old: string | undefined) => {
    staged.push({ ...await stageText(path, text), path, old });
  };
  try {
    for (const [name, text] of [...Object.entries(files), [PLAN, stamped] as const]) {
      options.signal?.throwIfAborted();
      const path = `${folder}/${name}`;
      refuseAllBut("file", path);
      const there = await readTextIfAny(path);
      const edited = name === PLAN ? keepPlan : there !== text && options.force !== true &&
        (keepAll || (there !== undefined && await digest(there) !== before.digests[name]));
      if (edited) {
        refuseAllBut("file", `${path}.new`);
        await stage(`${path}.new`, text, await readTextIfAny(`${path}.new`));
        result.kept.push(path);
      } else {
        if (there !== text) await stage(path, text, there);
        result.written.push(path);
      }
    }
    for (const name of keepAll ? [] : stale) {
      const there = await readTextIfAny(`${folder}/${name}`);
      if (there === undefined) continue;
      const ours = options.force === true || await digest(there) === before.digests[name];
      (ours ? result.removed : result.stale).push(`${folder}/${name}`);
    }
    for (const name of keepAll ? [] : Object.keys(digests)) {
      if (files[name] !== undefined || await readTextIfAny(`${folder}/${name}`) === undefined) continue;
      result.outdated.push(`${folder}/${name}`);
    }
    options.signal?.throwIfAborted();
  } catch (error) {
    for (const file of staged) file.discard();
    throw error;
  }
  await commitAll(staged);
  for (const path of result.removed) Deno.removeSync(path);
  syncFolder(folder);
  return result;
}

/** Takes away what a run that was killed while it wrote has left: whoever writes plans here holds the folder's lock. */
async function sweep(folder: string): Promise<void> {
  const left = /^(?:project_design|devplan|phase\d+|handoff_prompt|plan)\.(?:md|json)(?:\.new)?\.[0-9a-f]{8}\.tmp$/;
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && left.test(name)) await Deno.remove(`${folder}/${name}`);
  }
}

/** Puts all files into their places without a pause; if one cannot go there, those before it get their old content back. */
async function commitAll(staged: readonly (StagedFile & { path: string; old: string | undefined })[]): Promise<void> {
  let done = 0;
  try {
    for (const file of staged) {
      file.commit();
      done++;
    }
  } catch (error) {
    for (const file of staged.slice(done)) file.discard();
    for (const { path, old } of staged.slice(0, done)) {
      if (old === undefined) Deno.removeSync(path);
      else (await stageText(path, old)).commit();
    }
    throw error;
  }
}

function hasPhases(files: Record<string, string>): boolean {
  return files["devplan.md"] !== undefined;
}

/** What stands in the folder: the digests of the files we wrote, and whether somebody edited the plan since or worked from it. */
async function previousPlan(
  folder: string,
): Promise<{ digests: Record<string, string>; edited: boolean; ours: boolean; text?: string }> {
  const text = await readTextIfAny(`${folder}/${PLAN}`);
  if (text === undefined) return { digests: {}, edited: false, ours: false };
  try {
    const plan = parsePlan(text);
    const { [PLAN]: own, ...digests } = plan.provenance.files ?? {};
    const untouched = formatPlan(plan) === text &&
      own === await digest(formatPlan({ ...plan, provenance: { ...plan.provenance, files: digests } }));
    const worked = plan.phases.some(({ steps }) => steps.some(({ status }) => status !== "todo"));
    return { digests, edited: !untouched || worked, ours: true, text };
  } catch {
    // Not a plan of ours: then it is somebody's file.
    return { digests: {}, edited: true, ours: false, text };
  }
}

/** Half of a SHA-256 in hexadecimal: enough to see that a file was edited. */
async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return bytes.slice(0, 16).toHex();
}
