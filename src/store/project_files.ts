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
  /** Each that was looked for, and what is wrong with it. */
  files: { deliverable: Deliverable; wrong?: string }[];
  /** What is wrong, one line each. */
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
  const files: FoundFiles["files"] = [];
  const hash = createHash("sha256");
  const top = await realPath(root);
  for (const deliverable of deliverables) {
    const { path } = deliverable;
    // The plan may be anybody's: what lies outside the project is not looked at.
    const inside = isSafePath(path) ? await realPath(`${root}/${path.replace(/\/+$/, "")}`) : undefined;
    const leaves = !isSafePath(path) || (inside !== undefined && top !== undefined && !isBelow(inside, top));
    const info = leaves || inside === undefined ? undefined : await Deno.stat(inside);
    const wrong = leaves ? "leads out of the project" : wrongWith(deliverable, info);
    files.push({ deliverable, ...(wrong === undefined ? {} : { wrong: `${path} ${wrong}` }) });
    hash.update(`${path}\0`);
    if (info?.isFile && inside !== undefined) await addFile(inside, hash);
    hash.update("\0");
  }
  return { files, wrong: files.flatMap(({ wrong }) => wrong ?? []), sha256: hash.digest("hex") };
}

/** What a path is that it should not be; one that ends in a slash means a folder. */
function wrongWith({ path, action }: Deliverable, info: Deno.FileInfo | undefined): string | undefined {
  if (action === "delete") return info === undefined ? undefined : "is still there";
  if (info === undefined) return "is not there";
  if (path.endsWith("/")) return info.isDirectory ? undefined : "is no folder";
  return info.isDirectory ? "is a folder, expected a file" : undefined;
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
