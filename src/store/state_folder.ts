import { makeFolders } from "./files.ts";

/**
 * Makes the folder for what we keep, if it is not there: its owner's alone, and nothing that git should see. Prompts, answers
 * and outputs are nobody else's business.
 */
export function makeStateFolder(folder: string): void {
  makeFolders(folder, 0o700);
  // A folder that was there before may be anything: a line in it that hides all its files would do harm.
  if (Deno.readDirSync(folder)[Symbol.iterator]().next().done) createNew(`${folder}/.gitignore`, "*\n");
}

/** Makes a file for its owner alone, if another process has not just done it. */
export function createNew(path: string, text: string): void {
  try {
    using file = Deno.openSync(path, { write: true, createNew: true, mode: 0o600 });
    if (text !== "") file.writeSync(new TextEncoder().encode(text));
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}
