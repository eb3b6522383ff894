/**
 * Several files of a folder changed as one: after a crash at any moment they are all as before or all new.
 *
 * The new texts lie beside their places first. Then a list of what is to be renamed and removed appears, by one rename: from
 * then on the change has happened, and whoever holds the folder next finishes it.
 * @module
 */
import { StoreError } from "../errors.ts";
import { digest } from "./digests.ts";
import { asStoreError, readTextIfAny, refuseAllBut, type StagedFile, stageText, syncFolder } from "./files.ts";
import { readExactlyIfAny } from "./read_exactly.ts";

/** The list of a change that is under way. */
const LIST = ".devussy.commit";
/** What a plan's folder holds of ours. A list that names anything else is not ours. */
const OURS = /^(?:project_design|devplan|phase\d{1,9}|handoff_prompt|plan)\.(?:md|json)(?:\.new)?$/;
/** What of it a change may remove. */
const REMOVABLE = /^(?:phase\d{1,9}\.md|.+\.new)$/;
const STAGED = /\.[0-9a-f]{8}\.tmp$/;

/** A file of the folder. */
export interface Change {
  name: string;
  /** Its new text; without one, it is removed. */
  text?: string;
  /** What it held when the new text was made from it; absent where it was not there. */
  from: string | undefined;
}

/** A file was changed by somebody else after it was read: whoever made the new texts has to begin anew. */
export class StaleFile extends StoreError {
  constructor(path: string) {
    super(
      `Cannot write "${path}": somebody changed it in this moment`,
      path,
      "Run the same command again; what they wrote is still there.",
    );
  }
}

/** What is noted of a file on the list: the name of the new text beside it, and the digest of what is to be replaced. */
interface Noted {
  name: string;
  staged?: string;
  /** Absent where there was no file. */
  old?: string;
}

/**
 * Changes files in a folder whose lock is held, `plan.json` first, since readers begin with it.
 *
 * @param signal Ends it before the first file has changed; later it is too late.
 * @throws {StaleFile} If a file is not any more what it was; then none has changed.
 * @throws {StoreError} If a file cannot be changed. Where the first had changed by then, the next change finishes this one.
 */
export async function changeFiles(folder: string, changes: readonly Change[], signal?: AbortSignal): Promise<void> {
  const ordered = [...changes].sort((a, b) => Number(b.name === "plan.json") - Number(a.name === "plan.json"));
  if (ordered.length === 0) return;
  const staged: StagedFile[] = [];
  const noted: Noted[] = [];
  let list: StagedFile | undefined;
  try {
    for (const { name, text, from } of ordered) {
      signal?.throwIfAborted();
      const path = `${folder}/${name}`;
      refuseAllBut("file", path);
      refuseForbidden(path);
      const old = from === undefined ? {} : { old: await digest(from) };
      if (text === undefined) noted.push({ name, ...old });
      else {
        const file = await stageText(path, text);
        staged.push(file);
        noted.push({ name, staged: file.staged.slice(file.staged.lastIndexOf("/") + 1), ...old });
      }
    }
    refuseAllBut("file", `${folder}/${LIST}`);
    list = await stageText(`${folder}/${LIST}`, `${JSON.stringify({ files: noted })}\n`);
    signal?.throwIfAborted();
    // From here on it does not wait, so that neither a signal nor another task of this process comes between.
    for (const { name, from } of ordered) refuseStale(`${folder}/${name}`, from);
    list.commit();
  } catch (error) {
    list?.discard();
    for (const file of staged) file.discard();
    throw error;
  }
  syncFolder(folder);
  for (const file of staged) file.commit();
  for (const { name, text } of ordered) if (text === undefined) removeIfAny(`${folder}/${name}`);
  syncFolder(folder);
  removeIfAny(`${folder}/${LIST}`);
}

/** What the process may not write must be known before the first file changes. */
function refuseForbidden(path: string): void {
  try {
    Deno.openSync(path, { write: true }).close();
  } catch (error) {
    // That it is not there, or not writable itself, is no obstacle: another file takes its place.
    if (error instanceof Deno.errors.NotCapable) throw asStoreError(error, path, "write");
  }
}

/**
 * Refuses a file that does not hold any more what it held when it was read; the mark of the byte order does not count.
 *
 * @throws {StaleFile}
 */
export function refuseStale(path: string, from: string | undefined): void {
  const bare = (text: string | undefined) => text?.replace(/^\ufeff/, "");
  if (bare(readExactlyIfAny(path)) !== bare(from)) throw new StaleFile(path);
}

/** Whether a change was broken off that has happened: whoever reads the pages of this folder should finish it first. */
export function isUnfinished(folder: string): boolean {
  return refuseAllBut("file", `${folder}/${LIST}`, "read") !== undefined;
}

/**
 * Finishes what a process that was killed has left, and takes away what it had only begun. A file that somebody has written
 * since stays, and the text that was meant for it goes beside it as `NAME.new`. The folder's lock is held.
 */
export async function recoverFiles(folder: string): Promise<void> {
  if (refuseAllBut("file", `${folder}/${LIST}`) !== undefined) {
    for (const { name, staged, old } of readList(await readTextIfAny(`${folder}/${LIST}`) ?? "")) {
      const now = readExactlyIfAny(`${folder}/${name}`);
      const asItWas = now === undefined ? old === undefined : await digest(now) === old;
      if (staged === undefined) {
        if (asItWas) removeIfAny(`${folder}/${name}`);
      } // A link or folder in the place of a staged text is none of ours; none at all: it was renamed.
      else if (refuseAllBut("file", `${folder}/${staged}`) !== undefined) {
        rename(`${folder}/${staged}`, `${folder}/${name}${asItWas ? "" : ".new"}`);
      }
    }
    syncFolder(folder);
    removeIfAny(`${folder}/${LIST}`);
  }
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const begun = STAGED.test(name) && (OURS.test(name.replace(STAGED, "")) || name.startsWith(`${LIST}.`));
    if (isFile && begun) removeIfAny(`${folder}/${name}`);
  }
}

/** What on a list may be ours; whatever else it says, it may be anybody's. */
function readList(text: string): Noted[] {
  let files: unknown;
  try {
    files = (JSON.parse(text) as { files?: unknown } | null)?.files;
  } catch {
    return [];
  }
  return (Array.isArray(files) ? files : []).filter((entry): entry is Noted => {
    const { name, staged, old }: { name?: unknown; staged?: unknown; old?: unknown } = entry ?? {};
    if (typeof name !== "string" || !OURS.test(name)) return false;
    if (old !== undefined && typeof old !== "string") return false;
    return staged === undefined
      ? REMOVABLE.test(name)
      : typeof staged === "string" && STAGED.test(staged) && staged.replace(STAGED, "") === name;
  });
}

function rename(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    throw asStoreError(error, to, "write");
  }
}

function removeIfAny(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw asStoreError(error, path, "remove");
  }
}
