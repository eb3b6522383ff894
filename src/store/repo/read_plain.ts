import { LIMITS } from "./limits.ts";

/** A file as it was found, or why it was not read. */
export type PlainFile = { bytes: Uint8Array; cut: boolean } | { wrong: string };

/**
 * The first bytes of a plain file, at most {@linkcode LIMITS.bytes}. Links are not followed, pipes not opened.
 *
 * @returns Absent where it is gone, or something else by now.
 */
export async function readPlain(path: string): Promise<PlainFile | undefined> {
  try {
    if (!(await Deno.lstat(path)).isFile) return undefined;
    using file = await Deno.open(path);
    const bytes = new Uint8Array(LIMITS.bytes + 1);
    let size = 0;
    for (let read: number | null = 0; read !== null && size < bytes.length;) {
      read = await file.read(bytes.subarray(size));
      size += read ?? 0;
    }
    return { bytes: bytes.subarray(0, Math.min(size, LIMITS.bytes)), cut: size > LIMITS.bytes };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    return { wrong: mayNotRead(error) ? "it may not be read" : "it cannot be read" };
  }
}

/** Whether the system or Deno denies it. */
export function mayNotRead(error: unknown): boolean {
  return error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable;
}
