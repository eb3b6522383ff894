/**
 * Files that belong to another: a plan's specification, where it lies beside it.
 * @module
 */

/** More files than these, and larger ones (in bytes), are not read. */
const MOST_FILES = 100;
const MOST_BYTES = 4 * 1024 * 1024;

/** A text with the path that it was read from. */
export interface TextFile {
  path: string;
  text: string;
}

/**
 * Reads the files of some patterns that are there and are plain text. What cannot be read is left out: it is a help, not a
 * need.
 *
 * @param patterns Paths; one part may be `*`, which stands for each folder there.
 */
export async function readCompanions(patterns: readonly string[]): Promise<TextFile[]> {
  const paths = (await Promise.all(patterns.map(pathsOf))).flat().slice(0, MOST_FILES);
  const files = await Promise.all(paths.map(async (path): Promise<TextFile | undefined> => {
    try {
      const { isFile, size } = await Deno.stat(path);
      return isFile && size <= MOST_BYTES ? { path, text: await Deno.readTextFile(path) } : undefined;
    } catch {
      return undefined;
    }
  }));
  return files.filter((file) => file !== undefined);
}

async function pathsOf(pattern: string): Promise<string[]> {
  const [before = "", after] = pattern.split("*");
  if (after === undefined) return [pattern];
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(before === "" ? "." : before)) {
      if (isDirectory) names.push(name);
    }
  } catch {
    return [];
  }
  return names.sort().map((name) => `${before}${name}${after}`);
}
