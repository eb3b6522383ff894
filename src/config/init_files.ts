import templates from "./templates.json" with { type: "json" };

/** What became of the files to begin with. */
export interface InitFiles {
  written: string[];
  /** Those that were there before. */
  kept: string[];
}

/** A file could not be written; what was written before it is gone again. */
export class InitFailure extends Error {
  constructor(readonly path: string, override readonly cause: unknown) {
    super(`Cannot write "${path}"`);
  }
}

/**
 * Writes the files to begin with into the working directory, never over one that is there, and all or none.
 *
 * @throws {InitFailure} If one cannot be written.
 */
export async function writeInitFiles(): Promise<InitFiles> {
  const files: InitFiles = { written: [], kept: [] };
  const folders: string[] = [];
  for (const [path, text] of Object.entries(templates)) {
    try {
      const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
      if (folder !== "" && await makeFolder(folder)) folders.push(folder);
      (await writeNew(path, text) ? files.written : files.kept).push(path);
    } catch (error) {
      for (const made of [...files.written, ...folders]) await Deno.remove(made).catch(() => {});
      throw new InitFailure(path, error);
    }
  }
  return files;
}

async function makeFolder(path: string): Promise<boolean> {
  try {
    await Deno.mkdir(path);
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    if ((await Deno.stat(path)).isDirectory) return false;
    throw new Deno.errors.NotADirectory("a file stands in its place", { cause: error });
  }
}

/** Returns false where something stands in its place. A file that is cut off by a full disk is taken away. */
async function writeNew(path: string, text: string): Promise<boolean> {
  let file: Deno.FsFile;
  try {
    file = await Deno.open(path, { write: true, createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists || error instanceof Deno.errors.IsADirectory) return false;
    throw error;
  }
  try {
    let bytes = new TextEncoder().encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
    await file.sync();
    return true;
  } catch (error) {
    await Deno.remove(path).catch(() => {});
    throw error;
  } finally {
    file.close();
  }
}
