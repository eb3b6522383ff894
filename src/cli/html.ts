import { UsageError } from "../errors.ts";
import { BEGINNING, renderHtml } from "../output/page/mod.ts";
import { asStoreError, makeFolders, readTextIfAny, refuseAllBut, stageText, syncFolder } from "../store/files.ts";
import type { Io, Values } from "./command.ts";
import { openFile } from "./open_file.ts";
import { readOwnPlan } from "./own_plan.ts";
import { folderOf } from "../store/folder_of.ts";

const OPTION = "--output";

/** Writes the plan as one page of HTML, and opens it where that is asked for; returns the exit code. */
export async function viewPlan(values: Values, io: Io): Promise<number> {
  const { path: from, folder, plan } = await readOwnPlan(values, io);
  const path = values.text("output") ?? `${from === "-" ? "." : folder}/plan.html`.replace(/^\.\//, "");
  await refuseOthers(path);
  const text = renderHtml(plan);
  await writePage(path, text, io.signal);
  const opened = values.on("open") && await openFile(path);
  if (values.on("json")) {
    io.out(JSON.stringify({ schemaVersion: 1, exitCode: 0, revision: plan.revision, file: path, opened }, null, 2));
  } else io.out(path);
  if (values.on("open") && !opened) {
    io.say(`notice: "${path}" is written, and no browser could be started from here: open it by hand`);
  }
  return 0;
}

/**
 * Looks at what stands in the place of the page: an older page may be replaced, and nothing else.
 *
 * @throws {UsageError} If the path is none, or a file there was not written by this command.
 * @throws {StoreError} If a folder or a link is there.
 */
async function refuseOthers(path: string): Promise<void> {
  if (path.trim() === "" || /[\\/]$/.test(path)) {
    throw new UsageError(
      `Cannot write the page to "${path}": expected the path of a file`,
      "Name a file, for example --output plan.html.",
    );
  }
  if (refuseAllBut("file", path, "write", OPTION) === undefined) return;
  const there = await readTextIfAny(path);
  if (there === undefined || there.startsWith(BEGINNING) || there === "") return;
  throw new UsageError(
    `Cannot write "${path}": a file is there that devussy view did not write`,
    "Remove it, or choose another --output.",
  );
}

async function writePage(path: string, text: string, signal: AbortSignal): Promise<void> {
  const folder = folderOf(path);
  try {
    if (folder !== "") makeFolders(folder);
  } catch (error) {
    throw asStoreError(error, folder, "use", "folder ", OPTION);
  }
  const staged = await stageText(path, text, { option: OPTION });
  if (signal.aborted) {
    staged.discard();
    signal.throwIfAborted();
  }
  staged.commit();
  syncFolder(folder || ".");
}
