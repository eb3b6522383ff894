/**
 * The files of the project that a plan is about, looked at and never changed.
 * @module
 */
import { createHash } from "node:crypto";
import { isSafePath } from "../plan/paths.ts";
import type { Deliverable } from "../plan/types.ts";
import { asStoreError } from "./files.ts";

/** What a step was to leave behind, and what is there. */
export interface FoundFiles {
  /** What is wrong with each that is not as it should be, one line each. */
  wrong: string[];
  /** SHA-256 of the paths with their contents: whoever has the same has the same files. */
  sha256: string;
}

/** How much of a file is read at once. */
const PIECE = 1 << 16;

/**
 * Looks for the deliverables of a step below the project's root.
 *
 * @throws {StoreError} If something may not be read.
 */
export async function findFiles(root: string, deliverables: readonly Deliverable[]): Promise<FoundFiles> {
  const wrong: string[] = [];
  const hash = createHash("sha256");
  const top = await realPath(root);
  for (const { path, action } of deliverables) {
    // The plan may be anybody's: what lies outside the project is not looked at.
    const inside = isSafePath(path) ? await realPath(`${root}/${path.replace(/\/+$/, "")}`) : undefined;
    const leaves = !isSafePath(path) || (inside !== undefined && top !== undefined && !isBelow(inside, top));
    const info = leaves || inside === undefined ? undefined : await Deno.stat(inside);
    if (leaves) wrong.push(`${path} leads out of the project`);
    else if (action === "delete" ? info !== undefined : info === undefined) {
      wrong.push(`${path} is ${action === "delete" ? "still there" : "not there"}`);
    } else if (info !== undefined && path.endsWith("/") && !info.isDirectory) wrong.push(`${path} is no folder`);
    hash.update(`${path}\0`);
    if (info?.isFile && inside !== undefined) await addFile(inside, hash);
    hash.update("\0");
  }
  return { wrong, sha256: hash.digest("hex") };
}

/** Where a path leads; absent where nothing is. */
async function realPath(path: string): Promise<string | undefined> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw asStoreError(error, path, "look at", "", "--root");
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root ||
    path.startsWith(/[/\\]$/.test(root) ? root : `${root}${Deno.build.os === "windows" ? "\\" : "/"}`);
}

async function addFile(path: string, hash: ReturnType<typeof createHash>): Promise<void> {
  try {
    using file = await Deno.open(path);
    const bytes = new Uint8Array(PIECE);
    for (let read = await file.read(bytes); read !== null; read = await file.read(bytes)) {
      hash.update(bytes.subarray(0, read));
    }
  } catch (error) {
    throw asStoreError(error, path, "read", "", "--root");
  }
}
