/**
 * Several files of a folder changed as one: after a crash at any moment they are all as before or all new.
 *
 * The new texts lie beside their places first. Then a list of what is to be renamed and removed appears, by one rename: from
 * then on the change has happened, and whoever holds the folder next finishes it.
 * @module
 */
import { asStoreError, readTextIfAny, refuseAllBut, type StagedFile, stageText, syncFolder } from "./files.ts";

/** The list of a change that is under way. */
const LIST = ".devussy.commit";
/** What a plan's folder holds of ours. A list that names anything else is not ours. */
const OURS = /^(?:project_design|devplan|phase\d{1,9}|handoff_prompt|plan)\.(?:md|json)(?:\.new)?$/;
const STAGED = /\.[0-9a-f]{8}\.tmp$/;

/** A file of the folder with its new text; without one, it is removed. */
export interface Change {
  name: string;
  text?: string;
}

/**
 * Changes files in a folder whose lock is held, `plan.json` first, since readers begin with it.
 *
 * @param signal Ends it before the first file has changed; later it is too late.
 * @throws {StoreError} If a file cannot be changed; then none has.
 */
export async function changeFiles(folder: string, changes: readonly Change[], signal?: AbortSignal): Promise<void> {
  const ordered = [...changes].sort((a, b) => Number(b.name === "plan.json") - Number(a.name === "plan.json"));
  const staged: { name: string; file: StagedFile; old: string | undefined }[] = [];
  let list: StagedFile | undefined;
  try {
    for (const { name, text } of ordered) {
      signal?.throwIfAborted();
      const path = `${folder}/${name}`;
      refuseAllBut("file", path);
      if (text !== undefined) staged.push({ name, old: await readTextIfAny(path), file: await stageText(path, text) });
    }
    const removed = ordered.filter(({ text }) => text === undefined).map(({ name }) => name);
    if (staged.length + removed.length === 0) return;
    refuseAllBut("file", `${folder}/${LIST}`);
    const from = staged.map(({ file }) => file.staged.slice(file.staged.lastIndexOf("/") + 1));
    list = await stageText(`${folder}/${LIST}`, `${JSON.stringify({ from, removed })}\n`);
    signal?.throwIfAborted();
    // From here on it does not wait, so that no signal comes between.
    list.commit();
    syncFolder(folder);
  } catch (error) {
    list?.discard();
    for (const { file } of staged) file.discard();
    throw error;
  }
  let renamed = 0;
  try {
    for (const { file } of staged) {
      file.commit();
      renamed++;
    }
  } catch (error) {
    removeIfAny(`${folder}/${LIST}`);
    for (const { file } of staged.slice(renamed)) file.discard();
    for (const { name, old } of staged.slice(0, renamed)) {
      if (old === undefined) removeIfAny(`${folder}/${name}`);
      else (await stageText(`${folder}/${name}`, old)).commit();
    }
    throw error;
  }
  for (const { name, text } of ordered) if (text === undefined) removeIfAny(`${folder}/${name}`);
  syncFolder(folder);
  removeIfAny(`${folder}/${LIST}`);
}

/** Whether a change was broken off that has happened: whoever reads the pages of this folder should finish it first. */
export async function isUnfinished(folder: string): Promise<boolean> {
  return (await readTextIfAny(`${folder}/${LIST}`)) !== undefined;
}

/** Finishes what a process that was killed has left, and takes away what it had only begun. The folder's lock is held. */
export async function recoverFiles(folder: string): Promise<void> {
  if (refuseAllBut("file", `${folder}/${LIST}`) !== undefined) {
    const { from, removed } = readList(await readTextIfAny(`${folder}/${LIST}`) ?? "");
    for (const name of from) {
      // A link or folder in the place of a staged text is none of ours.
      if (refuseAllBut("file", `${folder}/${name}`) === undefined) continue;
      rename(`${folder}/${name}`, `${folder}/${name.replace(STAGED, "")}`);
    }
    for (const name of removed) removeIfAny(`${folder}/${name}`);
    syncFolder(folder);
    removeIfAny(`${folder}/${LIST}`);
  }
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const begun = STAGED.test(name) && (OURS.test(name.replace(STAGED, "")) || name.startsWith(`${LIST}.`));
    if (isFile && begun) removeIfAny(`${folder}/${name}`);
  }
}

/** The names on a list that may be ours; whatever else it says, it may be anybody's. */
function readList(text: string): { from: string[]; removed: string[] } {
  try {
    const { from, removed }: { from?: unknown; removed?: unknown } = JSON.parse(text) ?? {};
    const names = (list: unknown) => (Array.isArray(list) ? list : []).filter((name) => typeof name === "string");
    return {
      from: names(from).filter((name) => STAGED.test(name) && OURS.test(name.replace(STAGED, ""))),
      removed: names(removed).filter((name) => OURS.test(name)),
    };
  } catch {
    return { from: [], removed: [] };
  }
}

function rename(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    throw asStoreError(error, to, "write");
  }
}

function removeIfAny(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw asStoreError(error, path, "remove");
  }
}
