/**
 * Files written whole or not at all.
 * @module
 */
import { StoreError } from "../errors.ts";

/** A file that is ready beside its place: one rename makes it appear. */
export interface StagedFile {
  /** Where it lies until then. */
  readonly staged: string;
  /** Puts it into its place. It does not wait, so that no signal comes between the files of one plan. */
  commit(): void;
  /** Takes it away. */
  discard(): void;
}

/** Files that exist now and must not outlive this process. */
const temporaries = new Set<string>();

/** Takes all temporary files away: for a process that has to end at once. */
export function discardStaged(): void {
  for (const path of temporaries) removeQuietly(path);
}

/** Notes a file that must not outlive this process. Returns what takes it away. */
export function temporary(path: string): () => void {
  temporaries.add(path);
  return () => removeQuietly(path);
}

function removeQuietly(path: string): void {
  temporaries.delete(path);
  try {
    Deno.removeSync(path);
  } catch {
    // It was never made, or is gone already.
  }
}

/**
 * Writes a text to a temporary file in the target's folder and forces it to disk. The old file stays as it is until
 * `commit`, also on a full disk.
 *
 * @param options `option` is what chooses another place, for errors; `mode` the file's, where it is the owner's alone.
 */
export async function stageText(
  path: string,
  text: string,
  { option, mode }: { option?: string; mode?: number } = {},
): Promise<StagedFile> {
  const staged = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  const discard = temporary(staged);
  try {
    using file = await Deno.open(staged, { write: true, createNew: true, ...(mode === undefined ? {} : { mode }) });
    let bytes = new TextEncoder().encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
    await file.sync();
  } catch (error) {
    discard();
    throw asStoreError(error, path, "write", "", option);
  }
  return {
    staged,
    discard,
    commit() {
      try {
        Deno.renameSync(staged, path);
        temporaries.delete(staged);
      } catch (error) {
        discard();
        throw asStoreError(error, path, "write", "", option);
      }
    },
  };
}

/** Forces the names in a folder to disk, where the system can. */
export function syncFolder(path: string): void {
  try {
    using folder = Deno.openSync(path);
    folder.syncSync();
  } catch {
    // Windows opens no folders; the files themselves are on disk.
  }
}

/** Makes a folder with its parents. Returns those that were missing, the outermost first; `mode` is for the innermost. */
export function makeFolders(path: string, mode = 0o777): string[] {
  try {
    Deno.mkdirSync(path, { mode });
    return [path];
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      const there = kindOf(path);
      if (there === "folder") return [];
      // Another run may have taken its empty folder away in this moment.
      if (there === "nothing") return makeFolders(path, mode);
      throw error;
    }
    const parent = path.replace(SLASHES_AT_END, "").replace(LAST_NAME, "");
    if (!(error instanceof Deno.errors.NotFound) || parent === "" || parent === path) throw error;
    return [...makeFolders(parent), ...makeFolders(path, mode)];
  }
}

const WINDOWS = Deno.build.os === "windows";
const SLASHES_AT_END = WINDOWS ? /[\\/]+$/ : /\/+$/;
const LAST_NAME = WINDOWS ? /[\\/]*[^\\/]*$/ : /\/*[^/]*$/;

/** What stands in a place, looked at once: folders of other runs come and go. A link counts as what it leads to. */
function kindOf(path: string): "folder" | "nothing" | "something else" {
  try {
    const { isDirectory, isSymlink } = Deno.lstatSync(path);
    return isDirectory || (isSymlink && leadsToFolder(path)) ? "folder" : "something else";
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? "nothing" : "something else";
  }
}

function leadsToFolder(link: string): boolean {
  try {
    return Deno.statSync(link).isDirectory;
  } catch {
    // A link to nowhere.
    return false;
  }
}

/**
 * Looks at what stands in the place of a file or folder, if anything does. A permission to write follows links: one could
 * lead the writing elsewhere, so nothing but the thing itself will do.
 *
 * @throws {StoreError} If it is something else.
 */
