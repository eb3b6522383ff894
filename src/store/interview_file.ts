/**
 * The file of an interview in the state folder: `interview.json`, its owner's alone.
 * @module
 */
import { asStoreError, readTextIfAny, refuseAllBut, stageText } from "./files.ts";
import { type FolderLock, lockFolder } from "./lock.ts";
import { makeStateFolder } from "./state_folder.ts";

/** The largest file that is read, in bytes: a brief of answers has a few thousand. */
const MOST = 4 * 1024 * 1024;

/** Where the interview of a state folder is kept. */
export function interviewPath(stateDir: string): string {
  return `${stateDir}/interview.json`;
}

/**
 * Holds the interview against a second one, which would write over its answers; makes the folder where it is missing.
 *
 * @throws {LockError} If another process interviews here.
 * @throws {StoreError} If the folder cannot be written.
 */
export async function lockInterview(stateDir: string): Promise<FolderLock> {
  try {
    makeStateFolder(stateDir);
  } catch (error) {
    throw asStoreError(error, interviewPath(stateDir), "write", "", "--state-dir");
  }
  return await lockFolder(stateDir, { command: "interactive", option: "--state-dir" });
}

/**
 * Reads the file; absent where there is none. One that is too large for an interview is read as nothing that anybody wrote.
 *
 * @throws {StoreError} If it cannot be read, or is no plain file.
 */
export async function readInterviewText(stateDir: string): Promise<string | undefined> {
  const path = interviewPath(stateDir);
  const info = refuseAllBut("file", path, "read", "--state-dir");
  return info !== undefined && info.size > MOST ? "" : await readTextIfAny(path);
}

/**
 * Writes the file anew, whole or not at all.
 *
 * @throws {StoreError} If it cannot be written.
 */
export async function writeInterviewText(stateDir: string, text: string): Promise<void> {
  const path = interviewPath(stateDir);
  try {
    makeStateFolder(stateDir);
    refuseAllBut("file", path, "write", "--state-dir");
    (await stageText(path, text, { option: "--state-dir", mode: 0o600 })).commit();
  } catch (error) {
    throw asStoreError(error, path, "write", "", "--state-dir");
  }
}

/**
 * Puts a file that cannot be used aside, under the first free name; returns that.
 *
 * @throws {StoreError} If it cannot be moved.
 */
export function putInterviewAside(stateDir: string): string {
  const path = interviewPath(stateDir);
  for (let number = 1;; number++) {
    const aside = `${path}.bad${number === 1 ? "" : `-${number}`}`;
    try {
      // Making it first keeps two processes from taking one name.
      Deno.openSync(aside, { write: true, createNew: true, mode: 0o600 }).close();
      Deno.renameSync(path, aside);
      return aside;
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) continue;
      throw asStoreError(error, aside, "write", "", "--state-dir");
    }
  }
}
