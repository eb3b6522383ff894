import { dirname } from "node:path";
import { asStoreError } from "./files.ts";

/**
 * Tries whether files can be written to a folder, making it where it is not there, and leaves nothing behind. It does
 * not wait, so that no signal comes between.
 *
 * @param may Whether a folder may be looked at and made: what may not would open a prompt.
 * @param option What chooses another folder.
 * @returns Whether the folder was there.
 * @throws {StoreError} If they cannot.
 */
export function probeFolder(path: string, may: (path: string) => boolean, option: string): boolean {
  const made: string[] = [];
  const file = `${path}/.devussy-probe-${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    const missing = missingFolders(path, may);
    for (const folder of missing) {
      try {
        Deno.mkdirSync(folder);
      } catch (error) {
        // A parent that may not be looked at is missing, too: whoever writes makes them all at once.
        if (error instanceof Deno.errors.NotFound && !may(dirname(folder))) return false;
        throw error;
      }
      made.push(folder);
    }
    try {
      using probe = Deno.openSync(file, { write: true, createNew: true });
      // An empty file needs no space; this does.
      probe.writeSync(new Uint8Array(4096));
    } finally {
      removeIfThere(file);
    }
    return missing.length === 0;
  } catch (error) {
    throw asStoreError(error, path, "write to", "folder ", option);
  } finally {
    // Another run may have put something into it: then it stays.
    for (const folder of made.reverse()) removeIfThere(folder);
  }
}

/** The folders that are not there, the outermost first. A parent that may not be looked at is taken to be there. */
function missingFolders(path: string, may: (path: string) => boolean): string[] {
  const missing: string[] = [];
  for (let at = path; missing.length === 0 || may(at); at = dirname(at)) {
    try {
      if (Deno.statSync(at).isDirectory) break;
      throw new Deno.errors.NotADirectory("a file stands in its place");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound) || dirname(at) === at) throw error;
      missing.unshift(at);
    }
  }
  return missing;
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It was never made, or holds something by now.
  }
}
