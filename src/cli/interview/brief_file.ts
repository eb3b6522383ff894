import { StoreError } from "../../errors.ts";
import { readTextIfAny } from "../../store/files.ts";
import { writeNewFiles } from "../../store/new_files.ts";

/** So many names are tried. */
const MOST = 100;

/**
 * Keeps the brief with its answers beside the plan, where people can edit it. Nobody's file is written over.
 *
 * @returns Its path: `brief.md`, or the next name that is free or holds the same.
 * @throws {StoreError} If it cannot be written.
 */
export async function keepBrief(folder: string, brief: string): Promise<string> {
  const text = brief.endsWith("\n") ? brief : `${brief}\n`;
  for (let number = 1; number <= MOST; number++) {
    const path = `${folder}/brief${number === 1 ? "" : `-${number}`}.md`;
    const { written } = writeNewFiles({ [path]: text });
    if (written.length > 0 || await holds(path, text)) return path;
  }
  throw new StoreError(
    `Cannot write "${folder}/brief.md": ${MOST} briefs are there already`,
    folder,
    "Remove those that you don't need.",
  );
}

async function holds(path: string, text: string): Promise<boolean> {
  const info = await Deno.lstat(path).catch(() => undefined);
  return info?.isFile === true && await readTextIfAny(path) === text;
}
