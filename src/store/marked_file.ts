import { folderOf } from "./folder_of.ts";
import { dirname, isAbsolute, join } from "node:path";
import { StoreError } from "../errors.ts";
import { asStoreError, refuseAllBut, stageText, syncFolder } from "./files.ts";

/** A text file of somebody's, as it was found. */
export interface FoundFile {
  /** Exactly as it is, with a byte order mark; absent where there is no file. */
  text: string | undefined;
  /** The rights on it, where the system has such. */
  mode?: number;
}

/** What chooses another place. */
const OPTION = "--file";

/**
 * Reads a file so that each byte of it can be written again.
 *
 * @throws {StoreError} If it is a link or a folder, or no UTF-8.
 */
export async function findFile(path: string): Promise<FoundFile> {
  refuseLink(path);
  const info = refuseAllBut("file", path, "change", OPTION);
  if (info === undefined) return { text: undefined };
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw asStoreError(error, path, "read", "", OPTION);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, ...(info.mode === null ? {} : { mode: info.mode & 0o777 }) };
  } catch {
    throw new StoreError(
      `Cannot change "${path}": expected text in UTF-8, got other bytes`,
      path,
      "Save it as UTF-8, or choose another --file.",
    );
  }
}

/** A link keeps its place: the file behind it is the one to change, and only its owner can say so. */
function refuseLink(path: string): void {
  let target: string;
  try {
    if (!Deno.lstatSync(path).isSymlink) return;
    target = Deno.readLinkSync(path);
  } catch {
    // Not there, or not to be looked at: whoever reads it says why.
    return;
  }
  const place = isAbsolute(target) ? target : join(dirname(path), target);
  throw new StoreError(
    `Cannot change "${path}": it is a symbolic link, expected a plain file`,
    path,
    `Name the file that it leads to: ${OPTION} ${place}`,
  );
}

/**
 * Writes a changed text in one step, with the rights that the file had; without a text, the file is taken away.
 *
 * @param found The file as it was read: what has changed since is not written over.
 * @throws {StoreError} If it cannot be written, or has changed since.
 */
export async function replaceFile(path: string, found: FoundFile, text: string | undefined): Promise<void> {
  try {
    if (text === undefined) {
      await refuseChanged(path, found);
      Deno.removeSync(path);
    } else await stageAndCommit(path, found, text);
  } catch (error) {
    const told = asStoreError(error, path, "change", "", OPTION);
    if (!(told.cause instanceof Deno.errors.NotCapable)) throw told;
    throw new StoreError(
      told.message,
      path,
      "Allow it with --allow-read and --allow-write for its folder, before the script's name: the new text lies beside the old one until it takes its place.",
      { cause: told.cause },
    );
  }
  syncFolder(folderOf(path) || ".");
}

async function stageAndCommit(path: string, found: FoundFile, text: string): Promise<void> {
  const { mode } = found;
  const staged = await stageText(path, text, { option: OPTION, ...(mode === undefined ? {} : { mode }) });
  try {
    await refuseChanged(path, found);
    // The process's own mask may have taken rights away that the file had.
    if (mode !== undefined && Deno.build.os !== "windows") Deno.chmodSync(staged.staged, mode);
    staged.commit();
  } catch (error) {
    staged.discard();
    throw error;
  }
}

/** Looks once more at the file, at the last moment. */
async function refuseChanged(path: string, found: FoundFile): Promise<void> {
  if ((await findFile(path)).text === found.text) return;
  throw new StoreError(
    `Cannot change "${path}": somebody else has changed it in this moment`,
    path,
    "Run the same command again.",
  );
}
