import { folderOf } from "./folder_of.ts";
import { asStoreError, makeFolders } from "./files.ts";

/** What became of files that are never written over. */
export interface NewFiles {
  written: string[];
  /** Those that were there before. */
  kept: string[];
}

/**
 * Writes files where there are none yet, all or none of them; their folders are made where they are missing.
 *
 * @param files Texts by path.
 * @throws {StoreError} If one cannot be written; those before it are gone again.
 */
export function writeNewFiles(files: Readonly<Record<string, string>>): NewFiles {
  const result: NewFiles = { written: [], kept: [] };
  const folders: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    try {
      const folder = folderOf(path);
      if (folder !== "") folders.push(...makeFolders(folder));
      (writeNew(path, text) ? result.written : result.kept).push(path);
    } catch (error) {
      for (const made of [...result.written, ...folders.toReversed()]) Deno.removeSync(made);
      throw asStoreError(error, path, "write");
    }
  }
  return result;
}

/** Returns false where something stands in its place. A file that is cut off by a full disk is taken away. */
function writeNew(path: string, text: string): boolean {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { write: true, createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || error instanceof Deno.errors.IsADirectory) return false;
    throw error;
  }
  try {
    let bytes = new TextEncoder().encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(file.writeSync(bytes));
    file.syncSync();
    return true;
  } catch (error) {
    Deno.removeSync(path);
    throw error;
  } finally {
    file.close();
  }
}
