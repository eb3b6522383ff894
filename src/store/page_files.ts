import { UsageError } from "../errors.ts";
import { asStoreError } from "./files.ts";
import { type InputKind, readInput } from "./input.ts";

/** A page of a plan. */
const PAGE: InputKind = {
  what: "page",
  most: 16,
  remedy: "Name the folder that holds devplan.md and the phase files.",
  shrink: "Take out what is no plan.",
};

/**
 * Reads pages of a plan.
 *
 * @param folder Where they are.
 * @param isPage Which names are asked for.
 * @returns The texts by name, in the order of the names.
 * @throws {UsageError} If there is no such folder, or a page is no text.
 * @throws {StoreError} If one cannot be read.
 */
export async function readPageFiles(
  folder: string,
  isPage: (name: string) => boolean,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory && isPage(name)) names.push(name);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new UsageError(`Cannot read the pages of "${folder}": there is no such folder`, PAGE.remedy);
    }
    throw asStoreError(error, folder, "read", "the folder ");
  }
  const pages: Record<string, string> = {};
  for (const name of names.sort()) pages[name] = await readInput(`${folder}/${name}`, PAGE, signal);
  return pages;
}
