/**
 * Files that are made for another tool, in a folder where it, or a person, may have worked on them since.
 * @module
 */
import { UsageError } from "../errors.ts";
import { counted } from "../text.ts";
import {
  asStoreError,
  makeFolders,
  readTextIfAny,
  refuseAllBut,
  type StagedFile,
  stageText,
  syncFolder,
} from "./files.ts";

/** A file of an export; `written` is false where it held the same text already. */
export interface ExportedFile {
  path: string;
  written: boolean;
}

/** How to write. */
export interface ExportOptions {
  /** Replaces files that hold another text. */
  force: boolean;
  /** Ends the writing before the first file has changed. */
  signal: AbortSignal;
  /** By what part of its name the tool knows a file: one that is there keeps its own name. */
  knownBy?: RegExp;
}

/** More files are not named. */
const MOST_NAMED = 5;

/**
 * Writes an export below a folder: first all files beside their places, then all into their places. What stands there
 * with another text is left.
 *
 * @param files Texts by path below the folder.
 * @throws {UsageError} If files with other texts are there, without `force`; then nothing is written.
 * @throws {StoreError} If a file cannot be written, or a link stands in the way.
 */
export async function writeExport(
  folder: string,
  files: Readonly<Record<string, string>>,
  { force, signal, knownBy }: ExportOptions,
): Promise<ExportedFile[]> {
  const root = folder.replace(/(?<=.)\/+$/, "");
  const at = (path: string) => root === "/" ? `/${path}` : `${root}/${path}`;
  const folders = [...new Set(Object.keys(files).flatMap(foldersOf))];
  for (const path of folders) refuseAllBut("folder", at(path));
  const names = knownBy === undefined ? new Map<string, string>() : await namesThere(folders, at, knownBy);
  const own = (path: string) => {
    const { parent, name } = split(path);
    return parent + (names.get(parent + keyOf(name, knownBy)) ?? name);
  };
  const texts = Object.entries(files).map(([path, text]) => [at(own(path)), text] as const);
  const fresh: (readonly [path: string, text: string])[] = [];
  const other: string[] = [];
  for (const [path, text] of texts) {
    signal.throwIfAborted();
    const there = refuseAllBut("file", path) === undefined ? undefined : await readTextIfAny(path);
    if (there === text) continue;
    fresh.push([path, text]);
    if (there !== undefined) other.push(path);
  }
  if (other.length > 0 && !force) throw refusal(other);
  try {
    for (const path of [root, ...folders.map(at)]) makeFolders(path);
  } catch (error) {
    throw asStoreError(error, root, "use", "folder ");
  }
  const staged: StagedFile[] = [];
  try {
    for (const [path, text] of fresh) {
      signal.throwIfAborted();
      staged.push(await stageText(path, text, { option: "--output-dir" }));
    }
    signal.throwIfAborted();
    for (const file of staged) file.commit();
  } catch (error) {
    // Those that are in their places stay: the same command goes on behind them.
    for (const file of staged) file.discard();
    throw error;
  }
  for (const path of [root, ...folders.map(at)]) syncFolder(path);
  const written = new Set(fresh.map(([path]) => path));
  return texts.map(([path]) => ({ path, written: written.has(path) }));
}

/** The names of files that are there, by their folder and by what the tool knows them by. */
async function namesThere(
  folders: readonly string[],
  at: (path: string) => string,
  knownBy: RegExp,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const folder of folders) {
    if (refuseAllBut("folder", at(folder)) === undefined) continue;
    try {
      for await (const { name, isFile } of Deno.readDir(at(folder))) {
        if (isFile && knownBy.test(name)) names.set(`${folder}/${keyOf(name, knownBy)}`, name);
      }
    } catch (error) {
      throw asStoreError(error, at(folder), "read", "folder ");
    }
  }
  return names;
}

function keyOf(name: string, knownBy: RegExp | undefined): string {
  return (knownBy?.exec(name)?.[0] ?? name).toLowerCase();
}

/** A path in two: its folder with the slash at its end, and its last name. */
function split(path: string): { parent: string; name: string } {
  const end = path.lastIndexOf("/") + 1;
  return { parent: path.slice(0, end), name: path.slice(end) };
}

/** The folders above a path, the outermost first. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

function refusal(paths: readonly string[]): UsageError {
  const named = paths.slice(0, MOST_NAMED).map((path) => `"${path}"`).join(", ");
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : "";
  return new UsageError(
    `Cannot write the export: ${counted(paths.length, "file")} with other content ${
      paths.length === 1 ? "is" : "are"
    } there: ${named}${more}`,
    "Replace what is there with --force, or choose another --output-dir.",
  );
}
