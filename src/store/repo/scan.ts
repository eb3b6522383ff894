/**
 * An existing project as a plan needs to know it: its files and what declares its tools. It is anybody's: bounded,
 * nothing secret is listed or opened, no link is followed, nothing is run.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { isManifest } from "../../plan/existing/mod.ts";
import { asStoreError } from "../files.ts";
import { LIMITS } from "./limits.ts";
import { readPlain } from "./read_plain.ts";
import { walk } from "./walk.ts";

/** What a scan found. Paths are relative to the folder, with slashes. */
export interface ScannedRepo {
  /** The files, sorted. */
  files: string[];
  /** How many more there are, as far as was looked. */
  omitted: number;
  /** The texts of the files that declare dependencies and commands, by their paths. */
  manifests: Record<string, string>;
  /** What was not looked at or not read, and why, one line each. */
  notes: string[];
}

const REMEDY = "Give the root folder of the project that the work goes into.";

/**
 * Scans a project. It looks at most at as much as {@linkcode LIMITS} says; the upper folders come first.
 *
 * @param folder The project's root. It may be a link itself; nothing in it is followed.
 * @throws {UsageError} If it is not there, or no folder.
 * @throws {StoreError} If it may not be read.
 * @throws What the signal was aborted with.
 */
export async function scanRepo(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<ScannedRepo> {
  if (folder === "") throw new UsageError("Cannot scan the project: its path is empty", REMEDY);
  signal?.throwIfAborted();
  try {
    if (!(await Deno.stat(folder)).isDirectory) throw new Deno.errors.NotADirectory();
    const { folders, notes } = await walk(folder, isManifest, signal);
    const { files, omitted } = choose(folders);
    const read = await readManifests(folder, files, signal);
    return { files: files.sort(), omitted, manifests: read.manifests, notes: [...notes, ...read.notes] };
  } catch (error) {
    throw signal?.aborted ? error : asScanError(error, folder);
  }
}

/** The files to tell: all, or some of each folder, the upper ones first. */
function choose(folders: readonly (readonly string[])[]): { files: string[]; omitted: number } {
  const all = folders.reduce((sum, { length }) => sum + length, 0);
  const ofEach = all > LIMITS.kept ? LIMITS.keptOfFolder : LIMITS.kept;
  const first = folders.flatMap((files) => files.slice(0, ofEach));
  const files = [...first, ...folders.flatMap((files) => files.slice(ofEach))].slice(0, LIMITS.kept);
  return { files, omitted: all - files.length };
}

/** Reads the manifests among some files; what is too large or no text is left out. */
async function readManifests(
  root: string,
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ manifests: Record<string, string>; notes: string[] }> {
  const notes: string[] = [];
  const paths = files.filter((path) => isManifest(path.slice(path.lastIndexOf("/") + 1)));
  if (paths.length > LIMITS.manifests) {
    notes.push(
      `${paths.length - LIMITS.manifests} of ${paths.length} manifests were not read: the upper ones tell more`,
    );
  }
  const texts: [string, string][] = [];
  for (const path of paths.slice(0, LIMITS.manifests)) {
    signal?.throwIfAborted();
    const found = await readPlain(`${root}/${path}`);
    if (found === undefined) continue;
    const wrong = "wrong" in found
      ? found.wrong
      : found.cut
      ? `it is larger than ${LIMITS.bytes / 1024} KB`
      : found.bytes.includes(0)
      ? "it is no text"
      : undefined;
    if (wrong !== undefined || "wrong" in found) notes.push(`"${path}" was not read: ${wrong}`);
    else texts.push([path, new TextDecoder().decode(found.bytes)]);
  }
  return { manifests: Object.fromEntries(texts), notes };
}

function asScanError(error: unknown, folder: string): Error {
  if (error instanceof Deno.errors.NotFound) {
    return new UsageError(`Cannot scan the project "${folder}": there is no such folder`, REMEDY);
  }
  if (error instanceof Deno.errors.NotADirectory) {
    return new UsageError(`Cannot scan the project "${folder}": it is a file, expected a folder`, REMEDY);
  }
  return asStoreError(error, folder, "scan", "the project ", "--repo");
}
