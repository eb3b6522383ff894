/**
 * Answers that no stage could use, kept as text for a person to read.
 * @module
 */
import { asStoreError, makeFolders, refuseAllBut, stageText, syncFolder } from "./files.ts";
import { isRunId } from "./run_id.ts";
import { makeStateFolder } from "./state_folder.ts";

/**
 * Writes an answer to `answers/<run>/<label>.txt` in the state folder.
 *
 * @returns The path.
 * @throws {StoreError} If it cannot be written.
 */
export async function keepAnswer(stateDir: string, runId: string, label: string, text: string): Promise<string> {
  if (!isRunId(runId)) throw new TypeError(`Cannot keep an answer: "${runId}" is no id of a run`);
  const folder = `${stateDir}/answers/${runId}`;
  let path = folder;
  try {
    makeStateFolder(stateDir);
    refuseAllBut("folder", `${stateDir}/answers`, "use", "--state-dir");
    refuseAllBut("folder", folder, "use", "--state-dir");
    makeFolders(folder, 0o700);
    path = reserve(folder, slugOf(label));
    try {
      (await stageText(path, text, { option: "--state-dir", mode: 0o600 })).commit();
    } catch (error) {
      Deno.removeSync(path);
      throw error;
    }
    syncFolder(folder);
    return path;
  } catch (error) {
    throw asStoreError(error, path, "write", "", "--state-dir");
  }
}

/** Removes the kept answers of a run, if there are any. */
export function removeAnswers(stateDir: string, runId: string): void {
  const folder = `${stateDir}/answers/${runId}`;
  try {
    if (!isRunId(runId) || !Deno.lstatSync(`${stateDir}/answers`).isDirectory) return;
    Deno.removeSync(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw asStoreError(error, folder, "remove", "", "--state-dir");
  }
}

/** Makes an empty file under the first free name, so that of two calls at once each has its own. */
function reserve(folder: string, slug: string): string {
  for (let number = 1;; number++) {
    const path = `${folder}/${number === 1 ? slug : `${slug}-${number}`}.txt`;
    try {
      Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }).close();
      return path;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

/** A label as a file's name: letters, digits and dashes. */
function slugOf(label: string): string {
  const slug = label.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-/, "").slice(0, 60).replace(/-$/, "");
  // Windows keeps some names for devices.
  return slug === "" || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(slug)
    ? `answer${slug === "" ? "" : `-${slug}`}`
    : slug;
}
