import { asStoreError, makeFolders, refuseAllBut, stageText } from "./files.ts";
import { makeStateFolder } from "./state_folder.ts";

/**
 * Keeps what a command has said, in the state folder, for its owner alone: the newest for each step.
 *
 * @param id The step's id, which code has given.
 * @returns The path.
 * @throws {StoreError} If it cannot be written.
 */
export async function keepOutput(stateDir: string, id: string, text: string): Promise<string> {
  const folder = `${stateDir}/evidence`;
  const path = `${folder}/${id.replace(/[^0-9A-Za-z]/g, "_")}.log`;
  try {
    makeStateFolder(stateDir);
    refuseAllBut("folder", folder, "use", "--state-dir");
    makeFolders(folder, 0o700);
    refuseAllBut("file", path, "write", "--state-dir");
    (await stageText(path, text, { option: "--state-dir", mode: 0o600 })).commit();
    return path;
  } catch (error) {
    throw asStoreError(error, path, "write", "", "--state-dir");
  }
}