export function refuseAllBut(
  kind: "file" | "folder",
  path: string,
  verb = "write",
  option = "--output-dir",
): Deno.FileInfo | undefined {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw asStoreError(error, path, verb, "", option);
  }
  if (kind === "file" ? info.isFile : info.isDirectory) return info;
  const [what, short] = info.isSymlink
    ? ["symbolic link", "link"]
    : info.isDirectory
    ? ["folder", "folder"]
    : info.isFile
    ? ["file", "file"]
    : ["special file", "file"];
  throw new StoreError(
    `Cannot ${verb} "${path}": it is a ${what}, expected a ${kind === "file" ? "plain file" : "folder"}`,
    path,
    `Remove the ${short}, or choose another ${option}.`,
  );
}

/** The largest text that is read whole, in bytes, as for plans that are named. */
const MOST_TEXT = 64 * 1024 * 1024;

/**
 * Makes sure that a text can be read whole: no signal ends the reading of a pipe, or of gigabytes, in the place of a page.
 *
 * @throws {StoreError} If it is a special file, or larger than any text of ours.
 * @throws What the system says, if it is not there or may not be looked at.
 */
export function refuseEndless(path: string): void {
  const { isFile, isDirectory, size } = Deno.statSync(path);
  if (!isFile && !isDirectory) {
    throw new StoreError(`Cannot read "${path}": it is a special file, expected a plain file`, path, "Remove it.");
  }
  if (!isFile || size <= MOST_TEXT) return;
  const [got, most] = [size, MOST_TEXT].map((bytes) => `${Math.ceil(bytes / 1024 / 1024)} MB`);
  throw new StoreError(
    `Cannot read "${path}": it has ${got}, expected at most ${most}`,
    path,
    "Put it somewhere else.",
  );
}

/**
 * Reads a text file; absent where there is none.
 *
 * @throws {StoreError} If it cannot be read, is no plain file, or is larger than any text of ours.
 */
export async function readTextIfAny(path: string): Promise<string | undefined> {
  try {
    refuseEndless(path);
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error instanceof StoreError ? error : asStoreError(error, path, "read");
  }
}

/** What the system calls it, and what to do about it. The first row that fits counts. */
const CAUSES: readonly (readonly [test: (error: Error) => boolean, what: string, hint: string])[] = [
  [
    (error) => error.name === "NotCapable",
    "this process has no permission for it",
    "Allow it with ACCESS, before the script's name (with npx: before the command).",
  ],
  [
    (error) => codeOf(error) === "ENOSPC" || /No space left/.test(error.message),
    "no space is left on the disk",
    "Free some space, then run the same command again; the old files are untouched.",
  ],
  [
    (error) => codeOf(error) === "EDQUOT",
    "the disk quota is used up",
    "Free some space, then run the same command again; the old files are untouched.",
  ],
  [
    (error) => codeOf(error) === "EROFS" || /Read-only file system/.test(error.message),
    "the file system is read-only",
    "Choose another --output-dir.",
  ],
  [
    (error) => error instanceof Deno.errors.PermissionDenied,
    "the system denies it",
    "Change its owner or mode, or choose another --output-dir.",
  ],
  [
    (error) =>
      error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists ||
      codeOf(error) === "ENOTDIR",
    "a file stands where a folder is needed",
    "Remove that file, or choose another --output-dir.",
  ],
  [
    (error) => error instanceof Deno.errors.IsADirectory || codeOf(error) === "EISDIR",
    "a folder stands where a file is needed",
    "Remove that folder, or choose another --output-dir.",
  ],
  [(error) => error instanceof Deno.errors.NotFound, "it is not there", "Check the path."],
];

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Who writes also looks at what is there, and lays the new text beside the old. */
function accessFor(verb: string): string {
  return /^(?:read|scan|open|look)/.test(verb)
    ? "--allow-read for that path"
    : "--allow-read and --allow-write for its folder";
}

/** Turns an error of the system into one that names path, cause and remedy; `option` is what chooses another place. */
export function asStoreError(
  error: unknown,
  path: string,
  verb: string,
  kind = "",
  option = "--output-dir",
): StoreError {
  if (error instanceof StoreError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const known = CAUSES.find(([test]) => test(cause));
  return new StoreError(
    `Cannot ${verb} ${kind}"${path}": ${known?.[1] ?? cause.message.replace(/\s+/g, " ")}`,
    path,
    (known?.[2] ?? "Check the path and the disk.").replace("--output-dir", option).replace("ACCESS", accessFor(verb)),
    { cause },
  );
}
